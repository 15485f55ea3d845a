using System;

namespace SkatFtps;

/// <summary>A failure whose cause has a stable name; the cmdlets turn it into an error record.</summary>
public abstract class SkatFtpsException : Exception
{
    /// <param name="errorId">One word per cause, never changed once released: <c>CertificateExpired</c>.</param>
    /// <param name="message">The thing, the fact, the next step. Never a secret.</param>
    /// <param name="recommendedAction">What the user can do; null when nothing is known to help.</param>
    /// <param name="innerException">What the platform threw; null when the check is ours.</param>
    protected SkatFtpsException(string errorId, string message, string? recommendedAction, Exception? innerException)
        : base(message, innerException)
    {
        ErrorId = errorId;
        RecommendedAction = recommendedAction;
    }

    /// <summary>The cause in one word; scripts may match on it.</summary>
    public string ErrorId { get; }

    public string? RecommendedAction { get; }

    /// <summary>The message without the next step it ends with.</summary>
    internal string Fact => RecommendedAction is { Length: > 0 } action && Message.EndsWith(action, StringComparison.Ordinal)
        ? Message.Substring(0, Message.Length - action.Length).TrimEnd()
        : Message;
}
