using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using SkatFtps.Cmdlets.Tests.Support;
using Xunit;

namespace SkatFtps.Cmdlets.Tests.Commands;

/// <summary>Start-SkatSimulator and Stop-SkatSimulator.</summary>
public sealed class SimulatorTests
{
    [Theory]
    [InlineData("$simulator | Connect-SkatGateway")]
    [InlineData("$parameters = $simulator.ConnectParameters; Connect-SkatGateway @parameters")]
    public void A_simulator_feeds_Connect_by_pipeline_and_by_splatting(string connect)
    {
        using Prompt prompt = new();
        string folder = Directory.CreateTempSubdirectory("skatftps-tests-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "ping.xml"), "<ping/>");
            prompt["folder"] = folder;

            IEnumerable<SubmissionStatus> statuses = prompt.Run(
                $"$simulator = Start-SkatSimulator; $null = {connect}; Send-SkatFile $folder/ping.xml FTPSGW.Heartbeat |"
                    + " Get-SkatStatus").Succeeded().All<SubmissionStatus>();

            Assert.Equal([1, 2, 3], statuses.Select(one => one.Code).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Its_services_its_port_and_its_folder_may_be_chosen()
    {
        using Prompt prompt = new();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("skatftps-tests-");
        try
        {
            prompt["port"] = RawListener.ClosedPort();
            prompt["folder"] = Path.Combine(folder.FullName, "gateway");

            SkatSimulator simulator = prompt.Run(
                "Start-SkatSimulator Udlaan, FATCA -Port $port -Directory $folder").Succeeded().Only<SkatSimulator>();

            Assert.Equal(prompt["port"], simulator.Port);
            Assert.Equal(["FATCA", "Udlaan"], simulator.Services.Order());
            Assert.Equal(prompt["folder"], simulator.Directory);
            Assert.True(File.Exists(simulator.CertificatePath));
            prompt.Run("Stop-SkatSimulator").Succeeded();
            // A folder that the user named is the user's.
            Assert.True(File.Exists(simulator.CertificatePath));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Statuses_come_only_after_their_delay()
    {
        using Prompt prompt = new();

        ScriptRun run = prompt.Run(
            "$simulator = Start-SkatSimulator -StatusDelaySeconds 3600; $null = $simulator | Connect-SkatGateway; " +
            "Send-SkatFile $PSHOME/System.Management.Automation.dll FTPSGW.Heartbeat; Get-SkatStatus");

        Assert.IsType<Submission>(run.Succeeded().Output.Single().BaseObject);
    }

    [Fact]
    public void Stop_ends_it_removes_its_temporary_folder_and_says_what_it_stopped()
    {
        using Prompt prompt = new();

        SkatSimulator simulator = prompt.Run(
            "$simulator = Start-SkatSimulator; $simulator | Stop-SkatSimulator -PassThru").Succeeded().Only<SkatSimulator>();

        Assert.False(simulator.IsRunning);
        Assert.False(Directory.Exists(simulator.Directory));
        Assert.Throws<SocketException>(() => Connect(simulator.Port));
        prompt.Run("$simulator | Stop-SkatSimulator").Succeeded();
    }

    [Fact]
    public void Stop_without_a_name_stops_those_of_this_runspace_and_no_other()
    {
        using Prompt mine = new();
        using Prompt other = new();
        other.Run("$simulator = Start-SkatSimulator").Succeeded();
        mine.Run("$first = Start-SkatSimulator; $second = Start-SkatSimulator").Succeeded();

        Assert.Equal([true, true], mine.Run("Stop-SkatSimulator -WhatIf; $first.IsRunning, $second.IsRunning").Succeeded().All<bool>());
        mine.Run("Stop-SkatSimulator").Succeeded();

        Assert.Equal([false, false], mine.Run("$first.IsRunning, $second.IsRunning").All<bool>());
        Assert.True(other.Run("$simulator.IsRunning").Only<bool>());
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_of_its_own()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        using Prompt prompt = new();
        prompt["port"] = ((IPEndPoint)taken.LocalEndpoint).Port;

        Assert.Equal("SimulatorFailed", prompt.Run("Start-SkatSimulator -Port $port").ErrorIds.Single());
    }

    private static void Connect(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
    }
}
