namespace SkatFtps;

/// <summary>Whose it is to mend.</summary>
public enum ErrorOwner
{
    /// <summary>This side's: what was asked, this machine, its network, certificate and password.</summary>
    Client,

    /// <summary>The sender's: whoever makes the file's name and content.</summary>
    Sender,

    /// <summary>The gateway's, or a backend's behind it.</summary>
    Gateway,
}
