using System.Text.RegularExpressions;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Configuration.Sections.Sources;

/// <summary>What every source begins with.</summary>
/// <param name="Name">Its name under <c>addresses:</c>.</param>
/// <param name="Family">Its family; null where that is missing or wrong, and reported.</param>
/// <param name="Allow">Special-use ranges that are let through.</param>
internal sealed record SourceHead(string Name, IpFamily? Family, AllowedRanges Allow);

/// <summary>A kind of source.</summary>
/// <param name="Word">What <c>source:</c> calls it.</param>
/// <param name="Keys">The keys that belong to it besides those of every source.</param>
/// <param name="Read">Reads it; null when something was wrong and is reported.</param>
internal sealed record SourceKind(string Word, IReadOnlyList<Key> Keys, Func<SourceHead, Section, AddressSettings?> Read);

/// <summary>Keys that several kinds of sources share.</summary>
internal static class SourceKeys
{
    /// <summary>The family, of every source.</summary>
    public static readonly Key<IpFamily> Family = new("family", Addresses.Family,
        new Text("the family of the address: ipv4 (published as A) or ipv6 (AAAA)", "地址族：ipv4（发布为 A）或 ipv6（发布为 AAAA）")) { IsRequired = true };

    /// <summary>The ranges let through, of every source that finds an address itself.</summary>
    public static readonly Key<IReadOnlyList<AllowedRanges>> Allow = new("allow",
        new ListKind<AllowedRanges>(Addresses.Range, new Text("a list of special-use ranges", "特殊用途地址段列表")) { OrOne = true },
        new Text("special-use ranges that are otherwise refused", "放行原本会被拒绝的特殊用途地址段"));

    /// <summary>An interface of this machine.</summary>
    public static readonly Key<string> Interface = new("interface", Words.Any(new Text("an interface's name such as eth0, or a pattern such as en*", "网卡名称（例如 eth0）或通配符（例如 en*）")),
        new Text("interface, neighbour: this machine's interface, by its name or a pattern with `*` and `?`", "interface、neighbour：本机网卡名称，可用通配符 `*` 和 `?`"));

    /// <summary>The last bits of an address.</summary>
    public static readonly Key<AddressSuffix> Suffix = new("suffix", Addresses.Suffix,
        new Text("interface: the last 64 bits that the IPv6 address must have; neighbour: the other machine's", "interface：IPv6 地址须有的最后 64 位；neighbour：另一台机器的后缀"));

    /// <summary>Where the address stands in a text.</summary>
    public static readonly Key<Regex> Match = new("match", Programs.Pattern,
        new Text("command, file: a regular expression with one group that must hit exactly one address", "command、file：含一个分组的正则表达式，须恰好命中一个地址"));

    /// <summary>Reports a source that exists for the other family only.</summary>
    /// <returns>Whether the family is right, or unknown.</returns>
    public static bool RequireFamily(SourceHead head, Section section, IpFamily only, Text why)
    {
        if (head.Family is null || head.Family == only)
        {
            return true;
        }

        section.Report(Family, why, new Text($"write `family: {only.Word()}`, or another source", $"请写 `family: {only.Word()}`，或换一种来源"));
        return false;
    }
}
