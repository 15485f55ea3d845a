using System.Text.RegularExpressions;
using SkatFtps.Errors;

namespace SkatFtps.Gateway;

/// <summary>A gateway user name taken apart (guide, "Client Connection").</summary>
public sealed class GatewayUser
{
    // \z, not $: that would let a line end pass.
    private static readonly Regex Pattern = new(
        @"^CVR_(?<cvr>[0-9]{8})_(?:UI_(?<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(?<kind>[UR])ID_[0-9]+)\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private GatewayUser(string name, Match match)
    {
        Name = name;
        Cvr = match.Groups["cvr"].Value;
        Uuid = match.Groups["uuid"].Success ? match.Groups["uuid"].Value : null;
        Form = match.Groups["kind"].Value switch
        {
            "U" or "u" => GatewayUserForm.LegacyUid,
            "R" or "r" => GatewayUserForm.LegacyRid,
            _ => GatewayUserForm.Oces3,
        };
    }

    /// <summary>As given, without blanks around it. Its case is kept: whether the gateway minds it is not known.</summary>
    public string Name { get; }

    /// <summary>Eight digits.</summary>
    public string Cvr { get; }

    /// <summary>Null for the legacy forms.</summary>
    public string? Uuid { get; }

    /// <summary>Of a legacy form the certificates no longer log on, and its /out is not that of the new name.</summary>
    public GatewayUserForm Form { get; }

    /// <summary>Takes a user name apart; the result is null when false is returned.</summary>
    public static bool TryParse(string? text, out GatewayUser? user)
    {
        string name = text?.Trim() ?? string.Empty;
        Match match = Pattern.Match(name);
        user = match.Success ? new GatewayUser(name, match) : null;
        return match.Success;
    }

    /// <exception cref="GatewayUserException">No user name; the message says how one is built.</exception>
    public static GatewayUser Parse(string text)
    {
        if (TryParse(text, out GatewayUser? user))
        {
            return user!;
        }

        // The guide's PDF copies UI with a lower-case L.
        string corrected = text.Trim().Replace("_Ul_", "_UI_").Replace("_ul_", "_UI_");
        throw new GatewayUserException(
            $"'{text}' is no gateway user name.",
            TryParse(corrected, out _)
                ? ErrorCatalogue.AdviceFor(GatewayUserException.UserNameInvalid, "CapitalI", ("name", corrected))
                : null);
    }

    public override string ToString() => Name;
}
