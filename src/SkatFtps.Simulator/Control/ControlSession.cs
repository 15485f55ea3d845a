using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using SkatFtps.Simulator.Commands;
using SkatFtps.Simulator.Data;
using SkatFtps.Simulator.Options;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Simulator.Control;

/// <summary>One control connection: what it has agreed on, and the loop that reads its commands.</summary>
internal sealed class ControlSession : IAsyncDisposable
{
    private readonly StepRunner _steps;
    private Task<string?>? _reading;

    internal ControlSession(SimulatedGateway gateway, Socket socket, int number)
    {
        Gateway = gateway;
        Number = number;
        Channel = new ControlChannel(socket, gateway.Encoding);
        Transfers = new DataTransfers(this);
        _steps = new StepRunner(this);
    }

    internal SimulatedGateway Gateway { get; }

    internal SimulatorOptions Options => Gateway.Options;

    internal int Number { get; }

    internal ControlChannel Channel { get; }

    internal DataTransfers Transfers { get; }

    /// <summary>What USER named, or null.</summary>
    internal string? UserName { get; set; }

    /// <summary>Null until PASS was right.</summary>
    internal GatewayAccount? Account { get; set; }

    /// <summary>The folders as they were at login.</summary>
    internal IReadOnlyList<string> Services { get; set; } = [];

    internal VirtualPath WorkingDirectory { get; set; } = VirtualPath.Root;

    internal char Type { get; set; } = 'A';

    internal bool ProtectionBufferSizeSet { get; set; }

    internal bool DataProtected { get; set; }

    /// <summary>After EPSV ALL no other way to a data connection is allowed (RFC 2428, 4).</summary>
    internal bool EpsvOnly { get; set; }

    /// <summary>What the script wants of the next TLS handshake.</summary>
    internal HandshakeFault NextHandshake { get; set; } = new();

    /// <summary>Bytes that the script wants sent in the clear behind 234.</summary>
    internal byte[] Injected { get; set; } = [];

    /// <summary>The script wants the next passive port to be one on which nobody listens.</summary>
    internal bool NextPortDead { get; set; }

    /// <summary>Set when this session shall read no more commands.</summary>
    internal bool Ended { get; set; }

    internal async Task RunAsync(CancellationToken stop)
    {
        if (await AtAsync(GatewayStep.Accept, "", stop).ConfigureAwait(false) == StepOutcome.Ended)
        {
            return;
        }

        switch (await AtAsync(GatewayStep.Banner, "", stop).ConfigureAwait(false))
        {
            case StepOutcome.Ended:
                return;
            case StepOutcome.Proceed:
                await ReplyAsync(220, "FTPS gateway for rehearsals ready", stop).ConfigureAwait(false);
                break;
        }

        while (!Ended)
        {
            Task<string?> reading = _reading ?? Channel.ReadLineAsync(stop);
            _reading = null;
            string? line = await reading.ConfigureAwait(false);
            if (line is null)
            {
                throw new EndOfStreamException("The client closed the control connection without QUIT.");
            }

            await ObeyAsync(line, stop).ConfigureAwait(false);
        }
    }

    internal Task ReplyAsync(int code, string text, CancellationToken stop) => Channel.ReplyAsync(code, text, stop);

    /// <summary>Counts a step, calls the hook and does what is scripted.</summary>
    internal Task<StepOutcome> AtAsync(string step, string argument, CancellationToken stop) => _steps.AtAsync(step, argument, stop);

    /// <summary>Does what was found for a step before; see <see cref="GatewayScript.Take"/>.</summary>
    internal Task<StepOutcome> PerformAsync(string step, int occurrence, ScriptStep? script, string argument, CancellationToken stop) =>
        _steps.PerformAsync(step, occurrence, script, argument, stop);

    internal bool MayUse(string service)
    {
        foreach (string one in Services)
        {
            if (one == service)
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        await Transfers.DisposeAsync().ConfigureAwait(false);
        await Channel.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ObeyAsync(string line, CancellationToken stop)
    {
        CommandLine command = CommandLine.Parse(line);
        Gateway.Record(new RecordedCommand(Number, UserName, command.Masked));
        if (await AtAsync(command.Verb, command.MaskedArgument, stop).ConfigureAwait(false) != StepOutcome.Proceed)
        {
            return;
        }

        IFtpCommand? known = CommandTable.Find(command.Verb);
        (int Code, string Text)? refusal = known is null ? (500, $"{command.Verb} not understood") : CommandTable.Refusal(this, known);
        if (refusal is not null)
        {
            await ReplyAsync(refusal.Value.Code, refusal.Value.Text, stop).ConfigureAwait(false);
        }
        else if (known!.Transfers)
        {
            await TransferAsync(known, command.Argument, stop).ConfigureAwait(false);
        }
        else
        {
            await known.ExecuteAsync(this, command.Argument, stop).ConfigureAwait(false);
        }
    }

    // A transfer has the session to itself: ABOR ends it, anything else is told to wait.
    private async Task TransferAsync(IFtpCommand command, string argument, CancellationToken stop)
    {
        Transfers.Begin(stop);
        Task transfer = command.ExecuteAsync(this, argument, Transfers.Stop);
        while (!transfer.IsCompleted)
        {
            _reading ??= ReadAheadAsync(stop);
            await Task.WhenAny(transfer, _reading).ConfigureAwait(false);

            // Once the last reply is on its way the next line is an ordinary command, even if the transfer's task still runs.
            if (transfer.IsCompleted || !Transfers.InProgress)
            {
                break;
            }

            string? line = await _reading.ConfigureAwait(false);
            if (line is null)
            {
                Transfers.ControlLost();
                break;
            }

            _reading = null;
            await InterruptAsync(CommandLine.Parse(line), transfer, stop).ConfigureAwait(false);
        }

        await transfer.ConfigureAwait(false);
    }

    private async Task InterruptAsync(CommandLine command, Task transfer, CancellationToken stop)
    {
        Gateway.Record(new RecordedCommand(Number, UserName, command.Masked));
        if (command.Verb != "ABOR")
        {
            await ReplyAsync(450, "Data transfer in progress", stop).ConfigureAwait(false);
            return;
        }

        await Transfers.AbortAsync().ConfigureAwait(false);
        await transfer.ConfigureAwait(false);
        await ReplyAsync(226, "Abort successful", stop).ConfigureAwait(false);
    }

    // A control connection that breaks during a transfer is the same as one that is closed.
    private async Task<string?> ReadAheadAsync(CancellationToken stop)
    {
        try
        {
            return await Channel.ReadLineAsync(stop).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }
}
