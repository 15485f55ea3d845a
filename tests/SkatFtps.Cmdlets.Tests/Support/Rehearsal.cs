using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Net;
using System.Net.NetworkInformation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Folders;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A simulated gateway, a prompt, and a folder for files; <c>$connect</c> holds what Connect-SkatGateway needs.</summary>
internal sealed class Rehearsal : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skatftps-tests-");

    private Rehearsal(SimulatorOptions options, PSHost? host)
    {
        // One each: the runtime keeps TLS sessions by host name and certificate, and all gateways here have the same name.
        options.Certificate ??= new OcesCertificateBuilder { EcdsaKey = true }.Build();
        Gateway = SimulatedGateway.Start(options);
        Prompt = new Prompt(host);
        Prompt["connect"] = ConnectParameters;
        Prompt["folder"] = Folder;

        // What is in the files is not what these tests are about.
        Prompt["PSDefaultParameterValues"] = new DefaultParameterDictionary(new Hashtable { ["Send-SkatFile:SkipPreflight"] = true });
    }

    public SimulatedGateway Gateway { get; }

    public GatewayScript Script => Gateway.Script;

    public GatewayAccount Account => Gateway.Account;

    public Prompt Prompt { get; }

    public string Folder => _folder.FullName;

    public Hashtable ConnectParameters => new()
    {
        ["HostName"] = Gateway.Host,
        ["Port"] = Gateway.Port,
        ["UserName"] = Account.UserName,
        ["Password"] = Secure(Account.Password),
        ["CertificatePath"] = Account.CertificatePath,
        ["CertificatePassword"] = Secure(Account.CertificatePassword),
        ["TrustedRootPath"] = Gateway.TrustedRootPath,
        ["NoLedger"] = true,
    };

    public static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    /// <summary>Started, not connected.</summary>
    public static Rehearsal Start(Action<SimulatorOptions>? change = null, PSHost? host = null)
    {
        SimulatorOptions options = new();
        change?.Invoke(options);
        return new Rehearsal(options, host);
    }

    /// <summary>Started and connected; <c>$session</c> holds the session.</summary>
    public static Rehearsal Connected(Action<SimulatorOptions>? change = null, PSHost? host = null)
    {
        Rehearsal rehearsal = Start(change, host);
        rehearsal.Run("$session = Connect-SkatGateway @connect").Succeeded();
        return rehearsal;
    }

    public ScriptRun Run(string script) => Prompt.Run(script);

    /// <summary>Writes a file into the folder and returns its path.</summary>
    public string Write(string name, string content = "<ping/>")
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Puts a file into /out.</summary>
    public void Expose(string name, byte[] content) =>
        Account.Outbox.Put(new OutboxFile(name, content, DateTimeOffset.UtcNow.AddMinutes(-1)));

    public void Expose(string name, string content) => Expose(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Puts a status file as in the guide into /out.</summary>
    public void ExposeStatus(string service, string id, int code, string? responsePath = null) =>
        Expose($"status_{service}_{id}_{code}.xml", StatusXml(service, id, responsePath));

    public static string StatusXml(string service, string id, string? responsePath = null) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><status><file><filename>/CVR_19552101/UI_1/{service}/{id}</filename>" +
        $"<FTPTransaktionsId>{id}</FTPTransaktionsId><SKATTransactionId>ci1_1_1</SKATTransactionId><timestamp>20201210143017</timestamp>" +
        $"<status.code>File exposed</status.code><service>{service}</service>" +
        (responsePath is null ? string.Empty : $"<response><filename>{responsePath}</filename></response>") + "</file></status>";

    /// <summary>Completes when a session of the gateway reaches the step.</summary>
    public Task Reaches(string step)
    {
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Script.OnStep = (one, _) =>
        {
            if (one.Step.Equals(step, StringComparison.OrdinalIgnoreCase)) { reached.TrySetResult(); }
            return Task.CompletedTask;
        };
        return reached.Task;
    }

    /// <summary>Returns when the gateway has hung up on every client.</summary>
    public void WaitUntilHungUp() => Xunit.Assert.True(SpinWait.SpinUntil(
        () => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .All(one => one.RemoteEndPoint.Port != Gateway.Port || one.State != TcpState.Established),
        TimeSpan.FromSeconds(30)));

    public int CountOf(string verb) => Gateway.Commands.Count(command => command.Verb == verb);

    /// <summary>Listings of /out; each login lists the folders once.</summary>
    public int Looks => CountOf("LIST") + CountOf("MLSD") - Gateway.ConnectionCount;

    public async ValueTask DisposeAsync()
    {
        Prompt.Dispose();
        await Gateway.DisposeAsync().ConfigureAwait(false);
        _folder.Delete(recursive: true);
    }
}
