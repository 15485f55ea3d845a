using System;
using System.Collections.Generic;
using SkatFtps.Simulator;
using SkatFtps.Simulator.Certificates;
using SkatFtps.Simulator.Scripting;

namespace SkatFtps.Peers.Tests.Engines;

/// <summary>The simulator's faults, by step.</summary>
public static class EngineFaults
{
    private const int Large = 8 * 1024 * 1024;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static IReadOnlyDictionary<string, EngineFault> All { get; } = new Dictionary<string, EngineFault>
    {
        ["no greeting"] = new("NotAnFtpServer", s => s.On(GatewayStep.Accept).Drop()),
        ["a greeting that is no FTP"] = new("NotAnFtpServer", s => s.On(GatewayStep.Banner).Raw("HTTP/1.1 400 Bad Request\r\n\r\n")),
        ["a greeting that refuses"] = new("ServerUnavailable 421", s => s.On(GatewayStep.Banner).Reply(421, "Too many connections")),
        ["a greeting that does not come"] = new("BannerTimedOut", s => s.On(GatewayStep.Banner).Hang(), null, t => t.Banner = Soon),
        ["AUTH refused"] = new("TlsRefused 502", s => s.On(GatewayStep.AuthTls).Reply(502, "Not here")),
        ["words in clear behind AUTH"] = new("ClearTextBeforeTls", s => s.On(GatewayStep.AuthTls).Inject("230 Welcome\r\n")),
        ["AUTH not answered"] = new("ReplyTimedOut", s => s.On(GatewayStep.AuthTls).Hang(), null, t => t.Reply = Soon),
        ["the handshake dropped"] = new("TlsHandshakeFailed", s => s.On(GatewayStep.ControlHandshake).Drop()),
        ["the handshake not answered"] = new("TlsTimedOut", s => s.On(GatewayStep.ControlHandshake).Hang(), null, t => t.Tls = Soon),
        ["an expired certificate"] = new(
            "ServerCertificateExpired", s => s.On(GatewayStep.ControlHandshake).ShowCertificate(ServerCertificateKind.Expired)),
        ["another host's certificate"] = new(
            "ServerCertificateNameMismatch", s => s.On(GatewayStep.ControlHandshake).ShowCertificate(ServerCertificateKind.WrongName)),

        // .NET's server judges a certificate when the handshake is over, so its alert is encrypted; ProFTPD's is told, see below.
        ["our certificate refused by alert"] = new(
            "ClientCertificateRefused", s => s.On(GatewayStep.ControlHandshake).RejectClientCertificate()),
        ["our certificate refused without a word"] = new(
            "ClientCertificateNotAccepted", s => s.On(GatewayStep.ControlHandshake).DropAfterClientCertificate()),
        ["USER refused"] = new("LoginRefused 530", s => s.On(GatewayStep.User).Reply(530, "Who?")),
        ["PASS refused"] = new("LoginRefused 530", s => s.On(GatewayStep.Pass).Reply(530, "Login incorrect")),
        ["PASS refused and closing"] = new("ServerUnavailable 421", s => s.On(GatewayStep.Pass).Reply(421, "Too many")),
        ["an account asked for"] = new("LoginRefused 332", s => s.On(GatewayStep.Pass).Reply(332, "Need account")),
        ["PASS dropped"] = new("ConnectionLost", s => s.On(GatewayStep.Pass).Drop()),
        ["PASS not answered"] = new("LoginTimedOut", s => s.On(GatewayStep.Pass).Hang(), null, t => t.Login = Soon),
        ["PBSZ refused"] = new("ProtectionRefused 503", s => s.On(GatewayStep.Pbsz).Reply(503, "No")),
        ["PROT refused"] = new("ProtectionRefused 536", s => s.On(GatewayStep.Prot).Reply(536, "No")),
        ["FEAT refused"] = new("Done", s => s.On(GatewayStep.Feat).Reply(502, "No"), r => r.StoreAsync()),
        ["PWD refused"] = new("Done", s => s.On("PWD").Reply(502, "No"), r => r.StoreAsync()),
        ["a reply of many lines"] = new("Done", s => s.On("PWD").Reply(502, "No\n226 not the end\nno PWD here"), r => r.StoreAsync()),

        ["EPSV refused"] = new("Done", s => s.On(GatewayStep.Epsv).Reply(502, "No"), r => r.StoreAsync()),
        ["no data port at all"] = new(
            "PassiveRefused 425 usable",
            s => { s.On(GatewayStep.Epsv).Reply(502, "No"); s.On(GatewayStep.Pasv).Reply(425, "No ports"); },
            r => r.ListAsync()),
        ["dead data ports"] = new("DataPortUnreachable usable", s => s.On(GatewayStep.Epsv).DeadPort(), r => r.StoreAsync()),
        ["one dead data port"] = new("Done", s => s.On(GatewayStep.Epsv, nth: 1).DeadPort(), r => r.StoreAsync()),
        ["LIST refused"] = new("ListRefused 450 usable", s => s.On(GatewayStep.List).Reply(450, "Busy"), r => r.ListAsync()),
        ["an empty folder said by 450"] = new("Done", s => s.On(GatewayStep.List).Reply(450, "No files found"), r => r.ListAsync()),
        ["LIST answered without data"] = new("Done", s => s.On(GatewayStep.List).Reply(226, "Nothing there"), r => r.ListAsync()),
        ["LIST dropped"] = new("ConnectionLost", s => s.On(GatewayStep.List).Drop(), r => r.ListAsync()),
        ["LIST not answered"] = new("ReplyTimedOut", s => s.On(GatewayStep.List).Hang(), r => r.ListAsync(), t => t.Reply = Soon),
        ["another certificate on the data connection"] = new(
            "DataCertificateChanged",
            s => s.On(GatewayStep.DataHandshake).ShowCertificate(ServerCertificateKind.Other),
            r => r.ListAsync(),
            AnyReply: true),
        ["the data handshake dropped"] = new(
            "DataHandshakeFailed 425", s => s.On(GatewayStep.DataHandshake).Drop(FaultTarget.Data), r => r.ListAsync()),
        ["a listing cut"] = new(
            "ListingIncomplete 426 usable", s => s.On(GatewayStep.ListMidData).AfterBytes(20).Drop(FaultTarget.Data), r => r.ListAsync()),
        ["a listing reset"] = new(
            "ListingIncomplete 426", s => s.On(GatewayStep.ListMidData).AfterBytes(20).Reset(FaultTarget.Data), r => r.ListAsync()),

        ["CWD refused"] = new("FolderRefused 550 usable", s => s.On(GatewayStep.Cwd).Reply(550, "No"), r => r.StoreAsync()),
        ["TYPE refused"] = new("TypeRefused 504 usable", s => s.On(GatewayStep.Type).Reply(504, "No"), r => r.StoreAsync()),
        ["STOR refused"] = new("StoreRefused 553 usable, 1 STOR", s => s.On(GatewayStep.Stor).Reply(553, "No"), r => r.StoreAsync()),
        ["STOR refused for now"] = new(
            "StoreRefused 452 usable, 1 STOR", s => s.On(GatewayStep.Stor).Reply(452, "Full"), r => r.StoreAsync()),
        ["STOR refused and closing"] = new(
            "StoreInDoubt 421, may have arrived, 1 STOR", s => s.On(GatewayStep.Stor).Reply(421, "Closing"), r => r.StoreAsync()),
        ["STOR answered without data"] = new(
            "StoreInDoubt 226, may have arrived, 1 STOR", s => s.On(GatewayStep.Stor).Reply(226, "Thanks"), r => r.StoreAsync()),
        ["STOR dropped"] = new("StoreInDoubt, may have arrived, 1 STOR", s => s.On(GatewayStep.Stor).Drop(), r => r.StoreAsync()),
        ["STOR reset"] = new("StoreInDoubt, may have arrived, 1 STOR", s => s.On(GatewayStep.Stor).Reset(), r => r.StoreAsync()),
        ["STOR not answered"] = new(
            "StoreInDoubt, may have arrived, 1 STOR", s => s.On(GatewayStep.Stor).Hang(), r => r.StoreAsync(), t => t.Reply = Soon),
        ["a refusal before 150"] = new(
            "StoreRefused 450 usable, 1 STOR", s => s.On(GatewayStep.StorBefore150).Reply(450, "No"), r => r.StoreAsync()),
        ["a late word right behind the port"] = new(
            "RepliesOutOfStep", s => s.On(GatewayStep.Epsv, nth: 2).Behind(425, "Too late"), r => r.StoreAsync()),
        ["a late word on its way"] = new(
            "StoreInDoubt 425, may have arrived, 1 STOR", s => s.On(GatewayStep.Stor).Say(425, "Too late"), r => r.StoreAsync()),
        ["a late word in place of a port"] = new(
            "RepliesOutOfStep 426", s => s.On(GatewayStep.Epsv, nth: 2).Say(426, "Too late"), r => r.StoreAsync()),
        ["a refusal not proved in step"] = new(
            "StoreInDoubt 450, may have arrived, 1 STOR",
            s => { s.On(GatewayStep.StorBefore150).Reply(450, "No"); s.On("PWD", nth: 2).Drop(); },
            r => r.StoreAsync()),
        ["a confirmation said twice"] = new("Done", s => s.On(GatewayStep.StorAfterLastByte).Behind(226, "Once more"), r => r.StoreAsync()),
        ["150 said again"] = new(
            "Done", s => s.On(GatewayStep.StorAfter150).Say(150, "Still here").Say(110, "MARK 1 = 2"), r => r.StoreAsync()),
        ["the answer to another command at the end"] = new(
            "StoreInDoubt 257, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorAfterLastByte).Reply(257, "\"/\""),
            r => r.StoreAsync()),

