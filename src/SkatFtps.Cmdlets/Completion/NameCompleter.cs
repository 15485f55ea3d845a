using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Cmdlets.Views;

namespace SkatFtps.Cmdlets.Completion;

/// <summary>
/// Completes an argument from names that are at hand: without the network, and without an error. Anything else may be typed all the same.
/// </summary>
public abstract class NameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        WildcardPattern? pattern = WildcardPattern.ContainsWildcardCharacters(word)
            ? new WildcardPattern(word + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)
            : null;
        return Names(commandName, SessionOf(fakeBoundParameters))
            .Where(one => one.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase) || pattern?.IsMatch(one.Key) == true)
            .Select(one => new CompletionResult(Quoted(one.Key), one.Key, CompletionResultType.ParameterValue, one.Value));
    }

    /// <summary>Every name that there is, each with its tooltip, in the order to offer them.</summary>
    /// <param name="cmdlet">Whose parameter it is.</param>
    /// <param name="session">The one that was given, else the current one; null without one.</param>
    private protected abstract IEnumerable<KeyValuePair<string, string>> Names(string cmdlet, GatewaySession? session);

    private protected static KeyValuePair<string, string> Name(string name, string toolTip) =>
        new(name, toolTip.Length == 0 ? name : ViewText.Shown(toolTip));

    private static GatewaySession? SessionOf(IDictionary bound)
    {
        object? given = bound["Session"];
        return (given is PSObject wrapped ? wrapped.BaseObject : given) as GatewaySession ?? ConnectedSessions.Current;
    }

    // A name is the server's or a file's: it must not end the argument, nor pass for a parameter.
    private static string Quoted(string name) =>
        name[0] != '-'








            && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-')
                ? name
                : "'" + CodeGeneration.EscapeSingleQuotedStringContent(name) + "'";
}
