using System.Text;
using System.Xml;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>Reads what routers write in XML: small, without document types, from memory alone. Pure.</summary>
internal static class UpnpXml
{
    // A document type could name files and addresses to fetch, or entities that grow without end.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = GatewayHttp.LargestBody,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Every element as it ends, by its name without prefix, with the text directly before its end.</summary>
    /// <exception cref="XmlException">It is no such XML.</exception>
    public static IEnumerable<(string Name, string Text)> Read(byte[] document)
    {
        using var reader = XmlReader.Create(new MemoryStream(document), Settings);
        var text = new StringBuilder();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when !reader.IsEmptyElement:
                    text.Clear();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.Element or XmlNodeType.EndElement:
                    yield return (reader.LocalName, reader.NodeType == XmlNodeType.Element ? "" : text.ToString().Trim());
                    text.Clear();
                    break;
            }
        }
    }
}
