using System;
using System.Collections;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Parameters;
using SkatFtps.Cmdlets.Pipeline;
using SkatFtps.Ftp;
using SkatFtps.Text;

namespace SkatFtps.Cmdlets;

/// <summary>
/// What all cmdlets share: they await one Core task at a time while this thread writes what the task reports, and Ctrl+C cancels it.
/// </summary>
public abstract class GatewayCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private PipelineLog? _log;

    /// <summary>Cancelled by Ctrl+C.</summary>
    internal CancellationToken StopToken => _stop.Token;

    /// <summary>Runs a task on the pool and waits for it.</summary>
    /// <remarks>What the task throws is thrown here; a stopped task ends the pipeline.</remarks>
    internal T Await<T>(Func<IProtocolLog, CancellationToken, Task<T>> work)
    {
        _log = new PipelineLog(WriteLine);
        PipelineLog log = _log;
        Task<T> task = Task.Run(async () =>
        {
            try
            {
                return await work(log, _stop.Token).ConfigureAwait(false);
            }
            finally
            {
                log.Complete();
            }
        });

        try
        {
            while (log.Pump(Timeout.InfiniteTimeSpan))
            {
            }
        }
        catch
        {
            // Downstream wants no more, or failed: the task must not go on behind its back.
            _stop.Cancel();
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(5));
            throw;
        }

        try
        {
            return task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    internal void Await(Func<IProtocolLog, CancellationToken, Task> work) =>
        Await<object?>(async (log, stop) =>
        {
            await work(log, stop).ConfigureAwait(false);
            return null;
        });

    /// <summary>From within an awaited task: runs something on the pipeline thread.</summary>
    internal void Post(Action action) => _log!.Post(action);

    protected override void StopProcessing() => _stop.Cancel();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    // Names and words of servers and files are in these texts, and terminals show them. What is written as an object stays as it is; the
    // views see to it.
    internal new void WriteWarning(string text) => base.WriteWarning(Printable.EscapeLines(text));

    internal new void WriteVerbose(string text) => base.WriteVerbose(Printable.EscapeLines(text));

    internal new void WriteDebug(string text) => base.WriteDebug(Printable.EscapeLines(text));

    internal new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(Printable.EscapeLines(target), Printable.EscapeLines(action));

    /// <summary>The engine calls it when the command has ended, however it ended.</summary>
    protected virtual void Dispose(bool disposing) => _stop.Dispose();

    /// <summary>The session that was given, or the runspace's current one; without either nothing can follow.</summary>
    internal GatewaySession SessionOrCurrent(GatewaySession? given)
    {
        GatewaySession? session = given ?? ConnectedSessions.Current;
        if (session is null)
        {
            ThrowTerminatingError(ToErrorRecord(
                new GatewayException("NoSession", "There is no session with a gateway."), null));
        }

        if (session!.IsClosed)
        {
            ThrowTerminatingError(ToErrorRecord(
                new GatewayException("SessionClosed", $"The session of {session} was closed."), session));
        }

        return session;
    }

    internal ErrorRecord ToErrorRecord(SkatFtpsException e, object? target) => GatewayErrors.ToErrorRecord(e, target, IsAdvicePrinted);

    // PowerShell 7 prints the recommended action under the message, unless it is to look as 5.1 does, which prints it nowhere.
#if NET
    private bool IsAdvicePrinted => SessionState.PSVariable.GetValue("ErrorView")?.ToString() != "NormalView";
#else
    private static bool IsAdvicePrinted => false;
#endif

    /// <summary>One item failed and the rest go on; unless nothing can follow.</summary>
    internal void WriteFailure(SkatFtpsException e, object? target)
    {
        if (GatewayErrors.EndsEverything(e.ErrorId) && !_stop.IsCancellationRequested)
        {
            ThrowTerminatingError(ToErrorRecord(e, target));
        }

        WriteItemFailure(e, target);
    }

    /// <summary>One item failed, and whether the rest can go on is not for it to say.</summary>
    internal void WriteItemFailure(SkatFtpsException e, object? target)
    {
        try
        {
            if (_stop.IsCancellationRequested)
            {
                throw new PipelineStoppedException();
            }

            WriteError(ToErrorRecord(e, target));
        }
        catch (PipelineStoppedException) when (_stop.IsCancellationRequested)
        {
            // Ctrl+C, perhaps in this very moment. -ErrorAction Stop looks the same from here, and has told of the error already.
            TellAfterStop(e, target);
            throw;
        }
    }

    /// <summary>
    /// A stopped pipeline takes no error record, but that a file is in doubt must be known: it goes to the console and into $Error.
    /// </summary>
    internal void TellAfterStop(SkatFtpsException e, object? target)
    {
        if (e is not GatewayException { SafeToResend: false })
        {
            return;
        }

        ErrorRecord record = ToErrorRecord(e, target);
        if (SessionState.PSVariable.GetValue("global:Error") is IList errors)
        {
            errors.Insert(0, record);
        }

        Host.UI.WriteErrorLine(e.Message);
    }

    /// <summary>Writes a record where there is somebody to see it; null is nothing.</summary>
    internal void Show(ProgressRecord? record)
    {
        if (record is not null && !_stop.IsCancellationRequested && Interaction.IsPossible)
        {
            record.Activity = Printable.EscapeLines(record.Activity);
            record.StatusDescription = Printable.EscapeLines(record.StatusDescription);
            record.CurrentOperation = record.CurrentOperation is null ? null : Printable.EscapeLines(record.CurrentOperation);
            WriteProgress(record);
        }
    }

    internal void WriteLine(ProtocolLogKind kind, string text)
    {
        // A stopped pipeline takes no more output.
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        switch (kind)
        {
            case ProtocolLogKind.Warning:
                WriteWarning(text);
                break;
            case ProtocolLogKind.Tls:
                WriteDebug(text);
                break;
            default:
                WriteVerbose(text);
                break;
        }
    }
}
