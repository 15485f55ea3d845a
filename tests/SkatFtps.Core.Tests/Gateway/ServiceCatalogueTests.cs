using System.Collections.Generic;
using System.Linq;
using SkatFtps.Gateway;
using Xunit;

namespace SkatFtps.Core.Tests.Gateway;

public sealed class ServiceCatalogueTests
{
    [Fact]
    public void Every_system_has_as_many_services_as_the_guide_lists()
    {
        IEnumerable<(string?, int)> counted =
            ServiceCatalogue.Services.GroupBy(service => service.System).Select(system => (system.Key, system.Count()));

        Assert.Equal(
            [
                ("eKapital", 8),
                ("eKapital (Classic)", 17),
                ("PSRM", 14),
                ("MiniMF (ICI)", 4),
                ("DMI", 9),
                ("ICS", 3),
                ("Manifest", 12)], counted);
    }

    [Fact]
    public void No_name_is_there_twice_and_no_scanned_form_is_a_name()
    {
        string[] names = ServiceCatalogue.Services.Select(service => service.Service).ToArray();

        Assert.Equal(67, names.Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(
            ServiceCatalogue.Services, service => service.GuideSpelling is not null && names.Contains(service.GuideSpelling));
    }

    [Fact]
    public void Only_classic_goes_as_type_A()
    {
        Assert.All(
            ServiceCatalogue.Services,
            service => Assert.Equal(service.System == "eKapital (Classic)", service.TransferType == TransferType.Ascii));
        Assert.True(ServiceCatalogue.NeedsAscii("akfa"));
        Assert.False(ServiceCatalogue.NeedsAscii("FTPSGW.Heartbeat"));
    }

    [Fact]
    public void Classic_is_done_only_when_all_three_statuses_have_come()
    {
        Assert.Equal([StatusStep.Delivered, StatusStep.Accepted, StatusStep.Exposed], ServiceCatalogue.Find("OBLG").DoneSteps);
        Assert.Equal([StatusStep.Exposed], ServiceCatalogue.Find("Udlaan").DoneSteps);
    }

    [Theory]
    [InlineData("INDBetalingsanmodningerTraekListeSendService", ServiceDirection.Fetched)]
    [InlineData("MFKvitteringHent", ServiceDirection.Fetched)]
    [InlineData("INDMFFordringIndberetService", ServiceDirection.Sent)]
    [InlineData("DMIValutaKurserOverførService", ServiceDirection.Unknown)]
    [InlineData("No.Such.Service", ServiceDirection.Unknown)]
    public void The_direction_is_what_the_name_says(string service, ServiceDirection direction) =>
        Assert.Equal(direction, ServiceCatalogue.Find(service).Direction);

    [Fact]
    public void Without_a_session_nobody_knows_what_is_authorised() =>
        Assert.All(ServiceCatalogue.Seen(null), service => Assert.Null(service.Authorised));

    [Fact]
    public void With_a_session_its_folders_decide_and_their_spelling_counts()
    {
        IReadOnlyList<GatewayService> seen = ServiceCatalogue.Seen(["udlaan", "FTPSGW.Heartbeat"]);

        Assert.Equal(68, seen.Count);
        Assert.True(seen.Single(service => service.Service == "udlaan").Authorised);
        Assert.False(seen.Single(service => service.Service == "Indlaan").Authorised);
        GatewayService unlisted = seen[67];
        Assert.Equal(("FTPSGW.Heartbeat", null, true), (unlisted.Service, unlisted.System, unlisted.Authorised));
    }
}
