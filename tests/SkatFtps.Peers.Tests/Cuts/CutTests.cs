using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace SkatFtps.Peers.Tests.Cuts;

/// <summary>
/// Connections are cut while files go and come, on a server that is not ours: with FIN and RST, towards one side and both, control and
/// data, in the handshake, in the middle and at the very end. SKATFTPS_CUTS and SKATFTPS_SEED make it longer and other. A box that ends the
/// data connection in order, and towards the server alone, cannot be told from here: what is reported then is counted apart, Sent or in
/// doubt, and is asserted of no more than that nothing is sent twice.
/// </summary>
public sealed class CutTests(ITestOutputHelper output)
{
    private const int Lanes = 4;

    // For each lane, so that its figure says something in a short run too.
    private const int HalfClosings = 3;

    private static readonly int Cuts = FromEnvironment("SKATFTPS_CUTS", 100);
    private static readonly int Seed = FromEnvironment("SKATFTPS_SEED", 20261125);

    private readonly ITestOutputHelper _output = output;

    [Fact]
    public async Task Whatever_is_cut_nothing_is_called_sent_that_was_not_and_nothing_is_sent_twice_lost_or_doubted_without_a_cut()
    {
        var figures = new CutFigures();
        int next = -1;

        async Task RunLaneAsync(int number)
        {
            // The last of them speaks TLS 1.3, where the server resumes no session.
            await using CutLane lane = await CutLane.StartAsync(number, tls13: number == Lanes - 1, figures);
            int cut;
            while ((cut = Interlocked.Increment(ref next)) < Cuts)
            {
                await lane.CutAsync(cut, Seed);
                figures.Count("cuts");
            }

            for (int box = 1; box <= HalfClosings; box++)
            {
                await lane.CutAsync(-((number * HalfClosings) + box), Seed);
            }

            await lane.EndAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(number => Task.Run(() => RunLaneAsync(number))));
        string summary = $"seed {Seed}\n{figures}";
        _output.WriteLine(summary);
        Assert.True(figures.Faults.Count == 0, $"{figures.Faults.Count} faults, {summary}\n{string.Join('\n', figures.Faults)}");
        Assert.Equal(Cuts, figures.Of("cuts"));
    }

    private static int FromEnvironment(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;
}
