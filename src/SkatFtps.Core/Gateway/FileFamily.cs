namespace SkatFtps;

/// <summary>What kind of file a service takes; it decides which checks <c>Test-SkatFile</c> makes.</summary>
public enum FileFamily
{
    /// <summary>A service that the guide does not list.</summary>
    Unknown,

    /// <summary>Records of one length (eKapital Classic).</summary>
    Classic,

    /// <summary>One ZIP a delivery, one XML file in it for each account (the Rente guide of eKapital).</summary>
    Zip,

    /// <summary>One XML document.</summary>
    Xml,

    /// <summary>No source says which of the two.</summary>
    XmlOrZip,
}
