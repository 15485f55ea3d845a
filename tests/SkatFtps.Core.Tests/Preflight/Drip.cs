using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace SkatFtps.Core.Tests.Preflight;

/// <summary>Hands out a few bytes a read, so that every boundary falls somewhere else.</summary>
internal sealed class Drip(byte[] content, int step) : MemoryStream(content)
{
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, step));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));
}
