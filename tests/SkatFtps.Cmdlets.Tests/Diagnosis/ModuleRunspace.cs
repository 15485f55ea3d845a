using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SkatFtps.Cmdlets.Tests.Support;

namespace SkatFtps.Cmdlets.Tests.Diagnosis;

/// <summary>The engine with the module that ships.</summary>
public sealed class ModuleRunspace : IDisposable
{
    private readonly Runspace _runspace;

    public ModuleRunspace()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows()) { state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass; }
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
        using PowerShell import = PowerShell.Create(_runspace);
        import.AddCommand("Import-Module").AddArgument(Repository.InRoot("SkatFtps.psd1")).AddParameter("ErrorAction", "Stop").Invoke();
    }

    /// <summary>Runs one cmdlet; an error that ends it is the last of the errors.</summary>
    public (IReadOnlyList<PSObject> Output, IReadOnlyList<string> ErrorIds, IReadOnlyList<string> Warnings) Run(
        string cmdlet, IDictionary parameters)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand(cmdlet).AddParameters(parameters);
        List<PSObject> output = [];
        List<ErrorRecord> errors = [];
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }

        errors.InsertRange(0, shell.Streams.Error);
        return (output, errors.Select(
            error => error.FullyQualifiedErrorId.Split(',')[0]).ToArray(), shell.Streams.Warning.Select(warning => warning.Message)
                .ToArray());
    }

    public void Dispose() => _runspace.Dispose();
}
