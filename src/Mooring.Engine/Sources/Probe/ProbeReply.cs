using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Probe;

/// <summary>How a probe failed, which decides how long it is left alone.</summary>
public enum ProbeFault
{
    /// <summary>Not reached, or out of order; passes by itself.</summary>
    Unreachable,

    /// <summary>It answers, but with no address that can be used: a web page, an error, a special-use address.</summary>
    NoAddress,

    /// <summary>It does not want to be asked: 403 or 429.</summary>
    Blocked,
}

/// <summary>What came back from one probe.</summary>
public abstract record ProbeReply
{
    private ProbeReply()
    {
    }

    /// <summary>Text that should be one address.</summary>
    /// <param name="Text">As it came, without white space around it.</param>
    public sealed record Told(string Text) : ProbeReply;

    /// <summary>An address.</summary>
    /// <param name="Address">Of the family asked for, and allowed.</param>
    public sealed record Seen(IPAddress Address) : ProbeReply;

    /// <summary>No address.</summary>
    /// <param name="Why">What came back instead.</param>
    /// <param name="Fault">The kind of failure.</param>
    /// <param name="RetryAfter">How long the server asks to be left alone; null where it does not say.</param>
    /// <param name="Refused">The address that was told but may not be used; null where there was none.</param>
    public sealed record Failed(Text Why, ProbeFault Fault, TimeSpan? RetryAfter = null, RefusedAddress? Refused = null) : ProbeReply;

    /// <summary>Judges what was told: the whole text must be one address that the policy lets through.</summary>
    public static ProbeReply Judge(ProbeReply reply, AddressPolicy policy)
    {
        if (reply is not Told told)
        {
            return reply;
        }

        if (!AddressText.TryParse(told.Text, out var address, out var why))
        {
            return new Failed(why, ProbeFault.NoAddress);
        }

        return Refuse(address, policy) is { } reason
            ? new Failed(
                new Text($"{address} is {reason.English}", $"{address} 是{reason.Chinese}"),
                ProbeFault.NoAddress,
                Refused: new RefusedAddress(address.ToString(), reason))
            : new Seen(address);
    }

    /// <summary>The policy's word; who asks a probe already needs no advice to ask one.</summary>
    private static Text? Refuse(IPAddress address, AddressPolicy policy) =>
        policy.Refuse(address) is not null && address.Family() == policy.Family && SpecialUse.Find(address) is { AllowedBy: AllowedRanges.Private } special
            ? special.ReasonWith(PrivateAdvice)
            : policy.Refuse(address);

    private static Text PrivateAdvice { get; } = new(
        "the probe lies inside your own network, or something on the way answers for it; name probes outside under `probes:`, or publish this address with `allow: [private]`",
        "该探测服务位于您自己的网络内，或被途中的设备代答；请在 `probes:` 中指定外部的探测，或用 `allow: [private]` 发布此地址");
}

/// <summary>Asks probes over the network.</summary>
public interface IProbeTransport
{
    /// <summary>Asks one probe over one family, past any proxy. Only cancellation throws.</summary>
    Task<ProbeReply> AskAsync(ProbeTarget target, IpFamily family, CancellationToken cancellation);

    /// <summary>Whether this machine has a route to the Internet over the family at all; tells without sending anything.</summary>
    bool HasRoute(IpFamily family);
}
