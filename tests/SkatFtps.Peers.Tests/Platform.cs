using System.Runtime.Versioning;

// The peers are Debian's packages.
[assembly: SupportedOSPlatform("linux")]
