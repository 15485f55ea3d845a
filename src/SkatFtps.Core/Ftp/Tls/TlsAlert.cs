namespace SkatFtps.Ftp.Tls;

/// <summary>The names of TLS alerts (RFC 5246, 7.2; RFC 8446, 6).</summary>
internal static class TlsAlert
{
    public static string NameOf(int description) => description switch
    {
        0 => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        40 => "handshake_failure",
        42 => "bad_certificate",
        43 => "unsupported_certificate",
        44 => "certificate_revoked",
        45 => "certificate_expired",
        46 => "certificate_unknown",
        47 => "illegal_parameter",
        48 => "unknown_ca",
        49 => "access_denied",
        50 => "decode_error",
        51 => "decrypt_error",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        90 => "user_canceled",
        112 => "unrecognized_name",
        116 => "certificate_required",
        _ => "alert " + description,
    };

    /// <summary>The alert is about our certificate.</summary>
    public static bool IsAboutCertificate(int description) => description is 42 or 43 or 44 or 45 or 46 or 48 or 49 or 51 or 116;

    /// <summary>The alert is about the TLS version.</summary>
    public static bool IsAboutVersion(int description) => description is 70 or 86;
}
