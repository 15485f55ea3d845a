using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace SkatFtps.Cmdlets;

/// <summary>Completes -Service: the folders of the session first, then what the guide lists. Anything else may be typed all the same.</summary>
public sealed class ServiceCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        var pattern = new WildcardPattern(word + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        GatewaySession? session = SessionOf(fakeBoundParameters);
        return ServiceCatalogue.Seen(session?.Services)
            .OrderByDescending(service => service.Authorised == true)
            .Where(service => pattern.IsMatch(service.Service))
            .Select(service => new CompletionResult(Quoted(service.Service), service.Service, CompletionResultType.ParameterValue, ToolTip(service)));
    }

    private static GatewaySession? SessionOf(IDictionary bound)
    {
        object? given = bound["Session"];
        return (given is PSObject wrapped ? wrapped.BaseObject : given) as GatewaySession ?? ConnectedSessions.Current;
    }

    // A folder's name is the server's: it must not end the argument.
    private static string Quoted(string service) =>
        service.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-') ? service : "'" + CodeGeneration.EscapeSingleQuotedStringContent(service) + "'";

    private static string ToolTip(GatewayService service) => service.Authorised switch
    {
        true => $"{service.System ?? "not in the guide"}, visible to this session",
        false => $"{service.System}, not visible to this session",
        _ => service.System ?? service.Service,
    };
}
