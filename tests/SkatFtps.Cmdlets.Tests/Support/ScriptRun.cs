using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>What one run wrote to each stream. An error that ended it is the last of <see cref="Errors"/>.</summary>
internal sealed class ScriptRun
{
    public required IReadOnlyList<PSObject> Output { get; init; }

    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>The ids without the cmdlet's name behind the comma.</summary>
    public IEnumerable<string> ErrorIds => Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]);

    /// <summary>The only error.</summary>
    public ErrorRecord Error => Errors.Single();

    public IEnumerable<T> All<T>() => Output.Select(one => one.BaseObject).OfType<T>();

    /// <summary>The only object.</summary>
    public T Only<T>() => (T)Output.Single().BaseObject;

    /// <summary>For tests that want nothing to fail: shows what did.</summary>
    public ScriptRun Succeeded()
    {
        if (Errors.Count > 0) { Xunit.Assert.Fail(string.Join("\n", Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}"))); }
        return this;
    }
}
