using System;
using System.Collections.Generic;

namespace SkatFtps.Ftp;

/// <summary>What a server told of itself at login.</summary>
internal sealed class FtpServerProfile
{
    private readonly byte[] _loginFolder;

    public FtpServerProfile(string greeting, IReadOnlyList<string> features, byte[] loginFolder)
    {
        Greeting = greeting;
        Features = features;
        _loginFolder = loginFolder;
    }

    public string Greeting { get; }

    public IReadOnlyList<string> Features { get; }

    /// <summary>Whether FEAT offered a command, whatever facts or options follow its name.</summary>
    public bool Offers(string verb)
    {
        foreach (string feature in Features)
        {
            if (feature.StartsWith(verb, StringComparison.OrdinalIgnoreCase) && (feature.Length == verb.Length || feature[verb.Length] == ' '))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The whole path of a folder in the login directory, or of that directory itself (null).</summary>
    public FtpName PathOf(FtpName? folder)
    {
        if (folder is null)
        {
            return FtpName.FromBytes(_loginFolder);
        }

        bool slash = _loginFolder[_loginFolder.Length - 1] == '/';
        var path = new byte[_loginFolder.Length + (slash ? 0 : 1) + folder.Bytes.Length];
        _loginFolder.CopyTo(path, 0);
        path[_loginFolder.Length - (slash ? 1 : 0)] = (byte)'/';
        folder.Bytes.CopyTo(path, path.Length - folder.Bytes.Length);
        return FtpName.FromBytes(path);
    }
}
