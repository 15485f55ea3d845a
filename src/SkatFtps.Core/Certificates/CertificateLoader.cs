using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SkatFtps.Errors;
using SkatFtps.Files;

namespace SkatFtps.Certificates;

/// <summary>Gets a certificate with its key out of a file or a store.</summary>
internal static class CertificateLoader
{
    // ERROR_INVALID_PASSWORD; .NET sets it on Linux and macOS as well.
    private const int InvalidPassword = unchecked((int)0x80070056);
    private const int ThumbprintLength = 40;

    // Bytes; a p12 has some thousand.
    private const int LargestFile = 16 * 1024 * 1024;

    // Windows 10 version 1709; Server 2019 is younger.
    private static readonly Version WindowsThatReadsAes = new(10, 0, 16299);

    /// <summary>All certificates of a p12, in its order; the caller disposes them.</summary>
    public static X509Certificate2Collection LoadFile(string path, SecureString? password)
    {
        byte[] bytes = ReadFile(path);
        if (Pkcs12File.FindProblem(bytes) is { } problem)
        {
            throw new CertificateException(
                CertificateException.FileNotPkcs12, $"'{path}' {problem.Fact}.",
                ErrorCatalogue.AdviceFor(CertificateException.FileNotPkcs12, problem.Case));
        }

        X509Certificate2Collection certificates = [];
        try
        {
            // Never EphemeralKeySet: SChannel runs in another process and cannot use a key that lives in ours only.
            // Never PersistKeySet: without it Windows deletes the key file when the certificate is disposed.
            certificates.Import(bytes, ToText(password), X509KeyStorageFlags.UserKeySet);
            return certificates;
        }
        catch (CryptographicException e) when (e.HResult == InvalidPassword)
        {
            throw PasswordRefused(path, bytes, WindowsVersion(), e);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException(
                CertificateException.FileNotPkcs12, $"'{path}' looks like a p12, but cannot be read: {e.Message}",
                ErrorCatalogue.AdviceFor(CertificateException.FileNotPkcs12, "Damaged"), e);
        }
    }

    /// <summary>A certificate with private key from My, the user's store before the machine's; the caller disposes it.</summary>
    public static X509Certificate2 LoadFromStore(string thumbprint)
    {
        string normalised = Normalise(thumbprint);
        X509Certificate2? withoutKey = null;
        List<string> searched = [];
        foreach (StoreLocation location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            foreach (X509Certificate2 found in Find(location, normalised, searched))
            {
                if (found.HasPrivateKey)
                {
                    withoutKey?.Dispose();
                    return found;
                }

                withoutKey?.Dispose();
                withoutKey = found;
            }
        }

        withoutKey?.Dispose();
        if (withoutKey is not null)
        {
            throw OcesCertificate.NoPrivateKey($"The certificate {normalised} in the store");
        }

        throw new CertificateException(
            CertificateException.NotFound,
            $"No certificate {normalised} in the store My ({string.Join("; ", searched)}).");
    }

    /// <summary>What a refused password means: on an old Windows it may be the file's encryption that is not understood.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="windows">The version of Windows, or null elsewhere.</param>
    /// <param name="e">What the platform threw.</param>
    internal static CertificateException PasswordRefused(string path, byte[] bytes, Version? windows, CryptographicException? e)
    {
        bool old = windows is not null && windows < WindowsThatReadsAes && Pkcs12File.UsesPbes2(bytes);

        // A host that does not declare Windows 10 is told 6.2 on every later Windows.
        return old && windows!.Major >= 10
            ? new CertificateException(
                CertificateException.EncryptionNotSupported,
                $"'{path}' is encrypted with AES, which this Windows (build {windows.Build}) cannot read; it calls that a wrong password.",
                null, e)
            : new CertificateException(
                CertificateException.PasswordWrong, $"The password does not open '{path}'.",
                ErrorCatalogue.AdviceFor(CertificateException.PasswordWrong, old ? "Aes" : null), e);
    }

    private static Version? WindowsVersion() =>
        UnixFile.IsUnix ? null : Environment.OSVersion.Version;

    // What the Windows certificate dialogue puts on the clipboard has blanks and an invisible first character.
    private static string Normalise(string thumbprint)
    {
        string hex = thumbprint.Replace(" ", "").Replace(":", "").Replace("\u200E", "").ToUpperInvariant();
        bool valid = hex.Length == ThumbprintLength;
        foreach (char c in hex)
        {
            valid &= c is (>= '0' and <= '9') or (>= 'A' and <= 'F');
        }

        return valid ? hex : throw new CertificateException(
            CertificateException.ThumbprintInvalid, $"'{thumbprint}' is no thumbprint.");
    }

    private static X509Certificate2Collection Find(StoreLocation location, string thumbprint, List<string> searched)
    {
        using X509Store store = new(StoreName.My, location);
        try
        {
            store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        }
        catch (CryptographicException e)
        {
            // A user without a store, or Linux, which has no machine store My: the other store may do. If it does not,
            // the message carries this one's reason.
            searched.Add($"{location}: {e.Message}");
            return [];
        }

        searched.Add(location.ToString());
        return store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false);
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return RegularFile.ReadAllBytes(path, LargestFile);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CertificateException(
                CertificateException.FileMissing, $"There is no file '{path}'.", null, e);
        }
        catch (NotRegularFileException e)
        {
            throw new CertificateException(CertificateException.FileNotRegular, e.Message, null, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(
                CertificateException.FileUnreadable, $"The file '{path}' cannot be read: {e.Message}", null, e);
        }
    }

    // The platform takes a string only. It is not kept.
    private static string? ToText(SecureString? password)
    {
        if (password is null)
        {
            return null;
        }

        IntPtr text = Marshal.SecureStringToGlobalAllocUnicode(password);
        try
        {
            return Marshal.PtrToStringUni(text, password.Length);
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(text);
        }
    }
}
