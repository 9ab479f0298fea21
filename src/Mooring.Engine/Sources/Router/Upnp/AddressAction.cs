using System.Text;
using System.Xml;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Router.Upnp;

/// <summary>The question <c>GetExternalIPAddress</c> and its answer (UPnP WANIPConnection:2 §2.5.18). Pure.</summary>
internal static class AddressAction
{
    private const string Name = "GetExternalIPAddress";

    /// <summary>The value of the header SOAPACTION.</summary>
    public static string Header(string serviceType) => $"\"{serviceType}#{Name}\"";

    /// <summary>The question.</summary>
    public static byte[] Request(string serviceType) => Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\"?>\r\n<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" "
        + "s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>"
        + $"<u:{Name} xmlns:u=\"{serviceType}\"></u:{Name}></s:Body></s:Envelope>\r\n");

    /// <summary>Reads an answer, refusals included.</summary>
    public static RouterReply Read(byte[] document)
    {
        try
        {
            var elements = UpnpXml.Read(document).ToLookup(element => element.Name, element => element.Text, StringComparer.Ordinal);
            return elements["NewExternalIPAddress"].ToArray() switch
            {
                [""] => RouterReply.NoneNow,
                [var text] => ReadAddress(text),
                _ => Refusal(elements["errorCode"].FirstOrDefault() ?? ""),
            };
        }
        catch (XmlException)
        {
            return RouterReply.Not("its answer is not the XML of UPnP", "应答不是 UPnP 的 XML");
        }
    }

    private static RouterReply ReadAddress(string text) => AddressText.TryParse(text, out var address, out var why)
        ? RouterReply.Of(address)
        : new RouterReply.Failed(why);

    private static RouterReply Refusal(string code) => code.Length is > 0 and <= 4 && code.All(char.IsAsciiDigit)
        ? RouterReply.Not($"it refuses with UPnP error {code}", $"被拒绝，UPnP 错误 {code}")
        : RouterReply.Not("it answered without an address", "应答中没有地址");
}
