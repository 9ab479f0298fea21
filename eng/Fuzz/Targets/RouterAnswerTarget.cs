using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Xml;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Router;
using Mooring.Engine.Sources.Router.PortControl;
using Mooring.Engine.Sources.Router.Upnp;

namespace Mooring.Fuzz;

/// <summary>What routers, and those who pretend to be one, say. Whatever it is: an address or a failure in few words, and never a place elsewhere.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Damage that repeats from run to run.")]
internal static class RouterAnswerTarget
{
    private static readonly IPAddress Router = IPAddress.Parse("192.168.1.1");
    private static readonly Uri Location = new("http://192.168.1.1:5000/rootDesc.xml");
    private static readonly PcpMapping Mapping = new([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], IPAddress.Parse("192.168.1.23"), 50000);

    /// <summary>RFC 6886 §3.2, and its refusal in PCP's form.</summary>
    private static readonly byte[][] NatPmp =
        [Convert.FromHexString("0080000000001234cb007109"), Convert.FromHexString("02800001000000000000123400000000000000000000000000")];

    /// <summary>RFC 6887 §11.1, a short refusal, and NAT-PMP's refusal of the version.</summary>
    private static readonly byte[][] Pcp =
    [
        Convert.FromHexString("0281000000000078000012340000000000000000000000000102030405060708090a0b0c11000000c350c35000000000000000000000ffffcb007109"),
        Convert.FromHexString("028100020000070800001234000000000000000000000000"),
        Convert.FromHexString("0081000100001234"),
    ];

    private static readonly byte[] Found = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: urn:schemas-upnp-org:device:InternetGatewayDevice:1\r\n"
        + "USN: uuid:1\r\nEXT:\r\nLOCATION: http://192.168.1.1:5000/rootDesc.xml\r\n\r\n");

    private static readonly byte[] Description = Encoding.UTF8.GetBytes(
        "<?xml version=\"1.0\"?><root xmlns=\"urn:schemas-upnp-org:device-1-0\"><URLBase>http://192.168.1.1:5000/</URLBase><device><serviceList>"
        + "<service><serviceType>urn:schemas-upnp-org:service:WANIPConnection:1</serviceType><controlURL>/ctl/IPConn</controlURL></service>"
        + "<service><serviceType>urn:schemas-upnp-org:service:WANPPPConnection:1</serviceType><controlURL>http://192.168.1.1/ppp</controlURL></service>"
        + "</serviceList></device></root>");

    private static readonly byte[][] Answers =
    [
        .. new[]
        {
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><u:R xmlns:u=\"u\"><NewExternalIPAddress>203.0.113.9</NewExternalIPAddress></u:R></s:Body></s:Envelope>",
            "<s:Fault xmlns:s=\"s\"><detail><UPnPError><errorCode>501</errorCode><errorDescription>Action Failed</errorDescription></UPnPError></detail></s:Fault>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"http://198.51.100.1/\">]><NewExternalIPAddress>&b;</NewExternalIPAddress>",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static void ReadsAnyNatPmpAnswer(Random random)
    {
        var datagram = Damage(NatPmp[random.Next(NatPmp.Length)], random);
        if (NatPmpMessage.IsAnswer(datagram))
        {
            Judge(NatPmpMessage.Read(datagram));
        }
    }

    public static void ReadsAnyPcpAnswer(Random random)
    {
        var datagram = Damage(Pcp[random.Next(Pcp.Length)], random);
        if (PcpMessage.IsAnswer(datagram, Mapping))
        {
            Judge(PcpMessage.Read(datagram));
        }
    }

    public static void ReadsAnyAnnouncement(Random random)
    {
        if (RouterAnnouncement.Read(Damage(random.Next(2) == 0 ? NatPmp[0] : Pcp[1], random)) is { } announcement)
        {
            announcement.IsNews(announcement with { Epoch = (uint)random.NextInt64(uint.MaxValue) }, TimeSpan.FromSeconds(random.NextInt64(1L << 32)));
        }
    }

    public static void ReadsAnySearchAnswer(Random random)
    {
        if (SsdpMessage.ReadLocation(Damage(Found, random)) is { } location)
        {
            RequireOnRouter(null, location);
        }
    }

    public static void ReadsAnyDescription(Random random)
    {
        try
        {
            foreach (var service in DeviceDescription.Read(Damage(Description, random), Location, Router))
            {
                RequireOnRouter(null, service.Control.AbsoluteUri);
                Require(service.Control.IdnHost == "192.168.1.1", $"leads to {service.Control}");
            }
        }
        catch (XmlException)
        {
            // The one way in which it may fail.
        }
    }

    public static void ReadsAnyUpnpAnswer(Random random) => Judge(AddressAction.Read(Damage(Answers[random.Next(Answers.Length)], random)));

    private static void RequireOnRouter(Uri? from, string text)
    {
        if (GatewayUrl.TryAccept(from, text, Router, out var url, out var why))
        {
            Require(url is { Scheme: "http", Host: "192.168.1.1", UserInfo: "" }, $"'{text}' leads to {url}");
        }
        else
        {
            RequireShort(why);
        }
    }

    private static void Judge(RouterReply reply)
    {
        switch (reply)
        {
            case RouterReply.Told told:
                var publishable = RouterTexts.Refuse(told.Address, new AddressPolicy(IpFamily.IPv4)) is null;
                Require(!publishable || SpecialUse.Find(told.Address) is null, $"{told.Address} would be published");
                Require(!told.Address.Equals(IPAddress.Any), "no address was told for one");
                break;
            case RouterReply.Failed failed:
                RequireShort(failed.Why);
                break;
            default:
                throw new InvalidOperationException("neither an address nor a failure");
        }
    }

    private static void RequireShort(Text why) =>
        Require(why.English.Length < 300 && !why.English.Any(char.IsControl), $"a failure in odd words: {why.English}");

    private static void Require(bool promise, string broken) => ProbeAnswerTarget.Require(promise, broken);

    private static byte[] Damage(byte[] sample, Random random) => ProbeAnswerTarget.Damage(sample, random);
}