        // The handshake that is broken off with it may make the runtime forget the TLS session: the connection ends before another STOR.
        ["a verdict right after 150"] = new(
            "StoreInDoubt 451, may have arrived, 1 STOR", s => s.On(GatewayStep.StorAfter150).Reply(451, "No"), r => r.StoreAsync()),
        ["a verdict in the middle of the file"] = new(
            "StoreInDoubt 451, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorMidData).AfterBytes(100_000).Reply(451, "No").Drop(FaultTarget.Data),
            r => r.StoreAsync(Large)),
        ["the upload's handshake dropped"] = new(
            "StoreInDoubt 425, may have arrived, 1 STOR",
            s => s.On(GatewayStep.DataHandshake, nth: 2).Drop(FaultTarget.Data),
            r => r.StoreAsync()),
        ["the upload's certificate changed"] = new(
            "StoreInDoubt, may have arrived, 1 STOR",
            s => s.On(GatewayStep.DataHandshake, nth: 2).ShowCertificate(ServerCertificateKind.Other),
            r => r.StoreAsync(),
            AnyReply: true),
        ["the upload reset"] = new(
            "StoreInDoubt 426, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorMidData).AfterBytes(100_000).Reset(FaultTarget.Data),
            r => r.StoreAsync(Large)),
        ["everything dropped in the middle"] = new(
            "StoreInDoubt, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorMidData).AfterBytes(100_000).Drop(),
            r => r.StoreAsync(Large)),
        ["the upload not read"] = new(
            "StoreInDoubt, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorMidData).AfterBytes(100_000).Hang(),
            r => r.StoreAsync(4 * Large),
            t => { t.TransferIdle = Soon; t.Reply = Soon; }),
        ["a refusal of the whole file"] = new(
            "StoreInDoubt 552 usable, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorAfterLastByte).Reply(552, "Too much"),
            r => r.StoreAsync()),
        ["the confirmation dropped"] = new(
            "StoreInDoubt, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorAfterLastByte).Drop(FaultTarget.Control),
            r => r.StoreAsync()),
        ["the confirmation reset"] = new(
            "StoreInDoubt, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorAfterLastByte).Reset(FaultTarget.Control),
            r => r.StoreAsync()),
        ["the confirmation not sent"] = new(
            "StoreInDoubt, may have arrived, 1 STOR",
            s => s.On(GatewayStep.StorAfterLastByte).Hang(),
            r => r.StoreAsync(),
            t => t.Reply = Soon),
        ["the confirmation garbled"] = new(
            "StoreInDoubt, may have arrived, 1 STOR", s => s.On(GatewayStep.StorAfterLastByte).Raw("???\r\n"), r => r.StoreAsync()),

        ["RETR refused"] = new("RetrieveRefused 550 usable", s => s.On(GatewayStep.Retr).Reply(550, "No"), r => r.RetrieveAsync()),
        ["a response cut"] = new(
            "RetrieveIncomplete 426 usable",
            s => s.On(GatewayStep.RetrMidData).AfterBytes(50_000).Drop(FaultTarget.Data),
            r => r.RetrieveAsync()),
        ["a response that ends with the session"] = new(
            "RetrieveIncomplete", s => s.On(GatewayStep.RetrMidData).AfterBytes(50_000).Reset(), r => r.RetrieveAsync()),
        ["a response not confirmed"] = new(
            "RetrieveIncomplete 451 usable", s => s.On(GatewayStep.RetrAfterLastByte).Reply(451, "No"), r => r.RetrieveAsync()),
        ["DELE refused"] = new("DeleteRefused 550 usable", s => s.On(GatewayStep.Dele).Reply(550, "No"), r => r.DeleteAsync()),
        ["DELE dropped"] = new("ConnectionLost", s => s.On(GatewayStep.Dele).Drop(), r => r.DeleteAsync()),
    };
}
