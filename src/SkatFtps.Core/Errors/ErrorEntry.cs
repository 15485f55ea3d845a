namespace SkatFtps.Errors;

/// <summary>One row of the catalogue; its words are in ErrorTexts, one resx a language.</summary>
/// <param name="id">An error id, or a code or text as it stands in a status 0.</param>
/// <param name="category">The name of a PowerShell error category.</param>
/// <param name="owner">Whose it is to mend.</param>
/// <param name="helper">Who can help.</param>
/// <param name="passesByItself">
/// The same again, later, may go well though nobody has done anything about it: a network, a crowd, somebody else's lock. Whatever waits
/// or tries again asks this, and keeps no list of its own.
/// </param>
/// <param name="endsEverything">After it the next item would only meet the same wall.</param>
/// <param name="kind">What the id names.</param>
/// <param name="phrases">Words of servers and other programs that mean the same.</param>
internal sealed class ErrorEntry(
    string id,
    string category,
    ErrorOwner owner,
    ErrorHelper helper,
    bool passesByItself = false,
    bool endsEverything = false,
    ErrorKind kind = ErrorKind.ErrorId,
    string[]? phrases = null)
{
    public string Id { get; } = id;

    public string Category { get; } = category;

    public ErrorOwner Owner { get; } = owner;

    public ErrorHelper Helper { get; } = helper;

    public bool PassesByItself { get; } = passesByItself;

    public bool EndsEverything { get; } = endsEverything;

    public ErrorKind Kind { get; } = kind;

    public string[] Phrases { get; } = phrases ?? [];
}
