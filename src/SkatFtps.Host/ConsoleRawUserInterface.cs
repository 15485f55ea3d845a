using System;
using System.Management.Automation.Host;

namespace SkatFtps.Host;

/// <summary>Size and keys. The screen's contents cannot be read back, and say so.</summary>
internal sealed class ConsoleRawUserInterface : PSHostRawUserInterface
{
    private readonly ConsoleFacts _console;

    public ConsoleRawUserInterface(ConsoleFacts console)
    {
        _console = console;
        BufferSize = new Size(console.Width, console.Height);
        WindowSize = BufferSize;
    }

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize { get; set; }

    public override Size WindowSize { get; set; }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override int CursorSize { get; set; } = 25;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "SkatFtps.Host";

    public override bool KeyAvailable => _console.CanAsk && Console.KeyAvailable;

    public override void FlushInputBuffer()
    {
        while (KeyAvailable) { Console.ReadKey(intercept: true); }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!_console.CanAsk) { throw new HostException("Not interactive: there is no terminal to read a key from."); }

        ConsoleKeyInfo key = Console.ReadKey((options & ReadKeyOptions.NoEcho) != 0);
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoBuffer();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw NoBuffer();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoBuffer();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoBuffer();

    private static NotSupportedException NoBuffer() => new("This host writes lines; it has no screen buffer.");
}
