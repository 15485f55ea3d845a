using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SkatFtps.Host;

/// <summary>Runs one script or text on the engine, its output formatted on the console.</summary>
internal sealed class ScriptRunner(HostOptions options)
{
    private readonly HostOptions _options = options;
    private readonly ConsoleHost _host = new ConsoleHost(new ConsoleUserInterface(ConsoleFacts.Read(options.NonInteractive)));
    private volatile Pipeline? _running;
    private volatile bool _stopped;

    /// <returns>The exit code of the process; see <see cref="ExitCodes"/>.</returns>
    public int Run()
    {
        Console.CancelKeyPress += OnCancelKey;
        try
        {
            using Runspace runspace = OpenRunspace();
            return Invoke(runspace);
        }
        finally
        {
            Console.CancelKeyPress -= OnCancelKey;
        }
    }

    private Runspace OpenRunspace()
    {
        // CreateDefault() wants the modules beside a full PowerShell and throws where there is only the engine.
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) { state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass; }

        Runspace runspace = RunspaceFactory.CreateRunspace(_host, state);
        // One thread for everything, as in a console: cmdlets may keep things per thread.
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return runspace;
    }

    private int Invoke(Runspace runspace)
    {
        using Pipeline pipeline = runspace.CreatePipeline();
        Command command = _options.ScriptPath is { } path
            ? new Command(path, isScript: false, useLocalScope: false)
            : new Command(_options.CommandText!, isScript: true, useLocalScope: false);
        foreach (CommandParameter parameter in _options.ScriptArguments) { command.Parameters.Add(parameter); }

        // Errors go down the same pipe, so that they are printed in order with the output.
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(command);
        pipeline.Commands.Add("Out-Default");
        pipeline.Input.Close();
        if (_options.ScriptPath != null) { EngineInternals.LetExitEndTheRun(runspace); }
        _running = pipeline;
        if (_stopped) { return ExitCodes.Stopped; }

        try { pipeline.Invoke(); }
        catch (PipelineStoppedException) when (_stopped) { return ExitCodes.Stopped; }
        catch (Exception e)
        {
            // Most are RuntimeExceptions; too deep a recursion, for one, is not.
            Print(runspace, (e as IContainsErrorRecord)?.ErrorRecord ?? new ErrorRecord(e, "Uncaught", ErrorCategory.NotSpecified, null));
            return ExitCodes.ScriptFailed;
        }
        finally { _running = null; }

        return _stopped ? ExitCodes.Stopped : _host.RequestedExitCode ?? ExitCodes.Success;
    }

    private static void Print(Runspace runspace, ErrorRecord error)
    {
        using Pipeline pipeline = runspace.CreatePipeline();
        pipeline.Commands.Add("Out-Default");
        pipeline.Input.Write(EngineInternals.MarkAsError(error));
        pipeline.Input.Close();
        pipeline.Invoke();
    }

    private void OnCancelKey(object? sender, ConsoleCancelEventArgs e)
    {
        // The second Ctrl+C ends the process: the script may be inside a call that does not return.
        e.Cancel = !_stopped;
        _stopped = true;
        _running?.StopAsync();
    }
}
