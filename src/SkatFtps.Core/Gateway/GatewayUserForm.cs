namespace SkatFtps.Gateway;

/// <summary>The spellings of a gateway user name.</summary>
public enum GatewayUserForm
{
    /// <summary><c>CVR_12345678_UI_uuid</c>: OCES3, the only one still issued.</summary>
    Oces3,

    /// <summary><c>CVR_12345678_UID_n</c>: an OCES2 company certificate's.</summary>
    LegacyUid,

    /// <summary><c>CVR_12345678_RID_n</c>: an OCES2 employee certificate's.</summary>
    LegacyRid,
}
