using System.Net;
using Mooring.Core;

namespace Mooring.Engine.Sources.Router;

/// <summary>What a router answered over one protocol.</summary>
internal abstract record RouterReply
{
    private RouterReply()
    {
    }

    /// <summary>It told an address, whatever that is worth.</summary>
    internal sealed record Told(IPAddress Address) : RouterReply;

    /// <summary>It told none.</summary>
    internal sealed record Failed(Text Why) : RouterReply;

    /// <summary>The address; a failure where it is the one that means "none".</summary>
    public static RouterReply Of(IPAddress address) => address.Equals(IPAddress.Any) ? NoneNow : new Told(address);

    /// <summary>A failure in these words.</summary>
    public static RouterReply Not(string english, string chinese) => new Failed(new Text(english, chinese));

    /// <summary>The router says that it has no address; miniupnpd, which many run, says so of a private one too.</summary>
    public static RouterReply NoneNow { get; } = Not(
        "it has no external address: its line is down or not up yet, or gives it a private address alone (double NAT, carrier NAT), which many routers keep to themselves",
        "路由器没有外部地址：线路已断开或尚未接通，或只有私有地址（双重 NAT、运营商级 NAT），许多路由器不会告知这种地址");

    /// <summary>Nothing came back.</summary>
    public static RouterReply Late { get; } = Not("no answer in time", "没有及时应答");
}
