using System;
using System.IO;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SkatFtps.Core.Tests.Support;

/// <summary>A .p12 file in a folder of its own, deleted with it.</summary>
internal sealed class Pkcs12Sample : IDisposable
{
    public const string Password = "hemmelig æøå";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-");

    public Pkcs12Sample(byte[] bytes)
    {
        FilePath = Path.Combine(_folder.FullName, "client.p12");
        File.WriteAllBytes(FilePath, bytes);
    }

    public string FilePath { get; }

    public static byte[] Export(params X509Certificate2[] certificates) =>
        new X509Certificate2Collection(certificates).Export(X509ContentType.Pkcs12, Password)!;

    public static byte[] ExportAs(Pkcs12ExportPbeParameters encryption, X509Certificate2 certificate) =>
        certificate.ExportPkcs12(encryption, Password);

    public static SecureString Secure(string text)
    {
        SecureString secure = new();
        foreach (char c in text)
        {
            secure.AppendChar(c);
        }

        return secure;
    }

    public OcesCertificate Load(string password = Password)
    {
        using SecureString secure = Secure(password);
        return OcesCertificate.FromFile(FilePath, secure);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
