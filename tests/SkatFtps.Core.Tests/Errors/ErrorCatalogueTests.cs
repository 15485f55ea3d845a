using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Resources;
using System.Text.RegularExpressions;
using SkatFtps.Errors;
using Xunit;

namespace SkatFtps.Core.Tests.Errors;

public sealed class ErrorCatalogueTests
{
    private static readonly string[] CodesOfTheGuide =
    [
        "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION", "FILE_NOT_UPLOADED_IN_ASCII_MODE", "RECORD_LENGTH_INCORRECT", "FIRST_RECORD_INCORRECT",
        "LAST_RECORD_INCORRECT",
    ];

    [Fact]
    public void Every_id_in_the_code_is_in_the_catalogue()
    {
        IReadOnlyDictionary<string, string> ids = ErrorIds.InCode();
        Assert.True(ids.Count > 100, $"Only {ids.Count} ids were found: the search is broken.");
        Assert.Empty(ids.Where(id => ErrorCatalogue.Find(id.Key) is null).Select(id => $"{id.Key} ({id.Value})"));
    }

    [Fact]
    public void The_codes_of_the_guide_are_in_the_catalogue() =>
        Assert.Equal(CodesOfTheGuide, SkatErrorInfo.All.Where(info => info.Kind == ErrorKind.StatusCode).Take(5).Select(info => info.Id));

    [Theory]
    [InlineData("en", "")]
    [InlineData("da", "da")]
    public void Every_id_and_code_has_both_languages(string language, string culture)
    {
        ResourceManager texts = new("SkatFtps.Errors.ErrorTexts", typeof(ErrorCatalogue).Assembly);
        ResourceSet set = texts.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!;
        Assert.NotNull(set);

        List<string> missing = [];
        foreach (ErrorEntry entry in ErrorEntries.All)
        {
            foreach (string key in new[] { entry.Id + ".Happened", entry.Id + ".Advice" })
            {
                if (string.IsNullOrWhiteSpace(set.GetString(key))) { missing.Add($"{language}: {key}"); }
            }
        }

        Assert.Empty(missing);
        Assert.All(Enum.GetValues<ErrorHelper>(), helper => Assert.NotEmpty(set.GetString("Helper." + helper)!));
    }

    [Fact]
    public void Both_languages_have_the_same_keys_and_placeholders_and_say_something_different()
    {
        Dictionary<string, string> english = Texts("");
        Dictionary<string, string> danish = Texts("da");
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), danish.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(
            english.Where(text => !Placeholders(text.Value).SequenceEqual(Placeholders(danish[text.Key]))).Select(text => text.Key));

