using System.Collections.Generic;
using SkatFtps.Simulator.Backends;

namespace SkatFtps.Simulator.Judging;

/// <summary>What was found in an upload.</summary>
/// <param name="Error">What its status 0 says, or null when it is taken.</param>
/// <param name="ErrorList">What the backend finds fault with in a file that was taken; it comes in the response.</param>
internal sealed record ContentVerdict(StatusError? Error, IReadOnlyList<string> ErrorList)
{
    internal static readonly ContentVerdict Good = new(null, []);

    internal static ContentVerdict Refused(StatusError error) => new(error, []);
}
