using System.Net;
using System.Net.Sockets;
using System.Text;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources.Interface;
using Mooring.Engine.Sources;
using Mooring.Engine.Sources.Router;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Sources.Router;

/// <summary>A router on loopback: answers datagrams and requests as a test says, written from the RFCs and UPnP's papers alone.</summary>
internal sealed class StandInRouter : IAsyncDisposable
{
    public const string IpService = "urn:schemas-upnp-org:service:WANIPConnection:1";
    public const string PppService = "urn:schemas-upnp-org:service:WANPPPConnection:1";
    private const string Gateway = "urn:schemas-upnp-org:device:InternetGatewayDevice:1";

    private readonly Socket portControl = Udp(IPAddress.Loopback);
    private readonly Socket search = Udp(IPAddress.Loopback);
    private readonly TcpListener web = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public StandInRouter()
    {
        web.Start();
        serving = Task.WhenAll(ServePortControlAsync(), ServeSearchAsync(), ServeWebAsync());
    }

    /// <summary>Answers to a datagram of NAT-PMP or PCP; none by default.</summary>
    public Func<byte[], IEnumerable<byte[]>> PortControl { get; set; } = _ => [];

    /// <summary>Answers to a search; none by default.</summary>
    public Func<string, IEnumerable<string>> Search { get; set; } = _ => [];

    /// <summary>Whole responses by method and path.</summary>
    public Func<string, string> Web { get; set; } = _ => Response("404 Not Found", "");

    public List<byte[]> Datagrams { get; } = [];

    public List<string> Searches { get; } = [];

    /// <summary>Requests as they came: head and body.</summary>
    public List<string> Requests { get; } = [];

    public int WebPort => ((IPEndPoint)web.LocalEndpoint).Port;

    public string Location => $"http://127.0.0.1:{WebPort}/root.xml";

    /// <summary>Where the source is to look.</summary>
    public RouterPorts Ports => new() { PortControl = PortOf(portControl), Search = PortOf(search), SearchGroup = IPAddress.Loopback };

    /// <summary>The clock of the sources below; nothing is late while it stands still.</summary>
    public ManualClock Clock { get; } = new();

    /// <summary>A source that asks this router.</summary>
    public RouterSource Source(AllowedRanges allow = AllowedRanges.None, IReadOnlyList<RouterProtocol>? protocols = null, IInterfaceReader? reader = null) => new(
        "wan",
        new RouterOptions { Policy = new AddressPolicy(IpFamily.IPv4, allow), Protocols = protocols ?? RouterProtocols.All, Ports = Ports },
        reader ?? new LoopbackRoute(),
        Clock);

