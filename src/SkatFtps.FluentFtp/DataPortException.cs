using System;
using SkatFtps.Ftp;

namespace SkatFtps.FluentFtp;

/// <summary>TCP to a data port failed; nothing was said to the server yet, so a fresh port is safe.</summary>
internal sealed class DataPortException(int port, FtpsException cause) : Exception(cause.Message, cause)
{
    public int Port { get; } = port;

    public FtpsException Cause { get; } = cause;
}
