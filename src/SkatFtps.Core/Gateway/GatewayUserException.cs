namespace SkatFtps;

/// <summary>A text that cannot be a gateway user name.</summary>
public sealed class GatewayUserException : SkatFtpsException
{
    public const string UserNameInvalid = "UserNameInvalid";

    internal GatewayUserException(string fact, string? recommendedAction)
        : base(UserNameInvalid, Compose(UserNameInvalid, fact, recommendedAction), recommendedAction, null)
    {
    }
}
