using System;
using System.Globalization;
using System.Security;
using System.Text;
using SkatFtps.Simulator.Options;

namespace SkatFtps.Simulator.Backends;

/// <summary>The status files in the guide's own form (Status file format).</summary>
internal sealed class StatusFileTemplates(StatusSpelling spelling)
{
    private readonly string _skatId = spelling == StatusSpelling.Examples ? "SKATTransactionId" : "SKATTransaktionsId";

    /// <summary><c>status_&lt;service&gt;_&lt;FTPTransactionID&gt;_&lt;code&gt;.xml</c>.</summary>
    internal static string FileName(string service, string ftpId, int code) =>
        string.Create(CultureInfo.InvariantCulture, $"status_{service}_{ftpId}_{code}.xml");

    internal byte[] Delivered(string userName, string service, string name, string skatId, DateTimeOffset time) =>
        Document(Head(FilePath(userName, service, name), name, skatId, BackendTime.Format(time),
            "File delivered to requested Backend System", service));

    internal byte[] Accepted(string userName, string service, string name, string skatId, DateTimeOffset time) =>
        Document(Head(FilePath(userName, service, name), name, skatId, BackendTime.Format(time), "File accepted by " + service, service));

    internal byte[] Exposed(string userName, string service, string name, string skatId, DateTimeOffset time, string responseName) =>
        Document(
            Head(
                FilePath(userName, service, name),
                name,
                skatId,
                BackendTime.Format(time),
                "File exposed",
                service) + Response(responseName));

    /// <summary>A file that answers nothing: its own name is the FTPTransaktionsId and <c>filename</c> is empty.</summary>
    internal byte[] Unrelated(string service, string exposedName, string skatId, DateTimeOffset time) =>
        Document(Head(null, exposedName, skatId, BackendTime.Format(time), "File exposed", service) + Response(exposedName));

    /// <summary>
    /// Status 0 leaves the CVR part out of the path, has no transaction id of SKAT's, and counts its time in milliseconds
    /// since 1970.
    /// </summary>
    internal byte[] Failed(string userName, string service, string name, DateTimeOffset time, StatusError error)
    {
        string timestamp = time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        string path = $"{AccountPart(userName)}/{service}/{name}";
        return Document(
            Head(path, name, null, timestamp, "ERROR", service)
            + "<error>\n" + Element("error.code", error.Code) + Element("error.message", error.Message)
            + Element("error.resolution", error.Resolution) + "</error>\n");
    }

    private string Head(string? path, string ftpId, string? skatId, string timestamp, string status, string service) =>
        (path is null ? "<filename/>\n" : Element("filename", path))
        + Element("FTPTransaktionsId", ftpId)
        + (skatId is null ? "" : Element(_skatId, skatId))
        + Element("timestamp", timestamp)
        + Element("status.code", status)
        + Element("service", service);

    private static string Response(string name) => "<response>\n" + Element("filename", "/out/" + name) + "</response>\n";

    private static byte[] Document(string body) => Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<status>\n<file>\n" + body + "</file>\n</status>\n");

    private static string Element(string name, string value) => $"<{name}>{SecurityElement.Escape(value)}</{name}>\n";

    private static string FilePath(string userName, string service, string name) =>
        $"/{CvrPart(userName)}/{AccountPart(userName)}/{service}/{name}";

    // CVR_12345678_UI_<uuid> is a folder for the company and one for the certificate in it.
    private static string CvrPart(string userName) => userName.Substring(0, Split(userName));

    private static string AccountPart(string userName) => userName.Substring(Split(userName) + 1);

    private static int Split(string userName) => userName.IndexOf('_', userName.IndexOf('_') + 1);
}
