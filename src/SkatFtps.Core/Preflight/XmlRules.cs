using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using System.Xml;

namespace SkatFtps.Preflight;

/// <summary>
/// One XML document: well-formed, without DTD, in the encoding that it declares. That these services take XML is known from names and
/// examples and not from a rule, so all of this warns.
/// </summary>
internal static class XmlRules
{
    public static async Task CheckAsync(Stream file, FindingList findings, CancellationToken stop)
    {
        XmlEncoding encoding = await XmlEncoding.OfAsync(file, stop).ConfigureAwait(false);
        if (encoding.Mismatch is string mismatch)
        {
            findings.Warning("XmlEncoding", mismatch, Sources.Xml, 1);
        }

        var bytes = new SurveyStream(file);
        bool inside = false;
        try
        {
            // The text reader's encoding counts here, whatever the document declares.
            using var text = new StreamReader(bytes, encoding.Actual, detectEncodingFromByteOrderMarks: false, 32 * 1024, leaveOpen: true);
            using XmlReader reader = XmlReader.Create(
                text, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                stop.ThrowIfCancellationRequested();
                inside |= reader.NodeType == XmlNodeType.Element;
            }
        }
        catch (XmlException e)
        {
            bool dtd = !inside && encoding.HasDocumentType;
            findings.Warning(
                dtd ? "XmlDtd" : "XmlNotWellFormed",
                dtd ? "The document has a DTD, which services refuse as a rule." : $"The document is not well-formed: {e.Message}",
                Sources.Xml, e.LineNumber > 0 ? e.LineNumber : null);
            return;
        }
        catch (DecoderFallbackException)
        {
            findings.Warning(
                "XmlEncoding", $"The document {Declares(encoding)} and holds bytes that this encoding does not have.", Sources.Xml);
            return;
        }

        if (encoding.Mismatch is null && encoding.Actual.IsSingleByte && bytes.Bytes.LooksLikeUtf8)
        {
            findings.Warning("XmlEncoding", $"The document {Declares(encoding)} and its letters beyond ASCII are UTF-8.", Sources.Xml, 1);
        }
    }

    private static string Declares(XmlEncoding encoding) =>
        encoding.Declared is null ? "declares no encoding, which means UTF-8," : "declares " + encoding.Declared;
}
