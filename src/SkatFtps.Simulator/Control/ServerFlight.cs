using System;

namespace SkatFtps.Simulator.Control;

/// <summary>Tells from the server's first records of a handshake whether it resumes a session.</summary>
internal static class ServerFlight
{
    private const int RecordHeader = 5;
    private const int MessageHeader = 4;
    private const byte HandshakeRecord = 22;
    private const byte ServerHello = 2;
    private const byte Certificate = 11;
    private const int VersionAndRandom = 34;
    private const int SupportedVersions = 43;
    private const int PreSharedKey = 41;

    /// <summary>
    /// TLS 1.3: the ServerHello takes up a pre-shared key (RFC 8446, 4.2.11). TLS 1.2: no certificate follows it (RFC 5246, 7.3).
    /// </summary>
    internal static bool Resumes(ReadOnlySpan<byte> sent)
    {
        if (sent.Length < RecordHeader + MessageHeader || sent[0] != HandshakeRecord || sent[RecordHeader] != ServerHello)
        {
            return false;
        }

        int length = (sent[RecordHeader + 1] << 16) | (sent[RecordHeader + 2] << 8) | sent[RecordHeader + 3];
        int end = RecordHeader + MessageHeader + length;
        if (end > sent.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> hello = sent.Slice(RecordHeader + MessageHeader, length);
        if (HasExtension(hello, SupportedVersions))
        {
            return HasExtension(hello, PreSharedKey);
        }

        int recordEnd = RecordHeader + ((sent[3] << 8) | sent[4]);
        int next = end < recordEnd ? end : end + RecordHeader;
        // A change of cipher, or a new ticket before it, comes where the certificate would.
        bool handshakeNext = end < recordEnd || (end < sent.Length && sent[end] == HandshakeRecord);
        return next < sent.Length && !(handshakeNext && sent[next] == Certificate);
    }

    private static bool HasExtension(ReadOnlySpan<byte> hello, int wanted)
    {
        // session id, cipher suite, compression method, length of the extensions
        int at = VersionAndRandom + 1 + hello[VersionAndRandom] + 2 + 1 + 2;
        while (at + 4 <= hello.Length)
        {
            int type = (hello[at] << 8) | hello[at + 1];
            if (type == wanted)
            {
                return true;
            }

            at += 4 + ((hello[at + 2] << 8) | hello[at + 3]);
        }

        return false;
    }
}
