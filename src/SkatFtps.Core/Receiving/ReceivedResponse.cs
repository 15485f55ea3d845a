namespace SkatFtps;

/// <summary>What became of one file of /out in a run that receives.</summary>
public sealed class ReceivedResponse
{
    /// <summary>Null when nothing was placed: the file was received before, or was not compared.</summary>
    public SkatResponse? Response { get; internal set; }

    /// <summary>It is no longer in /out, because its removal was asked for.</summary>
    public bool Removed { get; internal set; }

    /// <summary>Why the removal failed; null when it did not, or was not tried.</summary>
    public SkatFtpsException? NotRemoved { get; internal set; }
}
