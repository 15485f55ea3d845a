using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger;

namespace SkatFtps.Net472Client;

/// <summary>Sends, waits, receives and accounts, as the cmdlets do.</summary>
internal sealed class Filing(GatewaySession session, string service, DirectoryInfo destination)
{
    private readonly GatewaySession _session = session;
    private readonly string _service = service;
    private readonly DirectoryInfo _destination = destination;
    private bool _refused;

    /// <summary>True when something was refused.</summary>
    public async Task<bool> RunAsync(IEnumerable<string> files)
    {
        var sent = new List<Submission>();
        foreach (string file in files)
        {
            await TryAsync(file, async () =>
            {
                Submission submission = await _session.SubmitAsync(
                    _service, new FileInfo(file), new SubmitOptions(), NoLog.Instance, CancellationToken.None);
                Console.WriteLine($"sent {submission.FileName} {submission.Sha256}");
                sent.Add(submission);
            });
        }

        foreach (SubmissionStatus status in await WaitAsync(sent))
        {
            Console.WriteLine($"status {status.FtpTransaktionsId} {status.Code}");
            await TryAsync(status.FtpTransaktionsId, () => ReceiveAsync(status));
        }

        await _session.Ledger!.Submissions.ReadAsync(
            new SubmissionFilter(), one => Console.WriteLine($"ledger {one.FileName} {one.State}"), CancellationToken.None);
        return _refused;
    }

    private async Task<IReadOnlyList<SubmissionStatus>> WaitAsync(List<Submission> sent)
    {
        var found = new List<SubmissionStatus>();
        if (sent.Count > 0)
        {
            AwaitedSubmission[] awaited = sent.Select(one => new AwaitedSubmission(one.FtpTransaktionsId, one.Service, null)).ToArray();
            var options = new WaitOptions { Timeout = TimeSpan.FromMinutes(2), Poll = TimeSpan.FromMilliseconds(200) };
            await _session.WaitAsync(awaited, options, found.Add, (_, e) => Refuse("status", e), NoLog.Instance, CancellationToken.None);
        }

        return found;
    }

    private async Task ReceiveAsync(SubmissionStatus status)
    {
        IReadOnlyList<OutFile> listed = await _session.ListOutAsync(NoLog.Instance, CancellationToken.None);
        foreach (string path in status.ResponsePaths)
        {
            OutFile file = listed.Single(one => path.EndsWith("/" + one.Name, StringComparison.Ordinal));
            SkatResponse response = await _session.ReceiveAsync(file, status, _destination, null, NoLog.Instance, CancellationToken.None);
            await _session.RemoveAsync(file, NoLog.Instance, CancellationToken.None);
            Console.WriteLine($"received {response.Name} {response.Length} {response.Sha256}");
        }
    }

    private async Task TryAsync(string what, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (SkatFtpsException e)
        {
            Refuse(Path.GetFileName(what), e);
        }
    }

    private void Refuse(string what, SkatFtpsException e)
    {
        _refused = true;
        Console.WriteLine($"refused {what} {e.ErrorId}");
        Console.Error.WriteLine(e);
    }
}
