using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A script that has been started in a runspace.</summary>
internal sealed class RunningScript : IDisposable
{
    private readonly PowerShell _shell = PowerShell.Create();
    private readonly PSDataCollection<PSObject> _output = new();
    private readonly IAsyncResult _running;

    public RunningScript(Runspace runspace, string script)
    {
        _shell.Runspace = runspace;
        _shell.AddScript(script);
        _running = _shell.BeginInvoke<PSObject, PSObject>(null, _output);
    }

    /// <summary>What Ctrl+C does; returns when the pipeline has ended.</summary>
    public Task StopAsync() => Task.Run(_shell.Stop);

    /// <summary>Waits for the end.</summary>
    public ScriptRun Finish()
    {
        List<ErrorRecord> errors = [];
        try
        {
            _shell.EndInvoke(_running);
        }
        catch (PipelineStoppedException)
        {
            // Stopped by the test; what was written until then stands.
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }

        PSDataStreams streams = _shell.Streams;
        return new ScriptRun
        {
            Output = [.. _output],
            Errors = [.. streams.Error, .. errors],
            Warnings = [.. streams.Warning.Select(one => one.Message)],
            Verbose = [.. streams.Verbose.Select(one => one.Message)],
            Debug = [.. streams.Debug.Select(one => one.Message)],
            Progress = [.. streams.Progress],
        };
    }

    public void Dispose()
    {
        _shell.Dispose();
        _output.Dispose();
    }
}
