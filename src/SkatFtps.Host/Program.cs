using System;

namespace SkatFtps.Host;

internal static class Program
{
    private static int Main(string[] args)
    {
        HostOptions options;
        try { options = HostOptions.Parse(args); }
        catch (UsageException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCodes.Usage;
        }

        if (options.ShowHelp)
        {
            Console.Out.WriteLine(HostOptions.Usage);
            return ExitCodes.Success;
        }

        return new ScriptRunner(options).Run();
    }
}
