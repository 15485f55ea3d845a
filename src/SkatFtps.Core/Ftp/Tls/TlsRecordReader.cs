namespace SkatFtps.Ftp.Tls;

/// <summary>
/// Follows one direction of a TLS connection by its record headers (RFC 5246, 6.2.1), which are never encrypted, and reads what
/// TLS 1.2 says in clear before ChangeCipherSpec: the handshake's message types and alerts.
/// </summary>
internal sealed class TlsRecordReader
{
    private const byte ChangeCipherSpec = 20;
    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte NewSessionTicket = 4;

    private readonly byte[] _header = new byte[5];
    private int _headerLength;
    private int _bodyLeft;
    private byte _type;
    private bool _encrypted;
    private int _alertBytes;
    private int _messageHeaderLength;
    private byte _messageType;
    private int _messageLength;
    private int _messageLeft;

    /// <summary>The type of the last record that began: 21 at the end of the stream is close_notify in TLS 1.2.</summary>
    public byte LastType { get; private set; }

    /// <summary>The stream stands between two records.</summary>
    public bool AtBoundary => _headerLength == 0 && _bodyLeft == 0;

    /// <summary>The description of a clear alert, or -1.</summary>
    public int ClearAlert { get; private set; } = -1;

    public bool SawServerHello { get; private set; }

    /// <summary>A Certificate message; its absence before ChangeCipherSpec means a resumed session.</summary>
    public bool SawCertificate { get; private set; }

    /// <summary>A Certificate message that held at least one certificate.</summary>
    public bool SawCertificateContent { get; private set; }

    public bool SawCertificateRequest { get; private set; }

    /// <summary>
    /// How long the server will resume the session by its ticket, in seconds (RFC 5077, 3.3); null when none was seen, 0 when it does not
    /// say.
    /// </summary>
    public long? TicketLifetime { get; private set; }

    public bool SawChangeCipherSpec => _encrypted;

    public bool SawAnything { get; private set; }

    public void Feed(byte[] buffer, int offset, int count)
    {
        int end = offset + count;
        SawAnything |= count > 0;
        while (offset < end)
        {
            if (_bodyLeft > 0)
            {
                int take = System.Math.Min(_bodyLeft, end - offset);
                if (!_encrypted)
                {
                    ReadClear(buffer, offset, take);
                }

                offset += take;
                _bodyLeft -= take;
                if (_bodyLeft == 0 && _type == ChangeCipherSpec)
                {
                    _encrypted = true;
                }

                continue;
            }

            _header[_headerLength++] = buffer[offset++];
            if (_headerLength == _header.Length)
            {
                _headerLength = 0;
                _type = LastType = _header[0];
                _bodyLeft = (_header[3] << 8) | _header[4];
                _alertBytes = 0;
            }
        }
    }

    private void ReadClear(byte[] buffer, int offset, int count)
    {
        for (int i = offset; i < offset + count; i++)
        {
            if (_type == Alert)
            {
                if (++_alertBytes == 2)
                {
                    ClearAlert = buffer[i];
                }
            }
            else if (_type == Handshake)
            {
                ReadHandshake(buffer[i]);
            }
        }
    }

    // One byte of type, three of length, then the message; messages may span records.
    private void ReadHandshake(byte b)
    {
        if (_messageLeft > 0)
        {
            if (_messageType == NewSessionTicket && _messageLength - _messageLeft < 4)
            {
                TicketLifetime = ((TicketLifetime ?? 0) << 8) | b;
            }

            _messageLeft--;
            return;
        }

        if (_messageHeaderLength++ == 0)
        {
            _messageType = b;
            _messageLength = 0;
            return;
        }

        _messageLength = (_messageLength << 8) | b;
        if (_messageHeaderLength < 4)
        {
            return;
        }

        _messageHeaderLength = 0;
        _messageLeft = _messageLength;
        SawServerHello |= _messageType == 2;
        SawCertificate |= _messageType == 11;
        SawCertificateContent |= _messageType == 11 && _messageLength > 3;
        SawCertificateRequest |= _messageType == 13;
    }
}
