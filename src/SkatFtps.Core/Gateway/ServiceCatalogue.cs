using System;
using System.Collections.Generic;
using System.Linq;

namespace SkatFtps.Gateway;

/// <summary>
/// The guide's services ("List of systems/services"), as data. The list is not closed: a folder that a session shows is a service
/// whether it stands here or not.
/// </summary>
public static class ServiceCatalogue
{
    private const string Classic = "eKapital (Classic)";

    private static readonly Dictionary<string, GatewayService> ByName = new(StringComparer.OrdinalIgnoreCase);

    // The guide's order. Its text was scanned; where a name is taken to be spelt otherwise, the scanned form stands behind it.
    private static readonly GatewayService[] Listed = new[]
    {
        Of("eKapital", FileFamily.Zip, "Status 3; its response says what was taken. Status 2 may take two days in peak periods.",
            Sent("FATCA"), Sent("CRS"), Sent("Udlaan"), Sent("Prioritetslaan"), Sent("Pensiondiverse"), Sent("Pantebreve"),
            Sent("Indlaan")),

        // Not among the services of the Rente guide, and no other source says whether it takes the XML or a ZIP of it.
        Of("eKapital", FileFamily.XmlOrZip, "Status 3; its response says what was taken.",
            Sent("CBC")),

        Of(Classic, FileFamily.Classic, "Status 1, 2 and 3; a second status 3 may follow. The first brings the error list, the second an"
            + " advice list.",
            Sent("AKFA"), Sent("AKSA"), Sent("ANPA"), Sent("ATP"), Sent("BHOL"), Sent("CPS"), Sent("FINK"), Sent("GI", "Gl"), Sent("IFPA"),
            Sent("IRTE"), Sent("OBLG"), Sent("PADE"), Sent("PANT"), Sent("SFS"), Sent("UDBY"), Sent("URTE"), Sent("KTR")),

        Of("PSRM", FileFamily.Xml, "Status 3; for debt claims its response is the receipt: MODTAGET, SAGSBEHANDL, UDFOERT or AFVIST.",
            Sent("INDBetalingsoplysningerTraekListeModtagService"),
            Sent("INDBetalingsaftalerTraekListeModtagService"),
            Fetched("INDBetalingsanmodningerTraekListeSendService"),
            Sent("INDIndbetalingsKortStatusListeModtagService"),
            Fetched("INDBetalingTilAfmeldingerTraekListeSendService"),
            Sent("INDIndbetalingOplysningListeModtagService"),
            Sent("INDKontoudtogOplysningListeModtagService", "INDKontoudtogOplysninglListeModtagService"),
            Sent("INDUdbetalingOplysningListeModtagService"),
            Sent("INDMFFordringIndberetService", "INDMFFordringlndberetService"),
            Fetched("INDMFKvitteringHentService"),
            Fetched("INDMFUnderretSamlingHentService"),
            Fetched("INDMFFordringTypeHentService"),
            Sent("INDMUdbetalingOplysningListeModtagService"),
            Sent("INDMKontoudtogOplysningListeModtagService")),

        Of("MiniMF (ICI)", FileFamily.Xml, "Status 3; for debt claims its response is the receipt: MODTAGET, SAGSBEHANDL, UDFOERT or"
            + " AFVIST.",
            Sent("MFFordringIndberet", "MFFordringindberet"),
            Fetched("MFFordringTypeHent"),
            Fetched("MFKvitteringHent"),
            Fetched("MFUnderretSamlingHent")),

        Of("DMI", FileFamily.Xml, "Status 3, whose response is DMI's own.",
            // Without DMI in front and Service behind, unlike all others; nothing shows that it is noise, so it stays.
            Fetched("BetalingsanmodningerTraekListeSend"),
            Sent("DMIBetalingsaftalerTraekListeModtagService", "DMiIBetalingsaftalerTraekListeModtagService"),
            Fetched("DMIBetalingsanmodningerTraekListeSendService"),
            Sent("DMIBetalingsoplysningerTraekListeModtagService"),
            Fetched("DMIBetalingTilAfmeldingerTraekListeSendService"),
            Sent("DMIIndbetalingOplysningListeModtagService", "DMlIndbetalingOplysningListeModtagService"),
            Sent("DMIKontoudtogOplysningListeModtagService"),
            Sent("DMIUdbetalingOplysningListeModtagService"),
            new Name("DMIValutaKurserOverførService", "DMIValutaKurserOverfgrService", ServiceDirection.Unknown)),

        Of("ICS", FileFamily.Xml, "Status 3, whose response is the customs system's own.",
            Sent("SummariskIndgangsangivelseOpdaterService", "SummariskindgangsangivelseOpdaterService"),
            Sent("SummariskIndgangsangivelseOpretService", "SummariskindgangsangivelseOpretService"),
            Sent("SummariskIndgangsangivelseSamlingOmdirigerService", "SummariskindgangsangivelseSamlingOmdirigerService")),

        Of("Manifest", FileFamily.Xml, "Status 3, whose response is the customs system's own; notifications may follow that answer no"
            + " upload.",
            Sent("Manifest.AfgangsdeklarationOpdater"),
            Sent("Manifest.AfgangsdeklarationOpret"),
            Sent("Manifest.AfgangsdeklarationSlet"),
            Sent("Manifest.AnkomstdeklarationOpdater"),
            Sent("Manifest.AnkomstdeklarationOpret"),
            Sent("Manifest.AnkomstdeklarationSlet"),
            Sent("Manifest.EksternAnkomstOgAfgangsindberetningOpret"),
            Sent("Manifest.MidlertidigOpbevaringOpdater"),
            Sent("Manifest.MidlertidigOpbevaringOpret"),
            Sent("Manifest.MidlertidigOpbevaringOpsplitOpret"),
            Sent("Manifest.MidlertidigOpbevaringSlet"),
            Fetched("Manifest.TolddokumentSamlingHent")),
    }.SelectMany(system => system).ToArray();

