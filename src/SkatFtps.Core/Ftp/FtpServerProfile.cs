using System;
using System.Collections.Generic;

namespace SkatFtps.Ftp;

/// <summary>What a server told of itself at login.</summary>
internal sealed class FtpServerProfile(string greeting, IReadOnlyList<string> features, byte[] loginFolder)
{
    private readonly byte[] _loginFolder = loginFolder;

    public string Greeting { get; } = greeting;

    public IReadOnlyList<string> Features { get; } = features;

    /// <summary>Whether FEAT offered a command, whatever facts or options follow its name.</summary>
    public bool Offers(string verb)
    {
        foreach (string feature in Features)
        {
            if (feature.StartsWith(verb, StringComparison.OrdinalIgnoreCase)
                && (feature.Length == verb.Length || feature[verb.Length] == ' '))
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

    /// <summary>The lines of a reply to FEAT (RFC 2389, 3.2): a 211 of several lines, each feature indented by one blank.</summary>
    public static string[] FeaturesOf(FtpReply reply)
    {
        var features = new List<string>();
        for (int i = 1; i < reply.Lines.Count - 1; i++)
        {
            features.Add(reply.Lines[i].Trim());
        }

        return features.ToArray();
    }

    /// <summary>
    /// The path in a reply to PWD. Folders are addressed from the login directory; a server that knows no PWD has it at the root.
    /// </summary>
    public static byte[] LoginFolderOf(FtpReply reply)
    {
        byte[] line = reply.Code == 257 ? reply.RawLines[0] : new byte[0];
        int open = Array.IndexOf(line, (byte)'"');
        int close = Array.LastIndexOf(line, (byte)'"');
        if (open < 0 || close <= open + 1)
        {
            return new[] { (byte)'/' };
        }

        var path = new List<byte>();
        for (int i = open + 1; i < close; i++)
        {
            path.Add(line[i]);

            // RFC 959, appendix II: a quote inside the path is doubled.
            i += line[i] == '"' && line[i + 1] == '"' ? 1 : 0;
        }

        return path.ToArray();
    }
}
