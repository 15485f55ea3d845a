using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Peers.Tests.Cuts;

/// <summary>
/// Stands between a client on 127.0.0.1 and a server on another loopback address, as a middle box does: on a control port of its own and on
/// the server's data ports. Passes everything on, and cuts one connection when it is told to.
/// </summary>
public sealed class CuttingRelay : IAsyncDisposable
{
    private const int DataPorts = 40;
    private const int FirstPort = 15_000;
    private const int LastPort = 31_000;

    private readonly List<TcpListener> _listeners = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _serving = [];
    private readonly List<RelayedConnection> _open = [];
    private readonly Lock _lock = new();
    private readonly IPAddress _server;
    private Cut? _armed;
    private int _skip;

    /// <param name="server">The server's address; its data ports are free on ours too.</param>
    public CuttingRelay(IPAddress server)
    {
        _server = server;
        FirstDataPort = ListenOnFreeRange();
        var control = new TcpListener(IPAddress.Loopback, 0);
        control.Start();
        _listeners.Add(control);
        Port = ((IPEndPoint)control.LocalEndpoint).Port;
    }

    /// <summary>For control connections.</summary>
    public int Port { get; }

    public int FirstDataPort { get; }

    public int LastDataPort => FirstDataPort + DataPorts - 1;

    /// <summary>The last control connection.</summary>
    public RelayedConnection? Control { get; private set; }

    /// <summary>The last data connection.</summary>
    public RelayedConnection? Data { get; private set; }

    public void Serve(int controlPort)
    {
        foreach (TcpListener listener in _listeners)
        {
            int port = ((IPEndPoint)listener.LocalEndpoint).Port;
            _serving.Add(port == Port ? ServeAsync(listener, controlPort, isControl: true) : ServeAsync(listener, port, isControl: false));
        }
    }

    public void Arm(Cut cut)
    {
        lock (_lock)
        {
            if (cut.Channel is CutChannel.Control)
            {
                Control!.Arm(cut);
            }
            else
            {
                _armed = cut;
                _skip = cut.Skip;
            }
        }
    }

    /// <summary>Nothing more is cut; what a cut has left open is closed.</summary>
    /// <returns>Whether the cut was made.</returns>
    public bool Disarm()
    {
        lock (_lock)
        {
            _armed = null;
            return _open.RemoveAll(connection => connection.Disarm()) > 0;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        lock (_lock)
        {
            _open.ForEach(connection => connection.Close());
        }

        await Task.WhenAll(_serving);
        _listeners.ForEach(listener => listener.Stop());
        _stop.Dispose();
    }

    private async Task ServeAsync(TcpListener listener, int port, bool isControl)
    {
        List<Task> running = [];
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync(_stop.Token);
                var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await server.ConnectAsync(new IPEndPoint(_server, port), _stop.Token);
                }
                catch (SocketException)
                {
                    client.Dispose();
                    continue;
                }

                client.NoDelay = server.NoDelay = true;
                running.RemoveAll(task => task.IsCompleted);
                running.Add(RunAsync(new RelayedConnection(client, server), isControl));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(RelayedConnection connection, bool isControl)
    {
        lock (_lock)
        {
            _open.Add(connection);
            (Control, Data) = isControl ? (connection, Data) : (Control, connection);
            if (_armed is not null && _armed.Channel == (isControl ? CutChannel.Login : CutChannel.Data) && _skip-- == 0)
            {
                connection.Arm(_armed);
                _armed = null;
            }
        }

        await connection.RunAsync();
        lock (_lock)
        {
            if (!connection.IsCut)
            {
                _open.Remove(connection);
            }
        }
    }

    private int ListenOnFreeRange()
    {
        for (int tries = 0; tries < 1000; tries++)
        {
            int first = Random.Shared.Next(FirstPort, LastPort);
            try
            {
                for (int port = first; port < first + DataPorts; port++)
                {
                    var listener = new TcpListener(IPAddress.Loopback, port);
                    listener.Start();
                    _listeners.Add(listener);
                }

                return first;
            }
            catch (SocketException)
            {
                _listeners.ForEach(listener => listener.Stop());
                _listeners.Clear();
            }
        }

        throw new InvalidOperationException($"No {DataPorts} ports in a row are free between {FirstPort} and {LastPort}.");
    }
}
