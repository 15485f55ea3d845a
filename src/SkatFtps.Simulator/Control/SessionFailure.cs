using System;

namespace SkatFtps.Simulator.Control;

/// <summary>Why a session ended without QUIT: the peer went away, a handshake failed, or the simulator itself did.</summary>
public sealed record SessionFailure(int Session, Exception Exception);
