using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Diagnosis;

public sealed class FaultTableTests(ModuleRunspace module) : IClassFixture<ModuleRunspace>
{
    public static TheoryData<string> Ids => [.. FaultTable.All.Select(fault => fault.Id)];

    [Fact]
    public void No_two_causes_share_an_id() =>
        Assert.Equal(FaultTable.All.Length, FaultTable.All.Select(fault => fault.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Connect_names_the_cause_and_Test_the_stage(string id)
    {
        Fault fault = FaultTable.All.Single(one => one.Id == id);
        await using Arrangement arrangement = new();
        await fault.Arrange(arrangement);
        Hashtable parameters = arrangement.Complete();

        Assert.Equal([id], module.Run("Connect-SkatGateway", parameters).ErrorIds);

        (IReadOnlyList<System.Management.Automation.PSObject> output, IReadOnlyList<string> errorIds, IReadOnlyList<string> warnings) =
            module.Run("Test-SkatGateway", parameters);
        if (fault.Stage is null)
        {
            Assert.Equal([id], errorIds);
            return;
        }

        Assert.Empty(errorIds);
        GatewayCheck[] checks = output.Select(one => (GatewayCheck)one.BaseObject).ToArray();
        GatewayCheck failed = checks.First(check => check.Result == GatewayCheckResult.Failed);
        Assert.Equal((fault.Stage.Value, id), (failed.Stage, failed.ErrorId!));
        Assert.NotEmpty(failed.Advice!);
        Assert.Contains(
            warnings,
            warning => warning.StartsWith(
                fault.Stage + " failed: ",
                System.StringComparison.Ordinal) && warning.EndsWith(failed.Advice!, System.StringComparison.Ordinal));
        Assert.Equal(16, checks.Select(check => check.Stage).Distinct().Count());
        Assert.DoesNotContain(arrangement.Gateway.Commands, command => command.Verb is "STOR" or "DELE");
    }

    [Fact]
    public async Task Nothing_fails_where_nothing_is_wrong()
    {
        await using Arrangement arrangement = new();
        IReadOnlyList<System.Management.Automation.PSObject> output = module.Run("Test-SkatGateway", arrangement.Complete()).Output;
        Assert.DoesNotContain(output, one => ((GatewayCheck)one.BaseObject).Result >= GatewayCheckResult.Warning);
    }
}
