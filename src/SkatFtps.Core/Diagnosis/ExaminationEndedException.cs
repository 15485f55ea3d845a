using System;

namespace SkatFtps.Diagnosis;

/// <summary>Ends an opening that has shown all it can: without certificate or password there is no login to try.</summary>
internal sealed class ExaminationEndedException : Exception
{
    public ExaminationEndedException()
        : base("The examination goes no further.")
    {
    }
}
