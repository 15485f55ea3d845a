using System;
using System.Collections.Concurrent;

namespace SkatFtps.Ledger.Rows;

/// <summary>The open ledgers of this process: one that was disposed is dead although its process lives.</summary>
internal static class LiveOwners
{
    private const string Slot = "SkatFtps.Ledger.LiveOwners";

    private static readonly ConcurrentDictionary<string, bool> Owners = Shared();

    public static void Add(string owner) => Owners[owner] = true;

    public static void Remove(string owner) => Owners.TryRemove(owner, out _);

    public static bool Contains(string owner) => Owners.ContainsKey(owner);

    /// <summary>Two versions of this assembly may be loaded in one process: they share the set through the domain.</summary>
    private static ConcurrentDictionary<string, bool> Shared()
    {
        AppDomain domain = AppDomain.CurrentDomain;
        lock (domain)
        {
            if (domain.GetData(Slot) is not ConcurrentDictionary<string, bool> owners)
            {
                owners = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
                domain.SetData(Slot, owners);
            }

            return owners;
        }
    }
}
