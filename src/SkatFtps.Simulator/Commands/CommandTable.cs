using System;
using System.Collections.Generic;
using System.Linq;
using SkatFtps.Simulator.Control;

namespace SkatFtps.Simulator.Commands;

/// <summary>All verbs that the gateway knows, and which of them a session may use now.</summary>
internal static class CommandTable
{
    private static readonly Dictionary<string, IFtpCommand> Commands = new IFtpCommand[]
    {
        new AborCommand(), new AuthCommand(), new CdupCommand(), new CwdCommand(), new DeleCommand(), new EpsvCommand(),
        new FeatCommand(), new ListCommand(), new MdtmCommand(), new MlsdCommand(), new ModeCommand(), new NlstCommand(),
        new NoopCommand(), new OptsCommand(), new PassCommand(), new PasvCommand(), new PbszCommand(), new ProtCommand(),
        new PwdCommand(), new QuitCommand(), new RetrCommand(), new SizeCommand(), new StorCommand(), new StruCommand(),
        new SystCommand(), new TypeCommand(), new UserCommand(),

        // The guide's gateway is passive only, takes each file whole and under its final name.
        new RefusedCommand("PORT", 502, "Active mode is not supported"), new RefusedCommand("EPRT", 502, "Active mode is not supported"),
        new RefusedCommand("APPE", 502, "APPE not implemented"), new RefusedCommand("STOU", 502, "STOU not implemented"),
        new RefusedCommand("REST", 502, "REST not implemented"), new RefusedCommand("RNFR", 502, "RNFR not implemented"),
        new RefusedCommand("RNTO", 502, "RNTO not implemented"), new RefusedCommand("MKD", 502, "MKD not implemented"),
        new RefusedCommand("RMD", 502, "RMD not implemented"), new RefusedCommand("SITE", 502, "SITE not implemented"),
        new RefusedCommand("CCC", 534, "The control connection stays protected"),
    }.ToDictionary(command => command.Verb, StringComparer.Ordinal);

    internal static IFtpCommand? Find(string verb) => Commands.GetValueOrDefault(verb);

    /// <summary>Null when the session has come far enough for this command.</summary>
    internal static (int Code, string Text)? Refusal(ControlSession session, IFtpCommand command) => command.Phase switch
    {
        CommandPhase.Secure when !session.Channel.IsSecure => (530, "AUTH TLS is required first"),
        CommandPhase.LoggedIn when !session.Channel.IsSecure => (530, "AUTH TLS is required first"),
        CommandPhase.LoggedIn when session.Account is null => (530, "Please log in with USER and PASS"),
        _ => null,
    };
}
