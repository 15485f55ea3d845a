using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using SkatFtps.Files;
using SkatFtps.Ledger.Sql;
using SkatFtps.Text;

namespace SkatFtps.Ledger;

/// <summary>
/// What this machine remembers of a ledger outside it: its id and the account's highest counter. A ledger that was deleted, exchanged or
/// set back between two sessions shows by it. One small file an account and place, of two halves: one that is flushed to the disk, and one
/// that is written without a flush before each STOR, which outlives the process but perhaps not the machine.
/// </summary>
internal sealed class LedgerMemory : IDisposable
{
    private const int Half = 512;

    private readonly FileStream? _file;

    // The sender and the beat write at the same time.
    private readonly object _turn = new();

    private LedgerMemory(FileStream? file) => _file = file;

    /// <summary>Why nothing can be remembered, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Beside the user's own ledger.</summary>
    public static string? DefaultFolder()
    {
        string data = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length == 0 ? null : Path.Combine(data, "SkatFtps", "ledgers");
    }

    /// <param name="folder">Null: nothing is remembered.</param>
    /// <param name="place">Where the ledger is kept, in one spelling.</param>
    /// <param name="gatewayHost">With the user: the account.</param>
    /// <param name="userName">In any case.</param>
    public static LedgerMemory Open(string? folder, string place, string gatewayHost, string userName)
    {
        if (folder is null)
        {
            return new LedgerMemory(null) { Failure = "this account has no folder for application data" };
        }

        string prefix = Hex.Sha256(Encoding.UTF8.GetBytes(place)).Substring(0, 24);
        string account = Hex.Sha256(Encoding.UTF8.GetBytes(gatewayHost + "|" + Rows.NameKey.Of(userName))).Substring(0, 16);
        try
        {
            DurableFolder.Create(folder);
            string file = Path.Combine(folder, $"{prefix}-{account}.seen");
            bool isNew = !File.Exists(file);
            var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, 1);
            if (isNew)
            {
                OwnerOnly.File(file);
                DurableFolder.Flush(folder);
            }

            return new LedgerMemory(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new LedgerMemory(null) { Failure = e.Message };
        }
    }

    /// <summary>The highest of what was written, or null where nothing was.</summary>
    public LedgerIdentity? Read()
    {
        if (_file is null)
        {
            return null;
        }

        try
        {
            var content = new byte[2 * Half];
            _file.Position = 0;
            int length = 0;
            for (int read; length < content.Length && (read = _file.Read(content, length, content.Length - length)) > 0; length += read)
            {
            }

            LedgerIdentity? flushed = Parse(content, 0);
            LedgerIdentity? written = Parse(content, Half);

            // The second half is of another ledger where that was exchanged, and accepted, and the machine lost its power since.
            return written is { } newer && (flushed is not { } older || newer.Follows(older)) ? written : flushed;
        }
        catch (IOException e)
        {
            Failure = e.Message;
            return null;
        }
    }

    /// <summary>
    /// Remembers what the ledger has on its disk. Lower than what is remembered already, it changes nothing: another process was faster.
    /// </summary>
    /// <param name="seen">Id and counter, flushed in the ledger.</param>
    /// <param name="flush">Waits for the disk.</param>
    public void Write(LedgerIdentity seen, bool flush)
    {
        lock (_turn)
        {
            bool isBehind = Read() is { } last && last.Ledger == seen.Ledger && last.Counter >= seen.Counter;
            if (!isBehind)
            {
                Overwrite(seen, flush);
            }
            else if (flush)
            {
                Overwrite(Read()!.Value, flush);
            }
        }
    }

    /// <summary>Remembers this ledger from now on, whatever was there before.</summary>
    public void Accept(LedgerIdentity seen)
    {
        lock (_turn)
        {
            Overwrite(seen, flush: false);
            Overwrite(seen, flush: true);
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Overwrite(LedgerIdentity seen, bool flush)
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            string fields = string.Format(CultureInfo.InvariantCulture, "skatftps-ledger {0} {1}", seen.Ledger, seen.Counter);
            var half = new byte[Half];
            byte[] line = Encoding.ASCII.GetBytes(
                string.Format(CultureInfo.InvariantCulture, "{0} {1:x16}\n", fields, Checksum.Of(fields)));
            line.CopyTo(half, 0);
            _file.Position = flush ? 0 : Half;
            _file.Write(half, 0, half.Length);
            _file.Flush(flush);
        }
        catch (IOException e)
        {
            Failure = e.Message;
        }
    }

    private static LedgerIdentity? Parse(byte[] content, int at)
    {
        string line = Encoding.ASCII.GetString(content, at, Half);
        int end = line.IndexOf('\n');
        string[] fields = end < 0 ? [] : line.Substring(0, end).Split(' ');
        return fields.Length == 4
            && fields[3] == Checksum.Of(string.Join(" ", fields.Take(3))).ToString("x16", CultureInfo.InvariantCulture)
            && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out long counter)
            ? new LedgerIdentity(fields[1], counter)
            : null;
    }
}
