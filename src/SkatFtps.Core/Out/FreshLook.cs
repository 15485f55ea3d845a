using System;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ftp;

namespace SkatFtps.Out;

/// <summary>
/// Whether a file still is what a listing showed, by a listing recent enough to delete by; one serves all who ask within its time.
/// </summary>
internal sealed class FreshLook
{
    /// <summary>How long a fetch, or a listing, says what is deleted.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private OutListing? _latest;

    /// <summary>
    /// For a file that is to be deleted by what its listing proved: where /out may be listed once a minute only, that is recent enough.
    /// </summary>
    public Task<bool> IsProvedStillAsync(GatewaySession session, OutFile file, IProtocolLog log, CancellationToken stop)
    {
        TimeSpan age = session.ListingInterval > Age ? session.ListingInterval : Age;
        return IsStillAsync(session, file, session.Clock.Uptime - age, log, stop);
    }

    /// <summary>For a file that was just fetched. Where that took long, another may lie in its place by now.</summary>
    /// <param name="session">Lists.</param>
    /// <param name="file">As it was listed.</param>
    /// <param name="begunAt">When the fetch began, by the session's uptime.</param>
    /// <param name="log">Receives the dialogue.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<bool> IsFetchedStillAsync(
        GatewaySession session, OutFile file, TimeSpan begunAt, IProtocolLog log, CancellationToken stop)
    {
        TimeSpan now = session.Clock.Uptime;
        return now - begunAt <= Age || await IsStillAsync(session, file, now, log, stop).ConfigureAwait(false);
    }

    private async Task<bool> IsStillAsync(
        GatewaySession session, OutFile file, TimeSpan notBefore, IProtocolLog log, CancellationToken stop)
    {
        if (file.ShownAt >= notBefore)
        {
            return true;
        }

        await _turn.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (_latest is null || _latest.BegunAt < notBefore)
            {
                _latest = await session.LookAgainAsync(log, stop).ConfigureAwait(false);
            }

            return _latest.IndexOf(file.Name) is int row and >= 0 && _latest.ListedAt(row).Equals(file.Listed);
        }
        finally
        {
            _turn.Release();
        }
    }
}
