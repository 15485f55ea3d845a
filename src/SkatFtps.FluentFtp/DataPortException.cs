using System;
using SkatFtps.Ftp;

namespace SkatFtps.FluentFtp;

/// <summary>TCP to a data port failed; nothing was said to the server yet, so a fresh port is safe.</summary>
internal sealed class DataPortException : Exception
{
    public DataPortException(int port, FtpsException cause)
        : base(cause.Message, cause)
    {
        Port = port;
        Cause = cause;
    }

    public int Port { get; }

    public FtpsException Cause { get; }
}
