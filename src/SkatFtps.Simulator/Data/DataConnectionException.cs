using System;

namespace SkatFtps.Simulator.Data;

/// <summary>A data connection was not made. A code of 0 means that the reply was sent, or that nobody is left to read it.</summary>
internal sealed class DataConnectionException(int code, string message, Exception? inner) : Exception(message, inner)
{
    internal int Code { get; } = code;
}
