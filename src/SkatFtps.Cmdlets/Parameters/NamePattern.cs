using System;
using System.Management.Automation;

namespace SkatFtps.Cmdlets.Parameters;

/// <summary>What a user asks for by name: a pattern, or the very name.</summary>
/// <param name="text">Brackets are wildcards, and letters that a file's name may hold: what is piped in means its very name.</param>
/// <param name="ignoreCase">Everywhere but in /out.</param>
internal sealed class NamePattern(string text, bool ignoreCase = true)
{
    private readonly string _text = text;
    private readonly WildcardPattern _pattern = new WildcardPattern(
        text, WildcardOptions.CultureInvariant | (ignoreCase ? WildcardOptions.IgnoreCase : WildcardOptions.None));
    private readonly StringComparison _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public bool IsMatch(string name) => string.Equals(_text, name, _comparison) || _pattern.IsMatch(name);
}
