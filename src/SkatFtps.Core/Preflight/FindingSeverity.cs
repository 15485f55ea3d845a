namespace SkatFtps;

/// <summary>What a finding means for a send.</summary>
public enum FindingSeverity
{
    /// <summary>Told, and sent all the same: the rule is likely but no official source states it.</summary>
    Warning,

    /// <summary>Stops the send: a rule of the guide, or one that an official page states.</summary>
    Error,
}
