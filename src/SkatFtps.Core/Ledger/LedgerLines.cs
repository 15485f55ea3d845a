using System.Data.Common;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>The ledger's rows as lines of an export.</summary>
internal static class LedgerLines
{
    public static JsonLine Of(LedgerSubmission s) => new JsonLine("submission")
        .Add("id", s.Id).Add("service", s.Service).Add("fileName", s.FileName).Add("sha256", s.Sha256).Add("length", s.Length)
        .Add("wireSha256", s.WireSha256).Add("wireLength", s.WireLength).Add("reviewReason", s.ReviewReason)
        .Add("validateOnly", s.ValidateOnly).Add("state", s.State).Add("reason", s.Reason)
        .Add("reservedAt", s.ReservedAt).Add("changedAt", s.ChangedAt)
        .Add("machine", s.MachineName).Add("osUser", s.OsUser).Add("processId", s.ProcessId);

    public static JsonLine Of(SubmissionChange c) => new JsonLine("change")
        .Add("submissionId", c.SubmissionId).Add("from", c.From).Add("to", c.To).Add("reason", c.Reason).Add("at", c.At)
        .Add("machine", c.MachineName).Add("osUser", c.OsUser).Add("processId", c.ProcessId);

    public static JsonLine Of(LedgerStatus s) => new JsonLine("status")
        .Add("statusFileName", s.StatusFileName).Add("service", s.Service).Add("fileName", s.FileName)
        .Add("ftpTransaktionsId", s.TransactionId).Add("code", s.Code).Add("timestamp", s.Timestamp)
        .Add("skatTransaktionsId", s.SkatTransactionId).Add("errorCode", s.ErrorCode).Add("errorMessage", s.ErrorMessage)
        .Add("errorResolution", s.ErrorResolution).Add("responseNames", s.ResponseNames).Add("submissionId", s.SubmissionId)
        .Add("readAt", s.ReadAt).Add("writtenAt", s.WrittenAt).Add("sha256", s.Sha256).Add("xml", s.Xml);

    public static JsonLine Of(LedgerResponse r) => new JsonLine("response")
        .Add("name", r.Name).Add("ftpTransaktionsId", r.TransactionId).Add("size", r.Size).Add("localPath", r.LocalPath)
        .Add("sha256", r.Sha256).Add("receivedAt", r.ReceivedAt).Add("removedAt", r.RemovedAt);

    public static JsonLine Login(DbDataReader row) => new JsonLine("login")
        .Add("at", row.Time(1)).Add("outcome", row.GetString(2))
        .Add("machine", row.GetString(3)).Add("osUser", row.GetString(4)).Add("processId", row.Number(5));

    public static JsonLine Listing(DbDataReader row) => new JsonLine("listing")
        .Add("at", row.Time(1)).Add("completedAt", row.TimeOrNull(2)).Add("entries", row.NumberOrNull(3))
        .Add("machine", row.GetString(4)).Add("osUser", row.GetString(5)).Add("processId", row.Number(6));
}
