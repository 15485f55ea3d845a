using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Ledger.Rows;
using SkatFtps.Ledger.Sql;

namespace SkatFtps.Ledger;

/// <summary>Every response that was received, and whether it was removed from /out since.</summary>
public sealed class LedgerResponses
{
    private readonly LedgerConnection _connection;

    internal LedgerResponses(LedgerConnection connection) => _connection = connection;

    /// <summary>Keeps that a response is complete on this disk; the same content again only renews its path.</summary>
    /// <param name="name">As listed in /out.</param>
    /// <param name="transactionId">The FTPTransaktionsId, or null when unrelated.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="localPath">Where it lies.</param>
    /// <param name="sha256">The content's hash, hexadecimal.</param>
    /// <param name="stop">Cancels.</param>
    public Task RecordAsync(string name, string? transactionId, long size, string localPath, string sha256, CancellationToken stop) =>
        RecordAsync(name, transactionId, size, localPath, sha256, null, stop);

    /// <summary>
    /// As <see cref="RecordAsync(string, string, long, string, string, CancellationToken)"/>, with what the gateway told of the file when
    /// it was fetched.
    /// </summary>
    internal Task RecordAsync(
        string name, string? transactionId, long size, string localPath, string sha256, FetchedFile? fetched, CancellationToken stop)
    {
        string hash = sha256.ToLowerInvariant();
        return _connection.WriteAsync(
            async scope =>
            {
                if (fetched is not null)
                {
                    await SightingRows.RecordAsync(scope, name, hash, size, fetched).ConfigureAwait(false);
                }

                // What is fetched lies in /out, whatever was removed from there before.
                int known = await scope.ExecuteAsync(
                    "UPDATE skatftps_response SET local_path = @path, removed_at = NULL WHERE account_id = @account AND name = @name AND"
                        + " sha256 = @sha256",
                    ("@path", localPath),
                    ("@account", scope.Account),
                    ("@name", name),
                    ("@sha256", hash)).ConfigureAwait(false);
                return known != 0 ? 0 : await scope.InsertAsync(
                    "skatftps_response",
                    ("account_id", scope.Account),
                    ("name", name),
                    ("transaction_id", transactionId),
                    ("size", size),
                    ("local_path", localPath),
                    ("sha256", hash),
                    ("received_at", scope.Now)).ConfigureAwait(false);
            },
            stop);
    }

    /// <summary>Keeps that a response was fetched once more, and was the one that lies here already.</summary>
    internal Task RecordAgainAsync(string name, string sha256, long length, FetchedFile fetched, CancellationToken stop)
    {
        string hash = sha256.ToLowerInvariant();
        return _connection.WriteAsync(
            async scope =>
            {
                await SightingRows.RecordAsync(scope, name, hash, length, fetched).ConfigureAwait(false);
                return await scope.ExecuteAsync(
                    "UPDATE skatftps_response SET removed_at = NULL WHERE account_id = @account AND name = @name AND sha256 = @sha256",
                    ("@account", scope.Account),
                    ("@name", name),
                    ("@sha256", hash)).ConfigureAwait(false);
            },
            stop);
    }

    /// <summary>Keeps that a response was removed from /out.</summary>
    public Task RecordRemovedAsync(string name, CancellationToken stop) =>
        _connection.WriteAsync(
            async scope =>
            {
                await SightingRows.ForgetAsync(scope, name).ConfigureAwait(false);
                return await scope.ExecuteAsync(
                    "UPDATE skatftps_response SET removed_at = @now WHERE account_id = @account AND name = @name AND removed_at IS NULL",
                    ("@now", scope.Now),
                    ("@account", scope.Account),
                    ("@name", name)).ConfigureAwait(false);
            },
            stop);

    /// <summary>What was received under this name, oldest first: more than one when the content differed.</summary>
    public async Task<IReadOnlyList<LedgerResponse>> FindAsync(string name, CancellationToken stop) =>
        await _connection.ReadAsync(
            scope => scope.ReadAsync(
                $"SELECT {LedgerResponse.Columns} FROM skatftps_response WHERE account_id = @account AND name = @name ORDER BY id",
                row => new LedgerResponse(row),
                ("@account", scope.Account),
                ("@name", name)),
            stop).ConfigureAwait(false);
}