    /// <summary>Lets time pass until an answer is there that nobody but the clock can bring.</summary>
    public async Task<SourceAnswer> WaitOutAsync(Task<SourceAnswer> asking)
    {
        while (!asking.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await asking;
    }

    /// <summary>Answers a question of NAT-PMP with this address (RFC 6886 §3.2).</summary>
    public static Func<byte[], IEnumerable<byte[]>> NatPmp(string address, byte result = 0) =>
        question => question is [0, 0] ? [[0, 128, 0, result, 0, 0, 0x10, 0, .. IPAddress.Parse(address).GetAddressBytes()]] : [];

    /// <summary>Answers a request of PCP's MAP with this address (RFC 6887 §11.1).</summary>
    public static Func<byte[], IEnumerable<byte[]>> Pcp(string address, byte result = 0) => question =>
        question is not [2, 1, ..] || question.Length != 60 ? []
        : [[2, 0x81, 0, result, 0, 0, 0, 120, 0, 0, 0x10, 0, .. new byte[12], .. question.AsSpan(24, 18), 0xc3, 0x50, .. IPAddress.Parse(address).MapToIPv6().GetAddressBytes()]];

    /// <summary>Makes it a gateway of UPnP with this description, in as many places as are looked at, and these answers to questions.</summary>
    public StandInRouter WithUpnp(string description, Func<string, string> answer)
    {
        Search = _ => Places(Location);
        Web = request => request.StartsWith("GET /root.xml", StringComparison.Ordinal) ? Response("200 OK", description) : answer(request);
        return this;
    }

    /// <summary>Makes it a gateway of UPnP that tells this address.</summary>
    public StandInRouter WithUpnp(string address) => WithUpnp(Description((IpService, "/ctl/IPConn")), _ => Response("200 OK", Answer(address)));

    /// <summary>Answers that name three places which differ in the query alone: more are not looked at, so the search is over then.</summary>
    public static IEnumerable<string> Places(string location) => Enumerable.Range(1, 3).Select(i => Found($"{location}?{i}"));

    public static string Found(string location, string target = Gateway) =>
        $"HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nST: {target}\r\nUSN: uuid:1::{target}\r\nEXT:\r\nLOCATION: {location}\r\n\r\n";

    public static string Description(params (string Type, string Control)[] services) =>
        $"""
        <?xml version="1.0"?>
        <root xmlns="urn:schemas-upnp-org:device-1-0"><specVersion><major>1</major><minor>0</minor></specVersion>
        <device><deviceType>{Gateway}</deviceType><deviceList><device><deviceType>urn:schemas-upnp-org:device:WANDevice:1</deviceType>
        <serviceList>{string.Concat(services.Select(one => $"<service><serviceType>{one.Type}</serviceType><controlURL>{one.Control}</controlURL><SCPDURL>/x.xml</SCPDURL></service>"))}</serviceList>
        </device></deviceList></device></root>
        """;

    public static string Answer(string address) =>
        "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
        + $"<u:GetExternalIPAddressResponse xmlns:u=\"{IpService}\"><NewExternalIPAddress>{address}</NewExternalIPAddress></u:GetExternalIPAddressResponse></s:Body></s:Envelope>";

    public static string Response(string status, string body, string headers = "") =>
        $"HTTP/1.1 {status}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        web.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        portControl.Dispose();
        search.Dispose();
        stop.Dispose();
    }

    public static Socket Udp(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    private static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private Task ServePortControlAsync() => ServeAsync(portControl, question =>
    {
        Datagrams.Add(question);
        return PortControl(question);
    });

    private Task ServeSearchAsync() => ServeAsync(search, question =>
    {
        Searches.Add(Encoding.ASCII.GetString(question));
        return Search(Searches[^1]).Select(Encoding.Latin1.GetBytes);
    });

    private async Task ServeAsync(Socket socket, Func<byte[], IEnumerable<byte[]>> answer)
    {
        var buffer = new byte[65535];
        while (!stop.IsCancellationRequested)
        {
            var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), stop.Token);
            foreach (var one in answer(buffer[..received.ReceivedBytes]))
            {
                await socket.SendToAsync(one, received.RemoteEndPoint, stop.Token);
            }
        }
    }

    private async Task ServeWebAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            using var client = await web.AcceptTcpClientAsync(stop.Token);
            await using var stream = client.GetStream();
            var request = await ReadAsync(stream);
            Requests.Add(request);
            await ((Task)stream.WriteAsync(Encoding.UTF8.GetBytes(Web(request)), stop.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!IsWhole(text.ToString()) && await stream.ReadAsync(buffer, stop.Token) is > 0 and var count)
        {
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        const string Length = "Content-Length: ";
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var stated = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return head >= 0 && (stated < 0 || stated > head
            || request.Length - head - 4 >= int.Parse(request[(stated + Length.Length)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A machine whose default gateway is on loopback.</summary>
    public sealed class LoopbackRoute(string? gateway = "127.0.0.1", bool inContainer = false) : IInterfaceReader
    {
        public InterfaceReading Read() => new([], inContainer)
        {
            Routes = gateway is null ? [] : [new DefaultRoute(IpFamily.IPv4, "lo", IPAddress.Loopback) { Gateway = IPAddress.Parse(gateway) }],
        };
    }
}
