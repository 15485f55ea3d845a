using System;

namespace SkatFtps;

/// <summary>A client certificate that cannot be loaded, or not be used here.</summary>
public sealed class CertificateException : SkatFtpsException
{
    public const string FileMissing = "CertificateFileMissing";
    public const string FileUnreadable = "CertificateFileUnreadable";
    public const string FileNotRegular = "FileNotRegular";
    public const string PasswordWrong = "CertificatePasswordWrong";
    public const string EncryptionNotSupported = "CertificateEncryptionNotSupported";
    public const string FileNotPkcs12 = "CertificateFileNotPkcs12";
    public const string HasNoPrivateKey = "CertificateHasNoPrivateKey";
    public const string NotFound = "CertificateNotFound";
    public const string ThumbprintInvalid = "CertificateThumbprintInvalid";
    public const string KeyUnusable = "CertificateKeyUnusable";
    public const string SubjectMalformed = "CertificateSubjectMalformed";
    public const string Expired = "CertificateExpired";
    public const string NotYetValid = "CertificateNotYetValid";
    public const string GenerationRetired = "CertificateGenerationRetired";
    public const string IsPersonal = "CertificateIsPersonal";
    public const string EnvironmentMismatch = "CertificateEnvironmentMismatch";

    internal CertificateException(
        string errorId, string fact, string? recommendedAction = null, Exception? innerException = null)
        : base(errorId, Compose(errorId, fact, recommendedAction), recommendedAction, innerException)
    {
    }
}
