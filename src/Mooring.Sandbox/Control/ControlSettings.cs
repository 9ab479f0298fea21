using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Control;

/// <summary>Reads the settings that the control API takes.</summary>
internal static class ControlSettings
{
    // More than a client's worst clock, and never beyond what a date can hold.
    private const double MostOffsetSeconds = 50 * 366 * 86400.0;

    /// <summary><c>{"ipv4","ipv6"}</c>: only the keys given change; null makes that family fail.</summary>
    public static EchoAddresses Echo(JsonElement body, EchoAddresses old)
    {
        var given = new ControlObject(body, "ipv4", "ipv6");
        return new EchoAddresses(
            given.Has("ipv4") ? Address(given, "ipv4", AddressFamily.InterNetwork) : old.Ipv4,
            given.Has("ipv6") ? Address(given, "ipv6", AddressFamily.InterNetworkV6) : old.Ipv6);
    }

    /// <summary><c>{"offsetSeconds"}</c>.</summary>
    public static TimeSpan Clock(JsonElement body)
    {
        var given = new ControlObject(body, "offsetSeconds");
        return TimeSpan.FromSeconds(given.Number("offsetSeconds", -MostOffsetSeconds, MostOffsetSeconds)
            ?? throw ControlError.BadValue("offsetSeconds", "given", "必填项"));
    }

    /// <summary><c>{"callsPerSecond","pageSize","listingLagSeconds"}</c>: only the keys given change; null returns to the default.</summary>
    public static LimitSettings Limits(JsonElement body, LimitSettings old)
    {
        var given = new ControlObject(body, "callsPerSecond", "pageSize", "listingLagSeconds");
        return new LimitSettings(
            given.Has("callsPerSecond") ? given.Whole("callsPerSecond", 1, 1_000_000) : old.CallsPerSecond,
            given.Has("pageSize") ? given.Whole("pageSize", 1, 1_000_000) : old.PageSize,
            given.Has("listingLagSeconds") ? given.Seconds("listingLagSeconds") : old.ListingLag);
    }

    /// <summary><c>{"propagationDelaySeconds","servers"}</c>: keys left out return to the default.</summary>
    public static DnsSettings Dns(JsonElement body)
    {
        var given = new ControlObject(body, "propagationDelaySeconds", "servers");
        var servers = given.Value("servers") is { } all
            ? Servers(new ControlObject(all, [.. DnsSettings.ServerWords]))
            : DnsSettings.Default.Servers;
        return new DnsSettings(given.Seconds("propagationDelaySeconds") ?? TimeSpan.Zero, servers);
    }

    /// <summary>One fault.</summary>
    public static FaultRule Fault(JsonElement body)
    {
        var given = new ControlObject(body, "provider", "action", "kind", "status", "code", "delayMilliseconds", "count", "ratio", "when");
        var kind = given.Word("kind", [.. Enum.GetNames<FaultKind>().Select(name => name.ToLowerInvariant())])
            ?? throw ControlError.BadValue("kind", "given", "必填项");
        var delay = given.Whole("delayMilliseconds", 0, 86_400_000);
        if (kind == "delay" && delay is null)
        {
            throw ControlError.BadValue("delayMilliseconds", "given with kind delay", "kind 为 delay 时的必填项");
        }

        return new FaultRule(Enum.Parse<FaultKind>(kind, ignoreCase: true))
        {
            Provider = Provider(given),
            Action = given.Text("action"),
            Status = given.Whole("status", 200, 599),
            Code = given.Text("code"),
            Delay = TimeSpan.FromMilliseconds(delay ?? 0),
            Count = given.Whole("count", 1, int.MaxValue),
            Ratio = given.Number("ratio", 0, 1) ?? 1,
            After = given.Word("when", "before", "after") == "after",
        };
    }

    private static SandboxProvider? Provider(ControlObject given) =>
        SandboxProviders.TryParse(given.Word("provider", "alidns", "tencent"), out var provider) ? provider : null;

    private static IPAddress? Address(ControlObject given, string key, AddressFamily family) =>
        given.Text(key) is not { } text ? null
        : IPAddress.TryParse(text, out var address) && address.AddressFamily == family && !text.Contains('%', StringComparison.Ordinal) ? address
        : throw ControlError.BadValue(key, $"an {key} address or null", $" {key} 地址或 null");

    private static ImmutableDictionary<string, NameServerSettings> Servers(ControlObject servers)
    {
        var settings = DnsSettings.Default.Servers;
        foreach (var word in DnsSettings.ServerWords)
        {
            if (servers.Value(word) is { } server)
            {
                var given = new ControlObject(server, "mode", "propagationDelaySeconds");
                var mode = given.Word("mode", [.. Enum.GetNames<NameServerMode>().Select(name => name.ToLowerInvariant())]) ?? "answer";
                settings = settings.SetItem(word, new NameServerSettings(
                    Enum.Parse<NameServerMode>(mode, ignoreCase: true), given.Seconds("propagationDelaySeconds")));
            }
        }

        return settings;
    }
}
