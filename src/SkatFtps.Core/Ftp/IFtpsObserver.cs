using System.Net.Security;
using SkatFtps.Ftp.Tls;

namespace SkatFtps.Ftp;

/// <summary>Is told how far a connection has come, by the connection itself, so that a diagnosis walks the very same way.</summary>
internal interface IFtpsObserver
{
    /// <param name="step">What succeeded.</param>
    /// <param name="detail">What was found, in words.</param>
    void Reached(FtpsStep step, string detail);

    /// <summary>The TLS handshake of the control connection has succeeded. What this throws ends the opening.</summary>
    void Secured(SslStream tls, TlsRecordObserver records);

    /// <summary>A data port that the server named.</summary>
    /// <param name="port">Its number.</param>
    /// <param name="failure">Why TCP does not reach it, or null.</param>
    void DataPort(int port, FtpsException? failure);

    /// <summary>The TLS handshake of a data connection has succeeded.</summary>
    /// <param name="resumed">Whether it resumed a session; null where TLS 1.3 hides it.</param>
    void DataSecured(bool? resumed);
}
