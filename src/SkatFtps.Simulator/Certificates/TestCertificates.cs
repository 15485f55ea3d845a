using System.IO;
using System.Security.Cryptography;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Certificates;

/// <summary>Writes what a client needs to meet the gateway, in the forms that .NET, curl and lftp read.</summary>
internal static class TestCertificates
{
    /// <summary>Writes <c>ca.pem</c>, the root to trust on the client's side, and returns its path.</summary>
    internal static string WriteServerRoot(string directory)
    {
        string path = Path.Combine(directory, "ca.pem");
        File.WriteAllText(path, ServerCertificates.Root.ExportCertificatePem() + "\n");
        return path;
    }

    /// <summary>Makes an account with a password of its own and writes its certificate into the folder.</summary>
    internal static GatewayAccount WriteAccount(string directory, IssuedCertificate certificate)
    {
        System.IO.Directory.CreateDirectory(directory);
        string certificatePassword = NewPassword();
        certificate.WriteTo(directory, certificatePassword);
        return new GatewayAccount(certificate, directory, NewPassword(), certificatePassword);
    }

    // Letters and digits only, so that it needs no quoting in any shell or URL.
    private static string NewPassword() =>
        RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 16);
}
