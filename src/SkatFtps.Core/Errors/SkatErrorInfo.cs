using System;
using System.Collections.Generic;
using SkatFtps.Errors;

namespace SkatFtps;

/// <summary>
/// What is known of an error id or of a code in a status 0, in the language of the UI culture at the time it was asked for.
/// </summary>
public sealed class SkatErrorInfo
{
    // Shorter pieces of advice stand in too many texts to tell one id from another.
    private const int TellingLength = 30;

    private SkatErrorInfo(ErrorEntry entry)
    {
        Id = entry.Id;
        Kind = entry.Kind;
        Category = entry.Category;
        Happened = ErrorCatalogue.Happened(entry.Id);
        Advice = ErrorCatalogue.Advice(entry.Id) ?? string.Empty;
        Owner = entry.Owner;
        Helper = entry.Helper;
        WhoCanHelp = ErrorCatalogue.Helper(entry.Helper);
        PassesByItself = entry.PassesByItself;
        EndsEverything = entry.EndsEverything;
    }

    public string Id { get; }

    public ErrorKind Kind { get; }

    /// <summary>The name of a PowerShell error category.</summary>
    public string Category { get; }

    /// <summary>What happened, in general; the error's own message has the particulars.</summary>
    public string Happened { get; }

    /// <summary>What to do.</summary>
    public string Advice { get; }

    /// <summary>Whose it is to mend.</summary>
    public ErrorOwner Owner { get; }

    public ErrorHelper Helper { get; }

    /// <summary><see cref="Helper"/> in words.</summary>
    public string WhoCanHelp { get; }

    /// <summary>
    /// The same again, later, may go well though nobody has done anything about it. Whether a file may be sent again is another question.
    /// </summary>
    public bool PassesByItself { get; }

    /// <summary>After it the next file or status would only meet the same wall, so a pipeline ends there.</summary>
    public bool EndsEverything { get; }

    /// <summary>Everything the catalogue holds, in its order.</summary>
    public static IReadOnlyList<SkatErrorInfo> All => Array.ConvertAll(ErrorEntries.All, entry => new SkatErrorInfo(entry));

    /// <param name="id">In any case; what follows a comma, as in a FullyQualifiedErrorId, is left out.</param>
    /// <returns>Null when it is not known.</returns>
    public static SkatErrorInfo? Find(string id)
    {
        ErrorEntry? entry = ErrorCatalogue.Find(id.Split(',')[0].Trim());
        return entry is null ? null : new SkatErrorInfo(entry);
    }

    /// <summary>
    /// Every entry that a text speaks of: by its id, by the words of the gateway or of a server, or by the advice in which a message
    /// of this module ends.
    /// </summary>
    public static IReadOnlyList<SkatErrorInfo> FindInText(string text)
    {
        var found = new List<SkatErrorInfo>();
        foreach (ErrorEntry entry in ErrorEntries.All)
        {
            if (Speaks(text, entry))
            {
                found.Add(new SkatErrorInfo(entry));
            }
        }

        // A crowded server refuses with the code of a refused login, and says more in its words.
        if (found.Exists(one => one.Id == "ServerBusy") && !HasWord(text, "LoginRefused"))
        {
            found.RemoveAll(one => one.Id == "LoginRefused");
        }

        return found;
    }

    public override string ToString() => $"{Id}: {Advice}";

    private static bool Speaks(string text, ErrorEntry entry)
    {
        if (HasWord(text, entry.Id) || Array.Exists(entry.Phrases, phrase => HasWord(text, phrase)))
        {
            return true;
        }

        if (entry.Kind == ErrorKind.StatusCode)
        {
            return ErrorCatalogue.Letters(text).Contains(ErrorCatalogue.Letters(entry.Id));
        }

        string advice = ErrorCatalogue.Advice(entry.Id) ?? string.Empty;
        return advice.Length >= TellingLength && text.IndexOf(advice, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static bool HasWord(string text, string word)
    {
        for (int at = 0; (at = text.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            int end = at + word.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
