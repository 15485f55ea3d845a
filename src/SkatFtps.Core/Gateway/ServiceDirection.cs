namespace SkatFtps;

/// <summary>Which way a service's business content goes. Read off its name; never a reason to refuse a send.</summary>
public enum ServiceDirection
{
    /// <summary>The name does not say.</summary>
    Unknown,

    /// <summary>The user sends it.</summary>
    Sent,

    /// <summary>The user fetches it: unasked from /out (<c>...Send...</c>), or as the answer to a request (<c>...Hent...</c>).</summary>
    Fetched,
}
