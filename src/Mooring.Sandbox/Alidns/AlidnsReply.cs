using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using Mooring.Sandbox.Gateway;

namespace Mooring.Sandbox.Alidns;

/// <summary>A reply in JSON or XML.</summary>
internal static class AlidnsReply
{
    /// <summary>Writes a reply's members.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="root">The name of the root element in XML.</param>
    /// <param name="members">The members; a list stands below a member named after its items, as the vendor nests them.</param>
    /// <param name="xml">Whether XML was asked for.</param>
    /// <param name="code">The error code; null on success.</param>
    public static ApiAnswer Write(int status, string root, JsonObject members, bool xml, string? code)
    {
        var answer = xml
            ? ApiAnswer.OfText(status, "text/xml;charset=utf-8", Xml(root, members), code)
            : new ApiAnswer(status, "application/json;charset=utf-8", Json.Bytes(members), code);
        return answer with { Headers = Headers(members["RequestId"]!.GetValue<string>()) };
    }

    private static KeyValuePair<string, string>[] Headers(string requestId) =>
    [
        new("Connection", "keep-alive"),
        new("Access-Control-Allow-Origin", "*"),
        new("x-acs-request-id", requestId),
        new("x-acs-trace-id", requestId.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant()),
    ];

    private static string Xml(string root, JsonObject members)
    {
        var text = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>");
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            WriteElement(writer, root, members);
        }

        return text.ToString();
    }

    private static void WriteElement(XmlWriter writer, string name, JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                WriteElement(writer, name, item);
            }

            return;
        }

        writer.WriteStartElement(name);
        if (node is JsonObject members)
        {
            foreach (var (member, value) in members)
            {
                WriteElement(writer, member, value);
            }
        }
        else
        {
            writer.WriteString(node?.ToString() ?? "");
        }

        writer.WriteEndElement();
    }
}
