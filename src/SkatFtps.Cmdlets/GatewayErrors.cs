using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace SkatFtps.Cmdlets;

/// <summary>Error ids and their categories, in one place.</summary>
internal static class GatewayErrors
{
    private static readonly Dictionary<string, ErrorCategory> Categories = new(StringComparer.Ordinal)
    {
        // What the user gave.
        ["FileNotFound"] = ErrorCategory.ObjectNotFound,
        ["FileIsFolder"] = ErrorCategory.InvalidArgument,
        ["FileUnreadable"] = ErrorCategory.ReadError,
        ["FileEmpty"] = ErrorCategory.InvalidData,
        ["FileNameInvalid"] = ErrorCategory.InvalidArgument,
        ["NameTemplateInvalid"] = ErrorCategory.InvalidArgument,
        ["PreflightFailed"] = ErrorCategory.InvalidData,
        ["HostNameInvalid"] = ErrorCategory.InvalidArgument,
        ["PortRetired"] = ErrorCategory.InvalidArgument,
        ["CommandInvalid"] = ErrorCategory.InvalidArgument,
        ["UserNameMissing"] = ErrorCategory.InvalidArgument,
        ["PasswordMissing"] = ErrorCategory.InvalidArgument,
        ["PasswordInvalid"] = ErrorCategory.InvalidArgument,
        ["TrustedRootInvalid"] = ErrorCategory.InvalidArgument,
        ["ThumbprintInvalid"] = ErrorCategory.InvalidArgument,
        ["TrustAmbiguous"] = ErrorCategory.InvalidArgument,
        ["TlsVersionNotSupported"] = ErrorCategory.NotImplemented,
        ["EngineNotBuilt"] = ErrorCategory.NotInstalled,
        ["DestinationUnusable"] = ErrorCategory.WriteError,
        ["NoSession"] = ErrorCategory.ConnectionError,
        ["SessionClosed"] = ErrorCategory.ConnectionError,
        ["SimulatorNotSupported"] = ErrorCategory.NotImplemented,
        ["SimulatorFailed"] = ErrorCategory.OpenError,

        // The ledger.
        ["FileNameAlreadySent"] = ErrorCategory.ResourceExists,
        ["ContentAlreadySent"] = ErrorCategory.ResourceExists,
        ["LedgerOwnershipLost"] = ErrorCategory.ResourceBusy,
        ["LedgerLocked"] = ErrorCategory.ResourceBusy,
        ["LedgerReadOnly"] = ErrorCategory.PermissionDenied,
        ["LedgerUnreadable"] = ErrorCategory.InvalidData,
        ["LedgerSchemaNewer"] = ErrorCategory.InvalidData,
        ["LedgerUnavailable"] = ErrorCategory.ResourceUnavailable,
        ["LedgerLoginRefused"] = ErrorCategory.AuthenticationError,
        ["LedgerDiskFull"] = ErrorCategory.LimitsExceeded,
        ["LedgerFailed"] = ErrorCategory.NotSpecified,
        ["LedgerNotDurable"] = ErrorCategory.ResourceUnavailable,
        ["LedgerOnNetworkShare"] = ErrorCategory.InvalidArgument,
        ["LedgerDriverMissing"] = ErrorCategory.NotInstalled,
        ["LedgerDatabaseUnknown"] = ErrorCategory.InvalidArgument,
        ["LedgerConnectionStringHasPassword"] = ErrorCategory.InvalidArgument,
        ["LedgerConnectionStringInvalid"] = ErrorCategory.InvalidArgument,
        ["LedgerAmbiguous"] = ErrorCategory.InvalidArgument,
        ["LedgerRequired"] = ErrorCategory.InvalidOperation,
        ["SubmissionNotFound"] = ErrorCategory.ObjectNotFound,
        ["SubmissionNotInDoubt"] = ErrorCategory.InvalidOperation,

        // The certificate.
        ["CertificateFileMissing"] = ErrorCategory.ObjectNotFound,
        ["CertificateNotFound"] = ErrorCategory.ObjectNotFound,
        ["CertificateFileUnreadable"] = ErrorCategory.ReadError,
        ["CertificatePasswordWrong"] = ErrorCategory.AuthenticationError,
        ["CertificateFileNotPkcs12"] = ErrorCategory.InvalidData,
        ["CertificateHasNoPrivateKey"] = ErrorCategory.InvalidData,
        ["CertificateThumbprintInvalid"] = ErrorCategory.InvalidArgument,
        ["CertificateKeyUnusable"] = ErrorCategory.SecurityError,
        ["CertificateSubjectMalformed"] = ErrorCategory.InvalidData,
        ["CertificateExpired"] = ErrorCategory.SecurityError,
        ["CertificateNotYetValid"] = ErrorCategory.SecurityError,
        ["CertificateGenerationRetired"] = ErrorCategory.SecurityError,
        ["CertificateIsPersonal"] = ErrorCategory.SecurityError,
        ["CertificateEnvironmentMismatch"] = ErrorCategory.SecurityError,

        // The way to the gateway.
        ["HostUnknown"] = ErrorCategory.ObjectNotFound,
        ["ConnectTimedOut"] = ErrorCategory.OperationTimeout,
        ["BannerTimedOut"] = ErrorCategory.OperationTimeout,
        ["TlsTimedOut"] = ErrorCategory.OperationTimeout,
        ["LoginTimedOut"] = ErrorCategory.OperationTimeout,
        ["ReplyTimedOut"] = ErrorCategory.OperationTimeout,
        ["TransferTimedOut"] = ErrorCategory.OperationTimeout,
        ["NotAnFtpServer"] = ErrorCategory.ProtocolError,
        ["ReplyUnexpected"] = ErrorCategory.ProtocolError,
        ["ServerUnavailable"] = ErrorCategory.ResourceUnavailable,
        ["TlsRefused"] = ErrorCategory.SecurityError,
        ["TlsVersionRefused"] = ErrorCategory.SecurityError,
        ["TlsHandshakeFailed"] = ErrorCategory.SecurityError,
        ["ClearTextBeforeTls"] = ErrorCategory.SecurityError,
        ["ServerCertificateUntrusted"] = ErrorCategory.SecurityError,
        ["ServerCertificateNameMismatch"] = ErrorCategory.SecurityError,
        ["ServerCertificateExpired"] = ErrorCategory.SecurityError,
        ["ServerThumbprintMismatch"] = ErrorCategory.SecurityError,
        ["DataCertificateChanged"] = ErrorCategory.SecurityError,
        ["ProtectionRefused"] = ErrorCategory.SecurityError,
        ["TlsSessionReuseRequired"] = ErrorCategory.SecurityError,
        ["ClientCertificateRefused"] = ErrorCategory.AuthenticationError,
        ["ClientCertificateNotAccepted"] = ErrorCategory.AuthenticationError,
        ["LoginRefused"] = ErrorCategory.AuthenticationError,

        // What the gateway did.
        ["ServiceNotPermitted"] = ErrorCategory.PermissionDenied,
        ["StoreRefused"] = ErrorCategory.PermissionDenied,
        ["DeleteRefused"] = ErrorCategory.PermissionDenied,
        ["TypeRefused"] = ErrorCategory.ProtocolError,
        ["PassiveRefused"] = ErrorCategory.ResourceUnavailable,
        ["ListRefused"] = ErrorCategory.ResourceUnavailable,
        ["ListingIncomplete"] = ErrorCategory.ReadError,
        ["RetrieveRefused"] = ErrorCategory.ResourceUnavailable,
        ["RetrieveIncomplete"] = ErrorCategory.ReadError,
        ["ResponseNotFound"] = ErrorCategory.ObjectNotFound,
        ["ResponseNameUnsafe"] = ErrorCategory.InvalidData,
        ["StatusFileTooLarge"] = ErrorCategory.InvalidData,
        ["StatusFileHasDtd"] = ErrorCategory.InvalidData,
        ["StatusFileMalformed"] = ErrorCategory.InvalidData,
        ["StatusFileNotAStatus"] = ErrorCategory.InvalidData,
        ["StatusFileIncomplete"] = ErrorCategory.InvalidData,
    };