    // eKapital's guides speak of PERE's records, but the guide to the gateway does not list it.
    private static readonly GatewayService Pere = Of(
        null, FileFamily.Classic, "Status 1, 2 and 3; a second status 3 may follow.", Sent("PERE")).Single();

    static ServiceCatalogue()
    {
        foreach (GatewayService service in Listed)
        {
            ByName.Add(service.Service, service);
        }
    }

    /// <summary>The services of the guide, in its order.</summary>
    public static IReadOnlyList<GatewayService> Services => Listed;

    /// <summary>What is known of a service, by its name in any case; one that the guide does not list has no system.</summary>
    public static GatewayService Find(string service)
    {
        if (ByName.TryGetValue(service, out GatewayService? known))
        {
            return known;
        }

        return string.Equals(service, Pere.Service, StringComparison.OrdinalIgnoreCase)
            ? Pere
            : Of(null, FileFamily.Unknown, "Status 3, if the service answers.", new Name(service, null, ServiceDirection.Unknown)).Single();
    }

    /// <summary>The guide's services, and after them the folders that it does not list.</summary>
    /// <param name="folders">What a session shows; null when there is none, and nobody knows who may use what.</param>
    public static IReadOnlyList<GatewayService> Seen(IReadOnlyList<string>? folders)
    {
        if (folders is null)
        {
            return Listed;
        }

        var spelling = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string folder in folders)
        {
            spelling[folder] = folder;
        }

        IEnumerable<GatewayService> listed = Listed.Select(service =>
            spelling.TryGetValue(service.Service, out string? folder) ? service.Seen(folder, true) : service.Seen(service.Service, false));
        return listed.Concat(
            folders.Where(folder => !ByName.ContainsKey(folder)).Select(folder => Find(folder).Seen(folder, true))).ToArray();
    }

    /// <summary>Whether files for the service go as TYPE A.</summary>
    public static bool NeedsAscii(string service) => Find(service).TransferType == TransferType.Ascii;

    /// <summary>
    /// Whether the service may put a second answer into /out, perhaps under the first one's name: eKapital Classic's advice list.
    /// </summary>
    public static bool AnswersAgain(string service) => Find(service).Family == FileFamily.Classic;

    private static Name Sent(string name, string? scanned = null) => new(name, scanned, ServiceDirection.Sent);

    private static Name Fetched(string name) => new(name, null, ServiceDirection.Fetched);

    private static IEnumerable<GatewayService> Of(string? system, FileFamily family, string done, params Name[] names)
    {
        bool classic = family == FileFamily.Classic;
        IReadOnlyList<StatusStep> steps = classic
            ? new[] { StatusStep.Delivered, StatusStep.Accepted, StatusStep.Exposed }
            : new[] { StatusStep.Exposed };
        return names.Select(name => new GatewayService(
            name.Text, system, name.Direction, classic ? TransferType.Ascii : TransferType.Image, family,
            name.Direction == ServiceDirection.Fetched ? "Status 3 with the file in /out." : done, steps) { GuideSpelling = name.Scanned });
    }

    private readonly struct Name(string text, string? scanned, ServiceDirection direction)
    {
        public string Text { get; } = text;

        public string? Scanned { get; } = scanned;

        public ServiceDirection Direction { get; } = direction;
    }
}
