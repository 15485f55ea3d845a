using System;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace SkatFtps.Host;

/// <summary>The two things that pwsh does through the engine's internals and nothing public does.</summary>
/// <exception cref="InvalidOperationException">Another version of the engine, without that property.</exception>
internal static class EngineInternals
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>
    /// Makes <c>exit n</c> in the script that is invoked next end the run and reach <see cref="ConsoleHost.SetShouldExit"/>.
    /// Otherwise it only sets $LASTEXITCODE, as a native command does, and afterwards nobody can tell which it was.
    /// </summary>
    public static void LetExitEndTheRun(Runspace runspace)
    {
        object context = Find(runspace, "ExecutionContext").GetValue(runspace)!;
        Find(context, "ScriptCommandProcessorShouldRethrowExit").SetValue(context, true);
    }

    /// <summary>Marks a record so that Out-Default shows it as an error and not as an object.</summary>
    /// <remarks>WriteError would mark it too, but it puts its own position in place of the error's.</remarks>
    public static PSObject MarkAsError(ErrorRecord error)
    {
        var marked = new PSObject(error);
        PropertyInfo stream = Find(marked, "WriteStream");
        stream.SetValue(marked, Enum.Parse(stream.PropertyType, "Error"));
        return marked;
    }

    private static PropertyInfo Find(object owner, string name) =>
        owner.GetType().GetProperty(name, Any) ?? throw new InvalidOperationException(
            $"{owner.GetType().Name} of this System.Management.Automation has no property {name}.");
}
