namespace SkatFtps;

/// <summary>A response whose name the server chose must not become a local file's name. It still lies in /out.</summary>
public sealed class ResponseNameException : SkatFtpsException
{
    public const string Unsafe = "ResponseNameUnsafe";

    internal ResponseNameException(string serverPath, string fact)
        : base(Unsafe, Compose(Unsafe, fact, null), null, null) => ServerPath = serverPath;

    /// <summary>As the server wrote it.</summary>
    public string ServerPath { get; }
}
