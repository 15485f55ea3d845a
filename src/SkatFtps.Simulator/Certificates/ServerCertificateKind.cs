namespace SkatFtps.Simulator.Certificates;

/// <summary>The server certificates that the gateway can be told to show.</summary>
public enum ServerCertificateKind
{
    /// <summary>For localhost, 127.0.0.1 and ::1, under the root in <c>ca.pem</c>.</summary>
    Valid,

    /// <summary>As good as <see cref="Valid"/>, but another certificate with another key.</summary>
    Other,

    /// <summary>Right name, issued by a root that nobody was told to trust.</summary>
    Untrusted,

    /// <summary>Right name and root, past its validity.</summary>
    Expired,

    /// <summary>Right root, issued to <c>other.example</c>.</summary>
    WrongName,
}
