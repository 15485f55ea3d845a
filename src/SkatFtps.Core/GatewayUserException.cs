namespace SkatFtps;

/// <summary>A text that cannot be a gateway user name.</summary>
public sealed class GatewayUserException : SkatFtpsException
{
    public const string UserNameInvalid = "UserNameInvalid";

    internal GatewayUserException(string message, string recommendedAction)
        : base(UserNameInvalid, message + " " + recommendedAction, recommendedAction, null)
    {
    }
}
