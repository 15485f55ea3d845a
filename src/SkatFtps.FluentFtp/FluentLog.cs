using System;
using FluentFTP;
using SkatFtps.Ftp;
using SkatFtps.Text;

namespace SkatFtps.FluentFtp;

/// <summary>
/// FluentFTP's log as ours: commands and replies as lines of the dialogue, the rest as details. FluentFTP masks PASS itself; a server that
/// echoes the password is masked here. Its text is Latin-1, byte for byte, and is read as UTF-8 where it is that.
/// </summary>
internal sealed class FluentLog
{
    private const string CommandPrefix = "Command:  ";
    private const string ReplyPrefix = "Response: ";

    public IProtocolLog? Target { get; set; }

    /// <summary>While it is set, no line holds it.</summary>
    public string? Secret { get; set; }

    public void Write(FtpTraceLevel level, string message)
    {
        foreach (string line in message.Split('\n'))
        {
            string text = line.Trim('\r');
            if (text.StartsWith(CommandPrefix, StringComparison.Ordinal))
            {
                string command = text.Substring(CommandPrefix.Length);
                Write(ProtocolLogKind.Command, command.StartsWith("PASS ", StringComparison.Ordinal) ? "PASS ****" : command);
            }
            else if (text.StartsWith(ReplyPrefix, StringComparison.Ordinal))
            {
                Write(ProtocolLogKind.Reply, text.Substring(ReplyPrefix.Length));
            }
            else if (text.Length > 0)
            {
                Write(ProtocolLogKind.Tls, "FluentFTP: " + text);
            }
        }
    }

    public void Note(ProtocolLogKind kind, string text) => Target?.Write(kind, text);

    private void Write(ProtocolLogKind kind, string latin1)
    {
        if (Target is null)
        {
            return;
        }

        byte[] bytes = Encodings.Latin1.GetBytes(latin1);
        Target.Write(kind, Printable.Escape(FtpText.Decode(string.IsNullOrEmpty(Secret) ? bytes : SecretMask.Apply(bytes, Secret!))));
    }
}
