using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Backends;

/// <summary>What stands behind the gateway: it takes each uploaded file at once and puts its statuses and response into /out.</summary>
internal sealed class Backend(SimulatorOptions options)
{
    private readonly object _gate = new();
    private readonly List<(GatewayAccount Account, UploadedFile File)> _waiting = new();
    private readonly StatusFileTemplates _templates = new(options.Spelling);
    private int _transactions = 31616755;
    private bool _down;

    internal bool IsAvailable
    {
        get
        {
            lock (_gate)
            {
                return !_down;
            }
        }
    }

    /// <summary>Takes it down, or brings it back: then it is handed what came meanwhile.</summary>
    internal void SetAvailable(bool available, DateTimeOffset now)
    {
        lock (_gate)
        {
            _down = !available;
            if (_down)
            {
                return;
            }

            foreach ((GatewayAccount account, UploadedFile file) in _waiting)
            {
                Deliver(account, file, now);
            }

            _waiting.Clear();
        }
    }

    /// <summary>Takes a file that was received. A name used before gets its status 0 beside what the first one got.</summary>
    internal void Take(GatewayAccount account, UploadedFile file)
    {
        if (file.Cut && !options.ProcessCutUploads)
        {
            return;
        }

        // The gateway's own errors do not wait for what is behind it.
        if (file.Reused)
        {
            Fail(account, file, StatusError.FileNameReused, file.Time);
            return;
        }

        lock (_gate)
        {
            if (_down)
            {
                _waiting.Add((account, file));
            }
            else
            {
                Deliver(account, file, file.Time);
            }
        }
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

    private void Deliver(GatewayAccount account, UploadedFile file, DateTimeOffset from)
    {
        StatusError? error = ServiceRules.IsClassic(file.Service) && file.Type != 'A' ? StatusError.NotAscii : file.Verdict?.Error;
        if (error is not null)
        {
            Fail(account, file, error, from);
        }
        else
        {
            Answer(account, file, from);
        }
    }

    private void Fail(GatewayAccount account, UploadedFile file, StatusError error, DateTimeOffset from)
    {
        DateTimeOffset time = from + options.DeliveredAfter;
        account.Outbox.Put(new OutboxFile(
            StatusFileTemplates.FileName(file.Service, file.Name, 0),
            _templates.Failed(file.UserName, file.Service, file.Name, time, error), time));
    }

    private void Answer(GatewayAccount account, UploadedFile file, DateTimeOffset from)
    {
        string skatId = string.Create(
            CultureInfo.InvariantCulture, $"ci{file.Time.ToUnixTimeMilliseconds()}_{Interlocked.Increment(ref _transactions)}_1");
        DateTimeOffset delivered = from + options.DeliveredAfter;
        DateTimeOffset accepted = from + options.AcceptedAfter;

        void PutStatus(int code, DateTimeOffset time, byte[] content) =>
            account.Outbox.Put(new OutboxFile(StatusFileTemplates.FileName(file.Service, file.Name, code), content, time));

        void Expose(string response, byte[] content, DateTimeOffset time)
        {
            account.Outbox.Put(new OutboxFile(response, content, time));
            PutStatus(3, time, _templates.Exposed(file.UserName, file.Service, file.Name, skatId, time, response));
        }

        PutStatus(1, delivered, _templates.Delivered(file.UserName, file.Service, file.Name, skatId, delivered));
        PutStatus(2, accepted, _templates.Accepted(file.UserName, file.Service, file.Name, skatId, accepted));
        Expose(ServiceRules.ResponseName(file.Service, file.Name), Responses.Of(file, options.ClaimReceipt), from + options.ExposedAfter);

        // By the guide's form both have one name, so the second status 3 takes the place of the first.
        if (ServiceRules.IsClassic(file.Service) && options.AdviceListAfter is TimeSpan later)
        {
            Expose(ServiceRules.AdviceListName(file.Service, file.Name), Responses.AdviceList(file), from + later);
        }
    }
}
