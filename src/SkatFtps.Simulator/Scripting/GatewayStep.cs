namespace SkatFtps.Simulator.Scripting;

/// <summary>
/// The points at which a <see cref="GatewayScript"/> can step in. Every FTP verb is a step too, reached when the command has
/// been read and before anything is done about it.
/// </summary>
public static class GatewayStep
{
    /// <summary>A control connection was accepted; nothing is sent yet.</summary>
    public const string Accept = "Accept";

    /// <summary>In place of the 220 greeting.</summary>
    public const string Banner = "Banner";

    public const string AuthTls = "AUTH";

    /// <summary>After 234, before the server's certificate is chosen and the handshake begins.</summary>
    public const string ControlHandshake = "ControlHandshake";

    public const string User = "USER";

    public const string Pass = "PASS";

    public const string Feat = "FEAT";

    public const string Pbsz = "PBSZ";

    public const string Prot = "PROT";

    public const string Type = "TYPE";

    public const string Cwd = "CWD";

    public const string Pasv = "PASV";

    public const string Epsv = "EPSV";

    public const string List = "LIST";

    public const string Retr = "RETR";

    public const string Dele = "DELE";

    public const string Stor = "STOR";

    /// <summary>The transfer was announced; the data connection is not accepted yet.</summary>
    public const string DataAccept = "DataAccept";

    /// <summary>The data connection was accepted; its TLS handshake has not begun.</summary>
    public const string DataHandshake = "DataHandshake";

    /// <summary>A STOR that would be accepted; nothing is recorded yet and the name is still free.</summary>
    public const string StorBefore150 = "StorBefore150";

    /// <summary>150 was sent: from here on the name is used.</summary>
    public const string StorAfter150 = "StorAfter150";

    /// <summary>
    /// As soon as the bytes given by <see cref="ScriptStep.AfterBytes"/> were received; the MidData steps are reached only when
    /// something is scripted for them, be it nothing but AfterBytes.
    /// </summary>
    public const string StorMidData = "StorMidData";

    /// <summary>The whole file was received and recorded; 226 is not sent yet.</summary>
    public const string StorAfterLastByte = "StorAfterLastByte";

    /// <summary>226 was sent.</summary>
    public const string StorReplied = "StorReplied";

    /// <summary>As soon as the bytes given by <see cref="ScriptStep.AfterBytes"/> were sent by RETR.</summary>
    public const string RetrMidData = "RetrMidData";

    /// <summary>Everything was sent and the data connection closed; 226 is not sent yet.</summary>
    public const string RetrAfterLastByte = "RetrAfterLastByte";

    /// <summary>As soon as the bytes given by <see cref="ScriptStep.AfterBytes"/> were sent by LIST, NLST or MLSD.</summary>
    public const string ListMidData = "ListMidData";
}
