using System;
using SkatFtps.Ledger;

namespace SkatFtps.Core.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    private readonly SqliteLedger _sqlite = new();

    protected override LedgerDatabase Database => _sqlite.Database;

    public void Dispose() => _sqlite.Dispose();
}
