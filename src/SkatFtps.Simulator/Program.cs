using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Tasks;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator;

internal static class Program
{
    private const int BadArguments = 2;
    private const int CannotStart = 1;

    private static async Task<int> Main(string[] args)
    {
        ProgramArguments arguments;
        try
        {
            arguments = ProgramArguments.Parse(args);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return BadArguments;
        }

        if (arguments.ShowHelp)
        {
            Console.WriteLine(ProgramArguments.Help);
            return 0;
        }

        try
        {
            await RunAsync(arguments).ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"The gateway cannot start: {e.Message}").ConfigureAwait(false);
            return CannotStart;
        }
    }

    private static async Task RunAsync(ProgramArguments arguments)
    {
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        await using SimulatedGateway gateway = SimulatedGateway.Start(arguments.Options);
        for (int i = 1; i < arguments.UserCount; i++)
        {
            gateway.AddAccount(new OcesCertificateBuilder().Build(), arguments.Options.Services.ToArray());
        }

        Console.WriteLine(Describe(gateway));
        await stopped.Task.ConfigureAwait(false);
    }

    // The passwords are made for this rehearsal and are no secret: whoever started it needs them.
    private static string Describe(SimulatedGateway gateway)
    {
        GatewayAccount first = gateway.Account;
        return JsonSerializer.Serialize(new
        {
            host = gateway.Host,
            port = gateway.Port,
            userName = first.UserName,
            password = first.Password,
            certificatePath = first.CertificatePath,
            certificatePassword = first.CertificatePassword,
            trustedRootPath = gateway.TrustedRootPath,
            clientCertificatePem = first.ClientCertificatePem,
            clientKeyPem = first.ClientKeyPem,
            clientChainPem = first.ClientChainPem,
            services = first.Services,
            directory = gateway.Directory,
            users = gateway.Accounts.Select(account => new
            {
                userName = account.UserName,
                password = account.Password,
                certificatePath = account.CertificatePath,
                certificatePassword = account.CertificatePassword,
                clientCertificatePem = account.ClientCertificatePem,
                clientKeyPem = account.ClientKeyPem,
            }),
        });
    }
}
