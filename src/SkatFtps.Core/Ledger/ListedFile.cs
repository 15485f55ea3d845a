using System;

namespace SkatFtps.Ledger;

/// <summary>What the gateway told of a file: what must be the same for it to be the same file, as far as this can tell.</summary>
/// <param name="form">By what.</param>
/// <param name="size">Bytes, or null where it was not told.</param>
/// <param name="modified">As it was told, whatever its zone; null where it was not.</param>
internal readonly struct ListedFile(ListedForm form, long? size, DateTime? modified) : IEquatable<ListedFile>
{
    private static readonly DateTime Epoch = new(1970, 1, 1);

    public ListedForm Form { get; } = form;

    public long? Size { get; } = size;

    /// <summary>Without a kind: the forms tell their times apart.</summary>
    public DateTime? Modified { get; } = modified is { } time ? DateTime.SpecifyKind(time, DateTimeKind.Unspecified) : null;

    /// <summary>
    /// How coarse the time is; null where there is none. A row of LIST that shows midnight may be one that shows the day alone.
    /// </summary>
    public TimeSpan? Unit =>
        Modified is not { } time ? null
        : Form is ListedForm.Facts or ListedForm.Asked ? TimeSpan.FromSeconds(1)
        : time.TimeOfDay == TimeSpan.Zero ? TimeSpan.FromDays(1)
        : TimeSpan.FromMinutes(1);

    /// <summary>Two files of one name and size that were written in the same second are all that this cannot tell apart.</summary>
    public bool IsExact => Unit == TimeSpan.FromSeconds(1);

    /// <summary>The same file on a server whose clock shows another zone.</summary>
    public ListedFile ShiftedBy(TimeSpan shift) => new(Form, Size, Modified + shift);

    public bool Equals(ListedFile other) => Form == other.Form && Size == other.Size && Modified == other.Modified;

    public override bool Equals(object? obj) => obj is ListedFile other && Equals(other);

    public override int GetHashCode() => (Form, Size, Modified).GetHashCode();

    // As the ledger keeps it: what is not known is less than anything that is.
    internal long StoredSize => Size ?? -1;

    internal long StoredTime => Modified is { } time ? (long)(time - Epoch).TotalMilliseconds : long.MinValue;

    internal static ListedFile FromStored(long form, long size, long time) =>
        new((ListedForm)form, size < 0 ? null : size, time == long.MinValue ? null : Epoch.AddMilliseconds(time));
}
