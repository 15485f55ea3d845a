namespace SkatFtps.Gateway;

/// <summary>Where certificates are registered (guide, "Certificate Portal").</summary>
internal static class CertificatePortal
{
    public const string Test = "https://secureftpgatewaytest.skat.dk";
    public const string Production = "https://secureftpgateway.skat.dk";

    /// <summary>One address, or both when the environment is not known.</summary>
    public static string For(bool? production) => production switch
    {
        true => Production,
        false => Test,
        null => $"{Production} (production) or {Test} (test)",
    };
}