        // A command line is the same in every language.
        Assert.Empty(english.Where(text => text.Value == danish[text.Key]).Select(text => text.Key));
    }

    [Fact]
    public void Every_text_belongs_to_an_entry()
    {
        HashSet<string> ids = [.. ErrorEntries.All.Select(entry => entry.Id), "Helper"];
        Assert.DoesNotContain(Texts("").Keys, key => !ids.Contains(key.Split('.')[0]));
    }

    [Fact]
    public void Of_every_id_it_is_known_whether_it_passes_by_itself()
    {
        // A new id must be judged here too: does the same again, later, go well though nobody has done anything?
        string[] judged = [.. PassByThemselves, .. Stay];
        Assert.Equal(ErrorEntries.All.Select(entry => entry.Id).Order(StringComparer.Ordinal), judged.Order(StringComparer.Ordinal));
        Assert.Equal(
            PassByThemselves.Order(StringComparer.Ordinal),
            ErrorEntries.All.Where(entry => entry.PassesByItself).Select(entry => entry.Id).Order(StringComparer.Ordinal));
        Assert.All(ErrorEntries.All, entry =>
        {
            Assert.Equal(entry.PassesByItself, SkatErrorInfo.Find(entry.Id)!.PassesByItself);
            Assert.Equal(entry.PassesByItself, new GatewayException(entry.Id, "A fact.").PassesByItself);
        });
    }

    [Fact]
    public void Nothing_that_may_lock_the_user_out_or_send_twice_passes_by_itself() =>
        Assert.All(
            new[] { "LoginRefused", "ClientCertificateRefused", "SubmissionInDoubt", "FileNameAlreadySent", "ContentAlreadySent" },
            id => Assert.False(SkatErrorInfo.Find(id)!.PassesByItself));

    [Fact]
    public void Every_category_is_one_of_PowerShells() =>
        Assert.Empty(
            ErrorEntries.All.Where(entry => !Categories.Contains(entry.Category)).Select(entry => $"{entry.Id}: {entry.Category}"));

    [Fact]
    public void Advice_speaks_the_language_of_the_user_interface_and_the_fact_stays()
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("da-DK");
            GatewayException e = new("SessionClosed", "The session was closed.");
            Assert.Equal("Åbn en ny med Connect-SkatGateway.", e.RecommendedAction);
            Assert.Equal("The session was closed. Åbn en ny med Connect-SkatGateway.", e.Message);
            Assert.Equal("The session was closed.", e.Fact);

            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(
                "Open another with Connect-SkatGateway.", new GatewayException("SessionClosed", "It was closed.").RecommendedAction);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Theory]
    [InlineData("Get-SkatStatus : x LoginRefused,SkatFtps.Cmdlets.ConnectSkatGatewayCommand", "LoginRefused")]
    [InlineData("530 Login incorrect", "LoginRefused")]
    [InlineData("425 TLS session of data connection not resumed", "TlsSessionReuseRequired")]
    [InlineData("Fejl: filename_cannot_be_reused_for_transaction", "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION")]
    [InlineData("status 0: INTERNAL_SERVER_ERROR", "Internal server error")]
    [InlineData("The session of x was closed. Open another with Connect-SkatGateway.", "SessionClosed")]
    public void A_text_leads_to_its_entry(string text, string id) =>
        Assert.Equal([id], SkatErrorInfo.FindInText(text).Select(info => info.Id));

    [Theory]
    [InlineData("1530 bytes and no error")]
    [InlineData("nothing that is known")]
    public void A_text_without_anything_known_leads_nowhere(string text) => Assert.Empty(SkatErrorInfo.FindInText(text));

    [Theory]
    [InlineData(0, "RECORD_LENGTH_INCORRECT", null, "RECORD_LENGTH_INCORRECT")]
    [InlineData(0, "X", "Backend System not available", "Backend System not available")]
    [InlineData(0, "DMI_17", "Something of the backend's", "Status0")]
    [InlineData(0, null, null, "Status0")]
    [InlineData(1, null, null, "Status1")]
    [InlineData(2, null, null, "Status2")]
    [InlineData(3, null, null, "Status3")]
    public void A_status_has_its_entry(int code, string? errorCode, string? message, string id) =>
        Assert.Equal(id, ErrorCatalogue.ForStatus(code, errorCode, message).Id);

    [Fact]
    public void A_status_carries_the_advice_of_its_code()
    {
        byte[] xml = System.Text.Encoding.UTF8.GetBytes(
            "<status><file><filename/><FTPTransaktionsId>a.txt</FTPTransaktionsId><status.code>ERROR</status.code><service>AKFA</service>" +
            "<error><error.code>LAST_RECORD_INCORRECT</error.code></error></file></status>");
        SubmissionStatus status = SubmissionStatus.FromFile("status_AKFA_a.txt_0.xml", xml, []);
        Assert.Equal(SkatErrorInfo.Find("LAST_RECORD_INCORRECT")!.Advice, status.Advice);
    }

    private static readonly string[] PassByThemselves =
    [
        "HostUnknown", "PortClosed", "HostUnreachable", "ConnectTimedOut", "BannerTimedOut", "TlsTimedOut", "LoginTimedOut",
        "ReplyTimedOut", "TransferTimedOut", "RepliesOutOfStep", "ListingTooSlow", "ReplyUnexpected", "ConnectionLost", "ServerUnavailable",
        "ServerBusy", "PassiveRefused",
        "DataPortUnreachable", "DataHandshakeFailed", "ListRefused", "ListingIncomplete", "RetrieveRefused", "RetrieveIncomplete",
        "ResponseLongerThanListed",
        "LedgerLocked", "LedgerLeaseOverslept", "LedgerUnavailable", "StatusPending",
    ];

    private static readonly string[] Stay =
    [
        "FileNotFound", "FileNotRegular", "DestinationFull", "ResponseTooLarge", "LoginsWithoutProgress", "ServerEndMissing",
        "ListingTooManyEntries", "ListingTooLarge", "FileChanged", "FileIsFolder", "FileUnreadable", "FileEmpty", "FileNameInvalid",
        "NameTemplateInvalid", "PreflightFailed",
        "HostNameInvalid", "PortRetired", "CommandInvalid", "UserNameMissing", "UserNameInvalid", "PasswordMissing",
        "CertificatePasswordMissing", "TrustedRootInvalid", "ThumbprintInvalid", "TrustAmbiguous", "EngineNotBuilt",
        "DestinationUnusable", "NoSession", "SessionClosed", "SimulatorNotSupported", "SimulatorFailed", "ErrorUnknown",
        "CertificateFileMissing", "CertificateNotFound", "CertificateFileUnreadable", "CertificatePasswordWrong",
        "CertificateEncryptionNotSupported", "CertificateFileNotPkcs12", "CertificateHasNoPrivateKey", "CertificateThumbprintInvalid",
        "CertificateKeyUnusable", "CertificateSubjectMalformed", "CertificateExpired", "CertificateExpiresSoon", "CertificateNotYetValid",
        "CertificateGenerationRetired", "CertificateIsPersonal", "CertificateEnvironmentMismatch", "IssuingAuthorityMissing",
        "HostIsAddress", "NotAnFtpServer", "TlsRefused", "TlsVersionRefused", "TlsHandshakeFailed", "ClearTextBeforeTls",
        "ServerCertificateUntrusted", "ServerCertificateNameMismatch", "ServerCertificateExpired", "ServerThumbprintMismatch",
        "DataCertificateChanged", "ProtectionRefused", "TlsSessionReuseRequired", "TlsSessionNotReused", "ClientCertificateRefused",
        "ClientCertificateNotAccepted", "ClientCertificateNotSent", "ClientCertificateNotAsked", "LoginRefused", "ServiceNotPermitted",
        "NoServicesVisible", "OutNotReadable", "StoreRefused", "DeleteRefused", "TypeRefused", "DataPortsPartlyBlocked",
        "ResponseNotFound", "ResponseNameUnsafe", "SubmissionInDoubt", "StatusMissing", "StatusFileTooLarge", "StatusFileHasDtd",
        "StatusFileMalformed", "StatusFileNotAStatus", "StatusFileIncomplete", "ClockDiffers", "HeartbeatNotVisible",
        "HeartbeatUnanswered", "HeartbeatFailed", "FileNameAlreadySent", "ContentAlreadySent", "SubmissionNotFound",
        "SubmissionNotInDoubt", "SubmissionOfAnotherMachine", "SubmissionNotSent", "ExportFileExists", "LedgerReadOnly", "LedgerUnreadable",
        "LedgerReplaced",
        "LedgerOutcomeUnwritten", "LedgerUpgradeNeeded", "LedgerConnectionStringKeyUnknown", "LedgerDiskFull",
        "LedgerLoginRefused", "LedgerFailed", "LedgerSchemaNewer", "LedgerDatabaseUnknown", "LedgerOnNetworkShare", "LedgerNotDurable",
        "LedgerOwnershipLost", "LedgerConnectionStringInvalid", "LedgerConnectionStringHasPassword", "LedgerDriverMissing",
        "LedgerAmbiguous", "LedgerRequired", "FILENAME_CANNOT_BE_REUSED_FOR_TRANSACTION", "FILE_NOT_UPLOADED_IN_ASCII_MODE",
        "RECORD_LENGTH_INCORRECT", "FIRST_RECORD_INCORRECT", "LAST_RECORD_INCORRECT", "Internal server error",
        "Backend System not available", "Status0", "Status1", "Status2", "Status3",
    ];

    private static readonly HashSet<string> Categories =
    [
        "NotSpecified", "OpenError", "InvalidArgument", "InvalidData", "InvalidOperation", "InvalidResult", "NotImplemented",
        "NotInstalled",
        "ObjectNotFound", "OperationTimeout", "PermissionDenied", "ResourceBusy", "ResourceExists", "ResourceUnavailable", "ReadError",
        "WriteError",
        "SecurityError", "ProtocolError", "ConnectionError", "AuthenticationError", "LimitsExceeded",
    ];

    private static Dictionary<string, string> Texts(string culture)
    {
        ResourceManager texts = new("SkatFtps.Errors.ErrorTexts", typeof(ErrorCatalogue).Assembly);
        return texts.GetResourceSet(
            CultureInfo.GetCultureInfo(culture),
            true,
            false)!.Cast<System.Collections.DictionaryEntry>().ToDictionary(one => (string)one.Key, one => (string)one.Value!);
    }

    private static IEnumerable<string> Placeholders(string text) =>
        Regex.Matches(text, @"\{\w+\}").Select(match => match.Value).Order(StringComparer.Ordinal);
}
