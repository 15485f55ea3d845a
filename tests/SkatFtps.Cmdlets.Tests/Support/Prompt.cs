using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A runspace of its own with the module imported from the repository's root, as a user's console has it.</summary>
internal sealed class Prompt : IDisposable
{
    private readonly Runspace _runspace;

    public Prompt(PSHost? host = null)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) { state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass; }
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        Run($"Import-Module '{Repository.InRoot("SkatFtps.psd1")}' -ErrorAction Stop").Succeeded();
    }

    public object? this[string variable]
    {
        get => _runspace.SessionStateProxy.GetVariable(variable);
        set => _runspace.SessionStateProxy.SetVariable(variable, value);
    }

    public ScriptRun Run(string script)
    {
        using RunningScript running = Start(script);
        return running.Finish();
    }

    /// <summary>Begins a run that a test wants to stop or to look at on its way.</summary>
    public RunningScript Start(string script) => new(_runspace, script);

    public void Dispose()
    {
        Run("Disconnect-SkatGateway; Stop-SkatSimulator");
        _runspace.Dispose();
    }
}
