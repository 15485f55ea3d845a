using System;
using System.IO;
using System.Management.Automation;
using System.Text;

namespace SkatFtps.Cmdlets;

[Cmdlet(VerbsData.Export, "SkatLedger", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSkatLedgerCommand : LedgerCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The first instant.</summary>
    [Parameter]
    public DateTime? From { get; set; }

    /// <summary>The first instant that is not included.</summary>
    [Parameter]
    public DateTime? Until { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void EndProcessing()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Export the ledger"))
        {
            return;
        }

        if (File.Exists(path) && !Force)
        {
            ThrowTerminatingError(ToErrorRecord(new GatewayException("ExportFileExists", $"'{path}' is there already."), path));
        }

        DateTimeOffset from = From is DateTime first ? new DateTimeOffset(first) : DateTimeOffset.MinValue;
        DateTimeOffset until = Until is DateTime last ? new DateTimeOffset(last) : DateTimeOffset.MaxValue;
        string part = path + ".part";
        WithLedger(async (ledger, stop) =>
        {
            try
            {
                // Half a history must not pass for a whole one. What lies there from before goes: to open it, were it a FIFO, has no end.
                File.Delete(part);
                using (var output = new StreamWriter(
                    new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.Read), new UTF8Encoding(false)))
                {
                    await ledger.Archive.ExportAsync(from, until, output, stop).ConfigureAwait(false);
                }

                if (Force)
                {
                    File.Delete(path);
                }

                File.Move(part, path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw GatewayException.InCase("DestinationUnusable", "File", $"'{path}' cannot be written: {e.Message}", e);
            }
        });
        WriteObject(new FileInfo(path));
    }
}
