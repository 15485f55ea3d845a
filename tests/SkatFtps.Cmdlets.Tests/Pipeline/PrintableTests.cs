using System.Linq;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using SkatFtps.Text;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Pipeline;

/// <summary>A server chooses the names in /out, and what it says; neither steers a terminal nor turns what is read there.</summary>
public sealed class PrintableTests
{
    // C1's control sequence introducer, and an override of the direction.
    private const string Name = "svar\u009b2J\u202egpj.txt";

    [Theory]
    [InlineData("Receive-SkatResponse $folder/svar -Verbose")]
    [InlineData("Receive-SkatResponse $folder/svar -Remove -WhatIf -Verbose")]
    [InlineData("Get-SkatStatus -Verbose")]
    [InlineData("$null = Remove-SkatStatus -WhatIf -Verbose")]
    [InlineData("Wait-SkatStatus \"a`u{9b}`u{202e}.xml\" -TimeoutMinutes 0 -Verbose")]
    public async Task No_error_warning_question_or_line_shows_it_as_it_is(string script)
    {
        RecordingHost host = new();
        await using Rehearsal rehearsal = Rehearsal.Start(host: host);
        rehearsal.Run("$connect.Remove('NoLedger'); $session = Connect-SkatGateway @connect -LedgerPath $folder/ledger.db").Succeeded();
        rehearsal.Expose(Name, "svar");
        rehearsal.Expose($"status_CRS_{Name}_3.xml", Rehearsal.StatusXml("CRS", "x\u009bb\u202e.xml", "/out/" + Name));
        rehearsal.Expose($"status_CRS_{Name}_1.xml", "no XML");

        ScriptRun run = rehearsal.Run(script);

        string[] texts = [
            host.Text,
            .. run.Warnings,
            .. run.Verbose,
            .. run.Errors.Select(error => error.Exception.Message),
            .. run.Errors.Select(error => error.ErrorDetails.Message)];
        Assert.All(texts, text => Assert.DoesNotContain(text, c => Printable.IsUnsafe(c) && c != '\n' && c != '\r' && c != '\u001b'));
    }
}
