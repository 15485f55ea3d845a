namespace SkatFtps.Errors;

/// <summary>One row of the catalogue; its words are in ErrorTexts, one resx a language.</summary>
internal sealed class ErrorEntry
{
    /// <param name="id">An error id, or a code or text as it stands in a status 0.</param>
    /// <param name="category">The name of a PowerShell error category.</param>
    /// <param name="owner">Whose it is to mend.</param>
    /// <param name="helper">Who can help.</param>
    /// <param name="endsEverything">After it the next item would only meet the same wall.</param>
    /// <param name="kind">What the id names.</param>
    /// <param name="phrases">Words of servers and other programs that mean the same.</param>
    public ErrorEntry(string id, string category, ErrorOwner owner, ErrorHelper helper, bool endsEverything = false, ErrorKind kind = ErrorKind.ErrorId, string[]? phrases = null)
    {
        Id = id;
        Category = category;
        Owner = owner;
        Helper = helper;
        EndsEverything = endsEverything;
        Kind = kind;
        Phrases = phrases ?? [];
    }

    public string Id { get; }

    public string Category { get; }

    public ErrorOwner Owner { get; }

    public ErrorHelper Helper { get; }

    public bool EndsEverything { get; }

    public ErrorKind Kind { get; }

    public string[] Phrases { get; }
}
