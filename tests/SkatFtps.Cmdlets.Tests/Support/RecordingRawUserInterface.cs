using System;
using System.Management.Automation.Host;

namespace SkatFtps.Cmdlets.Tests.Support;

/// <summary>A console that is so many columns wide and has nothing to read.</summary>
internal sealed class RecordingRawUserInterface(int width) : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    // Deep enough that nothing pages.
    public override Size BufferSize { get; set; } = new(width, 10_000);

    public override Size WindowSize { get; set; } = new(width, 10_000);

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override int CursorSize { get; set; } = 25;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = "SkatFtps.Tests";

    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new HostException("Nobody is there.");

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
}
