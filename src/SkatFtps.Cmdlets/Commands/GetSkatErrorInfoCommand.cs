using System.Collections.Generic;
using System.Management.Automation;
using SkatFtps.Cmdlets.Completion;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsCommon.Get, "SkatErrorInfo", DefaultParameterSetName = "Id")]
[OutputType(typeof(SkatErrorInfo))]
public sealed class GetSkatErrorInfoCommand : GatewayCmdlet
{
    /// <summary>Error ids, FullyQualifiedErrorIds or error codes of a status 0, wildcards allowed; all when left out.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    [Alias("FullyQualifiedErrorId", "ErrorId", "ErrorCode", "StatusCode", "Problem")]
    [ArgumentCompleter(typeof(ErrorIdCompleter))]
    [AllowNull]
    [AllowEmptyString]
    public string[]? Id { get; set; }

    /// <summary>A text in which ids, codes or known words are looked for.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Message")]
    [ValidateNotNullOrEmpty]
    public string[] Message { get; set; } = [];

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Message")
        {
            foreach (string text in Message)
            {
                Write(SkatErrorInfo.FindInText(text), text);
            }

            return;
        }

        if (Id is null && !MyInvocation.ExpectingInput)
        {
            WriteObject(SkatErrorInfo.All, enumerateCollection: true);
            return;
        }

        foreach (string id in Id ?? [])
        {
            // A status without an error has no code: that is no question.
            if (!string.IsNullOrEmpty(id))
            {
                Write(Find(id), id);
            }
        }
    }

    private static IReadOnlyList<SkatErrorInfo> Find(string id)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(id))
        {
            return SkatErrorInfo.Find(id) is { } info ? [info] : [];
        }

        var pattern = new WildcardPattern(id, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        var found = new List<SkatErrorInfo>();
        foreach (SkatErrorInfo info in SkatErrorInfo.All)
        {
            if (pattern.IsMatch(info.Id))
            {
                found.Add(info);
            }
        }

        return found;
    }

    private void Write(IReadOnlyList<SkatErrorInfo> found, string asked)
    {
        if (found.Count == 0)
        {
            WriteFailure(new GatewayException("ErrorUnknown", $"Nothing is known of '{asked}'."), asked);
            return;
        }

        WriteObject(found, enumerateCollection: true);
    }
}
