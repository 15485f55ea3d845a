namespace SkatFtps.Ftp.Tls;

/// <summary>
/// Whether the data connections of one session still resume its TLS session. One that breaks, in its handshake or later, makes the runtime
/// or the server forget the session (RFC 5246, 7.2.2); a server that insists on reuse would then refuse every later file, and only when its
/// STOR was written. So such a control connection ends, and the next login makes a session anew. Written once for every engine, and lives
/// as long as its logins.
/// </summary>
internal sealed class ResumptionWatch
{
    // A server that resumes only now and then would cost a login each time.
    private const int MostEnded = 2;

    private int _ended;
    private bool _endsInOrder;

    /// <summary>Some data connection of this session has resumed a TLS session, so the server and the runtime can.</summary>
    public bool HasResumed { get; private set; }

    /// <summary>Why the control connection is to end before another STOR, in words; null where it may go on.</summary>
    public string? EndsBecause { get; private set; }

    /// <summary>A login has made a TLS session anew.</summary>
    public void LoggedIn() => EndsBecause = null;

    /// <summary>The handshake of a data connection broke, or was broken off when the server had begun it.</summary>
    public void HandshakeFailed() =>
        EndsBecause = "The TLS handshake of a data connection broke, so that the next one might not resume the session; the next command"
            + " logs in anew.";

    /// <summary>A data connection broke, or was broken off, before both sides had ended it: no matter where none has resumed.</summary>
    public void Broke()
    {
        if (HasResumed)
        {
            EndsBecause ??= "A data connection broke before both sides had ended it, so that the next one might not resume the TLS"
                + " session; the next command logs in anew.";
        }
    }

    /// <summary>A data connection was read to its end.</summary>
    /// <param name="inOrder">With close_notify. Some servers never send one, and resume their sessions all the same.</param>
    public void ReadToEnd(bool inOrder)
    {
        _endsInOrder |= inOrder;
        if (!inOrder && _endsInOrder)
        {
            Broke();
        }
    }

    /// <summary>The handshake of a data connection succeeded.</summary>
    /// <param name="resumed">Whether it resumed a session; null where TLS 1.3 hides it.</param>
    public void Secured(bool? resumed)
    {
        HasResumed |= resumed == true;
        if (resumed == false && HasResumed && _ended < MostEnded)
        {
            _ended++;
            EndsBecause = "A data connection did not resume the TLS session as those before it did; the next command logs in anew.";
        }
    }
}
