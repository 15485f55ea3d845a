using System;
using SkatFtps.Errors;
using SkatFtps.Text;

namespace SkatFtps;

/// <summary>A failure whose cause has a stable name; the cmdlets turn it into an error record.</summary>
/// <param name="errorId">One word per cause, never changed once released: <c>CertificateExpired</c>.</param>
/// <param name="message">The thing, the fact, the next step. Never a secret.</param>
/// <param name="recommendedAction">What the user can do; null takes it from the catalogue.</param>
/// <param name="innerException">What the platform threw; null when the check is ours.</param>
public abstract class SkatFtpsException(
    string errorId, string message, string? recommendedAction, Exception? innerException) : Exception(message, innerException)
{

    /// <summary>The cause in one word; scripts may match on it.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>What happened: the message without the next step.</summary>
    public string Fact => RecommendedAction is not null && Message.EndsWith(RecommendedAction, StringComparison.Ordinal)
        ? Message.Substring(0, Message.Length - RecommendedAction.Length).TrimEnd()
        : Message;

    /// <summary>The same again, later, may go well though nobody has done anything about it; of the id, from the catalogue.</summary>
    public bool PassesByItself { get; } = ErrorCatalogue.Find(errorId) is { PassesByItself: true };

    /// <summary>The next step, in the language of the UI culture.</summary>
    public string? RecommendedAction { get; } = recommendedAction ?? ErrorCatalogue.Advice(errorId);

    /// <summary>The fact and the next step in one: what was given, or what the catalogue says of the id.</summary>
    private protected static string Compose(string errorId, string fact, string? recommendedAction)
    {
        string? action = recommendedAction ?? ErrorCatalogue.Advice(errorId);

        // Names and words of servers, files and drivers are in it, and it is shown on terminals.
        fact = Printable.EscapeLines(fact);

        // A fact may end in the server's own words, which end as the server likes.
        string sentence = fact.Length > 0 && ".!?".IndexOf(fact[fact.Length - 1]) < 0 ? fact + "." : fact;
        return action is null ? sentence : sentence + " " + action;
    }
}
