using System.Globalization;
using SkatFtps.Ftp;

namespace SkatFtps.Session;

/// <summary>Says of each line of a dialogue which of several sessions it belongs to.</summary>
/// <param name="log">Receives the lines.</param>
/// <param name="number">The session's, from 2.</param>
internal sealed class NumberedLog(IProtocolLog log, int number) : IProtocolLog
{
    private readonly IProtocolLog _log = log;
    private readonly string _sign = "#" + number.ToString(CultureInfo.InvariantCulture) + " ";

    public void Write(ProtocolLogKind kind, string text) => _log.Write(kind, kind == ProtocolLogKind.Warning ? text : _sign + text);
}
