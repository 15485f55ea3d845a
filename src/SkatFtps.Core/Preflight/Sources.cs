namespace SkatFtps.Preflight;

/// <summary>Where the rules stand. Only what the guide or an official page states makes an error.</summary>
internal static class Sources
{
    public const string Guide = "Client guide, \"Error Codes\"";

    public const string Names = "Client guide, \"FTP Structure\": a name can be used once; this ledger";

    public const string Records = "info.skat.dk, eKapital record descriptions";

    public const string RecordLengths = "info.skat.dk, record descriptions by area; they vary between years";

    public const string Rente = "skat.dk, technical guide \"Rente\" (oid 2244952)";

    public const string RenteForOthers = "skat.dk, technical guide \"Rente\" (oid 2244952); inferred for this service";

    public const string Validation = "skat.dk, guide \"Rente\", validation (oid 2254265)";

    public const string Zip = "ZIP specification 6.3.4, which the guide \"Rente\" names";

    public const string Xml = "XML 1.0; that the service takes XML is inferred";

    public const string Ftp = "RFC 959; such a name cannot be sent";

    public const string EmptyFile = "An empty file would use up its name and file nothing";

    public const string OutNames = "Client guide, \"Status files\": the names in /out hold this one; the limit is inferred";

    public const string Inferred = "Inferred; no official source";
}