    // After these the next item would only meet the same wall.
    private static readonly HashSet<string> Final = new(StringComparer.Ordinal)
    {
        "LedgerLocked", "LedgerReadOnly", "LedgerUnreadable", "LedgerUnavailable", "LedgerLoginRefused", "LedgerDiskFull", "LedgerFailed",
        "NoSession", "SessionClosed", "LoginRefused", "ClientCertificateRefused", "ClientCertificateNotAccepted", "ProtectionRefused",
        "ServerCertificateUntrusted", "ServerCertificateNameMismatch", "ServerCertificateExpired", "ServerThumbprintMismatch",
        "ClearTextBeforeTls", "DataCertificateChanged", "TlsSessionReuseRequired", "DataPortUnreachable",
    };

    /// <summary>Every id that has a category of its own.</summary>
    public static IEnumerable<string> Ids => Categories.Keys;

    public static bool EndsEverything(string errorId) => Final.Contains(errorId);

    public static ErrorRecord ToErrorRecord(SkatFtpsException e, object? target)
    {
        ErrorCategory category = Categories.TryGetValue(e.ErrorId, out ErrorCategory known) ? known : ErrorCategory.ConnectionError;
        return new ErrorRecord(e, e.ErrorId, category, target)
        {
            ErrorDetails = new ErrorDetails(e.Message) { RecommendedAction = e.RecommendedAction ?? string.Empty },
        };
    }
}
