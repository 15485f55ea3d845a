namespace SkatFtps.Out;

/// <summary>What is known of a file that a listing shows.</summary>
internal enum Knowledge
{
    /// <summary>Nothing of this name and size was ever fetched.</summary>
    New,

    /// <summary>A file of this name was fetched, and only the content can tell whether this is the one.</summary>
    Unsure,

    /// <summary>It is the one that was fetched, as far as name, size and time tell; for its deletion that is not enough.</summary>
    Known,

    /// <summary>It is the one that was fetched: name, size and time prove it.</summary>
    Proved,
}
