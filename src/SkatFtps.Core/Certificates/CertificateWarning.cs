namespace SkatFtps;

/// <summary>Something about a certificate that does not keep it from being used now.</summary>
public sealed class CertificateWarning
{
    /// <summary>From so many days before a certificate expires on, it is warned of.</summary>
    public const int DaysBeforeExpiry = 60;

    internal CertificateWarning(string id, string fact, string? advice)
    {
        Id = id;
        Fact = fact;
        Advice = advice;
    }

    /// <summary>An id of the error catalogue.</summary>
    public string Id { get; }

    public string Fact { get; }

    /// <summary>What to do, in the language of the UI culture.</summary>
    public string? Advice { get; }

    public override string ToString() => Advice is null ? Fact : Fact + " " + Advice;
}
