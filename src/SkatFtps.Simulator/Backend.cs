using System;
using System.Globalization;
using System.Text;
using System.Threading;

namespace SkatFtps.Simulator;

/// <summary>What stands behind the gateway: it takes each uploaded file at once and puts its statuses and response into /out.</summary>
internal sealed class Backend(GatewayOptions options)
{
    private readonly StatusFileTemplates _templates = new(options.Spelling);
    private int _transactions = 31616755;

    /// <summary>Takes a file that was received. A name used before gets its status 0 beside what the first one got.</summary>
    internal void Take(GatewayAccount account, ReceivedFile file)
    {
        if (file.Cut && !options.ProcessCutUploads) return;

        StatusError? error = Judge(file);
        if (error is not null) Fail(account, file, error);
        else Answer(account, file);
    }

    /// <summary>Puts a file into /out that answers no upload, and its status 3.</summary>
    internal void ExposeUnrelated(GatewayAccount account, string service, OutboxFile file)
    {
        string skatId = "MAN_" + file.ExposedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        account.Outbox.Put(file);
        account.Outbox.Put(new OutboxFile(
            StatusFileTemplates.FileName(service, file.Name, 3),
            _templates.Unrelated(service, file.Name, skatId, file.ExposedAt), file.ExposedAt));
    }

    private static StatusError? Judge(ReceivedFile file)
    {
        if (file.Reused) return StatusError.FileNameReused;
        return ServiceRules.IsClassic(file.Service) && file.Type != 'A' ? StatusError.NotAscii : null;
    }

    private void Fail(GatewayAccount account, ReceivedFile file, StatusError error)
    {
        DateTimeOffset time = file.Time + options.DeliveredAfter;
        account.Outbox.Put(new OutboxFile(
            StatusFileTemplates.FileName(file.Service, file.Name, 0),
            _templates.Failed(file.UserName, file.Service, file.Name, time, error), time));
    }

    private void Answer(GatewayAccount account, ReceivedFile file)
    {
        string skatId = string.Create(
            CultureInfo.InvariantCulture, $"ci{file.Time.ToUnixTimeMilliseconds()}_{Interlocked.Increment(ref _transactions)}_1");
        DateTimeOffset delivered = file.Time + options.DeliveredAfter;
        DateTimeOffset accepted = file.Time + options.AcceptedAfter;
        DateTimeOffset exposed = file.Time + options.ExposedAfter;
        string response = ServiceRules.ResponseName(file.Service, file.Name);

        void PutStatus(int code, DateTimeOffset time, byte[] content) =>
            account.Outbox.Put(new OutboxFile(StatusFileTemplates.FileName(file.Service, file.Name, code), content, time));

        account.Outbox.Put(new OutboxFile(response, ResponseContent(file), exposed));
        PutStatus(1, delivered, _templates.Delivered(file.UserName, file.Service, file.Name, skatId, delivered));
        PutStatus(2, accepted, _templates.Accepted(file.UserName, file.Service, file.Name, skatId, accepted));
        PutStatus(3, exposed, _templates.Exposed(file.UserName, file.Service, file.Name, skatId, exposed, response));
    }

    // The real responses are the backends' own and not described; these only say which bytes they answer.
    private static byte[] ResponseContent(ReceivedFile file) => Encoding.UTF8.GetBytes(
        ServiceRules.ResponseName(file.Service, file.Name).EndsWith(".xml", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture,
                $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<response><bytes>{file.Bytes}</bytes><sha256>{file.Sha256}</sha256></response>\n")
            : string.Create(CultureInfo.InvariantCulture, $"{file.Service} {file.Bytes} bytes {file.Sha256}\n"));
}
