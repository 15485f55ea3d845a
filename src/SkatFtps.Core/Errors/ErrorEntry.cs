namespace SkatFtps.Errors;

/// <summary>One row of the catalogue; its words are in ErrorTexts, one resx a language.</summary>
/// <param name="id">An error id, or a code or text as it stands in a status 0.</param>
/// <param name="category">The name of a PowerShell error category.</param>
/// <param name="owner">Whose it is to mend.</param>
/// <param name="helper">Who can help.</param>
/// <param name="endsEverything">After it the next item would only meet the same wall.</param>
/// <param name="kind">What the id names.</param>
/// <param name="phrases">Words of servers and other programs that mean the same.</param>
internal sealed class ErrorEntry(string id, string category, ErrorOwner owner, ErrorHelper helper, bool endsEverything = false, ErrorKind kind = ErrorKind.ErrorId, string[]? phrases = null)
{
    public string Id { get; } = id;

    public string Category { get; } = category;

    public ErrorOwner Owner { get; } = owner;

    public ErrorHelper Helper { get; } = helper;

    public bool EndsEverything { get; } = endsEverything;

    public ErrorKind Kind { get; } = kind;

    public string[] Phrases { get; } = phrases ?? [];
}
