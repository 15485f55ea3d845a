using System.Collections.Generic;

namespace SkatFtps;

/// <summary>One service of the gateway: a folder to send to, or the name under which files come.</summary>
public sealed class GatewayService
{
    internal GatewayService(
        string service,
        string? system,
        ServiceDirection direction,
        TransferType transferType,
        FileFamily family,
        string done,
        IReadOnlyList<StatusStep> doneSteps)
    {
        Service = service;
        System = system;
        Direction = direction;
        TransferType = transferType;
        Family = family;
        Done = done;
        DoneSteps = doneSteps;
    }

    private GatewayService(GatewayService other, string service, bool? authorised)
        : this(service, other.System, other.Direction, other.TransferType, other.Family, other.Done, other.DoneSteps)
    {
        GuideSpelling = other.GuideSpelling;
        Authorised = authorised;
    }

    /// <summary>The folder's name; as the gateway spells it where a session shows it.</summary>
    public string Service { get; }

    /// <summary>The system's heading in the guide; null for a folder that the guide does not list.</summary>
    public string? System { get; }

    /// <summary>True when the session shows the folder, false when it does not, null without a session.</summary>
    public bool? Authorised { get; }

    public ServiceDirection Direction { get; }

    public TransferType TransferType { get; }

    public FileFamily Family { get; }

    /// <summary>What has to come back before a filing is known to be through, in words.</summary>
    public string Done { get; }

    /// <summary>The statuses that must all have come.</summary>
    public IReadOnlyList<StatusStep> DoneSteps { get; }

    /// <summary>How the scanned guide spells the name, where that is taken for scanning noise; else null.</summary>
    public string? GuideSpelling { get; internal set; }

    public override string ToString() => Service;

    /// <param name="service">The folder's own spelling.</param>
    /// <param name="authorised">Null when nobody knows.</param>
    internal GatewayService Seen(string service, bool? authorised) => new(this, service, authorised);
}
