using System.Net;

namespace Mooring.Core.Addresses;

/// <summary>What was chosen among an interface's addresses.</summary>
/// <param name="Chosen">The address, or null when none fits.</param>
/// <param name="Why">Why none fits; null when one was chosen.</param>
/// <param name="Refused">Every other address of the family and why it was passed over, in byte order.</param>
public sealed record SelectedAddress(ObservedAddress? Chosen, Text? Why, IReadOnlyList<RefusedAddress> Refused)
{
    /// <summary>Whether none was chosen only because the system tells too little of them: no address is missing.</summary>
    public bool IsIndistinct { get; init; }
}

/// <summary>Chooses one of an interface's addresses by what it is, never by its place in the list.</summary>
/// <remarks>
/// Refused: special-use ranges that are not allowed, addresses whose duplicate detection is under way or failed, deprecated
/// ones (the prefix of yesterday), and the kind that was not asked for. Of those left the first wins in this order: public
/// before allowed special-use; the prefix that the default route's packets carry; not kept from outgoing connections; set by hand; preferred lifetime not
/// below half of the longest (the fresh prefix, where a router forgot to take back the old one); an ordinary prefix before a /128 of DHCPv6, whose last bits follow the server's leases;
/// the smaller address. Of temporary addresses the one with the longest preferred lifetime, which is the newest.
/// Where the system tells no flags, and several addresses could be the stable one, none is chosen: it might be the temporary one, or that of yesterday.
/// </remarks>
public static class AddressSelection
{
    /// <summary>Chooses among the addresses of the interfaces meant.</summary>
    /// <param name="observed">The addresses, in any order.</param>
    /// <param name="wish">Which one is meant.</param>
    /// <param name="wayOut">The source address that the system gives to packets on the default route; null where there is none or it is not known.</param>
    public static SelectedAddress Choose(IEnumerable<ObservedAddress> observed, AddressWish wish, IPAddress? wayOut = null)
    {
        var seen = observed.Where(one => one.Address.Family() == wish.Policy.Family)
            .DistinctBy(one => one.Address)
            .OrderBy(one => one.Address, ByteOrder.Instance)
            .ToArray();
        var fits = seen.Where(one => Refuse(one, wish) is null).ToArray();
        var best = Best(fits, wayOut);
        var alike = fits.Where(one => best is not null && wish.Kind == AddressKind.Stable && IsAlike(one, best, wayOut)).ToArray();
        var chosen = alike.Length > 1 ? null : best;

        var refused = seen.Where(one => one != chosen)
            .Select(one => new RefusedAddress(one.Address.ToString(), Refuse(one, wish) ?? (chosen is null ? Indistinct : PassedOver(chosen))))
            .ToArray();
        return chosen is not null ? new SelectedAddress(chosen, null, refused)
            : best is not null ? new SelectedAddress(null, CannotTell(alike), refused) { IsIndistinct = true }
            : IsUntold(seen, wish) ? new SelectedAddress(null, TellsNoTemporary, refused) { IsIndistinct = true }
            : new SelectedAddress(null, Nothing(seen, wish.Policy), refused);
    }

    /// <summary>Whether only a guess would tell them apart.</summary>
    private static bool IsAlike(ObservedAddress one, ObservedAddress best, IPAddress? wayOut) =>
        one.Flags is null && best.Flags is null && one.Address.Family() == IpFamily.IPv6
        && SpecialUse.Find(one.Address) is null == SpecialUse.Find(best.Address) is null
        && SharesPrefix(one, wayOut) == SharesPrefix(best, wayOut);

    private static Text? Refuse(ObservedAddress one, AddressWish wish) =>
        wish.Policy.Refuse(one.Address) ?? RefuseState(one) ?? RefusePlace(one.Address, wish)
        ?? (wish.Policy.Family == IpFamily.IPv6 ? RefuseKind(one, wish.Kind) : null);

    private static Text? RefusePlace(IPAddress address, AddressWish wish) =>
        wish.Prefix is { } prefix && !prefix.Contains(address)
            ? new Text($"outside of the prefix {prefix}", $"不在前缀 {prefix} 之内")
        : wish.Suffix is { } suffix && !suffix.IsOf(address)
            ? new Text($"its last bits are not {suffix}", $"后缀不是 {suffix}")
        : null;

    private static Text? RefuseState(ObservedAddress one) =>
        one.Has(AddressFlags.Duplicate)
            ? new Text("another host on this link has the same address (duplicate address detection failed)", "链路上已有其他主机使用该地址（重复地址检测失败）")
        : one.Has(AddressFlags.Tentative)
            ? new Text("duplicate address detection is still under way; it can be used in a moment", "重复地址检测尚未完成，稍后即可使用")
        : one.IsDeprecated
            ? new Text("deprecated: its preferred lifetime is over, as with an old prefix", "已弃用：首选生存期已过，通常属于旧前缀")
        : null;

    private static Text? RefuseKind(ObservedAddress one, AddressKind kind) => (kind, one.Has(AddressFlags.Temporary)) switch
    {
        (AddressKind.Stable, true) => new Text(
            "a temporary privacy address; `select: temporary` or `select: any` takes it",
            "临时隐私地址；可用 `select: temporary` 或 `select: any` 选用"),
        (AddressKind.Temporary, false) => new Text(
            "not a temporary address; `select: stable` takes it",
            "不是临时地址；可用 `select: stable` 选用"),
        _ => null,
    };

    private static ObservedAddress? Best(IReadOnlyList<ObservedAddress> fits, IPAddress? wayOut)
    {
        var longest = fits.Max(one => one.PreferredLifetime);
        return fits
            .OrderBy(one => SpecialUse.Find(one.Address) is not null)
            .ThenBy(one => one.Has(AddressFlags.Temporary))
            .ThenBy(one => !SharesPrefix(one, wayOut))
            .ThenBy(one => one.Has(AddressFlags.SkipAsSource))
            .ThenBy(one => !one.Has(AddressFlags.Permanent))
            .ThenByDescending(one => one.Has(AddressFlags.Temporary) ? one.PreferredLifetime ?? TimeSpan.Zero : TimeSpan.Zero)
            .ThenBy(one => one.PreferredLifetime < longest / 2)
            .ThenBy(one => one.PrefixLength == 128)
            .ThenBy(one => one.Address, ByteOrder.Instance)
            .FirstOrDefault();
    }

    /// <summary>A lease of DHCPv6 is a /128, though its network is a /64 like the others'.</summary>
    private static bool SharesPrefix(ObservedAddress one, IPAddress? wayOut) =>
        wayOut is not null && wayOut.Family() == one.Address.Family()
        && IpPrefix.Of(wayOut, wayOut.Family() == IpFamily.IPv6 ? Math.Min(one.PrefixLength, 64) : one.PrefixLength).Contains(one.Address);

    private static Text PassedOver(ObservedAddress chosen) =>
        new($"{chosen.Address} comes before it", $"{chosen.Address} 优先于它");

    private static Text Indistinct { get; } = new(
        "it may be the stable or a temporary address; this system does not tell",
        "可能是稳定地址，也可能是临时地址；本系统不提供此信息");

    private static Text CannotTell(IReadOnlyList<ObservedAddress> alike)
    {
        var addresses = string.Join(", ", alike.Select(one => one.Address));
        return new Text(
            $"this system does not tell which of {addresses} is stable and which temporary; name it by `suffix`, have a `command` tell it, or take any with `select: any`",
            $"本系统不提供 {addresses} 中哪个稳定、哪个临时的信息；请用 `suffix` 指明，用 `command` 取得，或用 `select: any` 任选其一");
    }

    /// <summary>Whether a temporary address is meant where the system does not tell which are.</summary>
    private static bool IsUntold(IReadOnlyList<ObservedAddress> seen, AddressWish wish) =>
        wish is { Kind: AddressKind.Temporary, Policy.Family: IpFamily.IPv6 }
        && seen.All(one => one.Flags is null) && seen.Any(one => wish.Policy.Refuse(one.Address) is null);

    private static Text TellsNoTemporary { get; } = new(
        "this system does not tell which addresses are temporary; use `select: stable`",
        "本系统不提供哪些地址是临时地址的信息；请使用 `select: stable`");

    private static Text Nothing(IReadOnlyList<ObservedAddress> seen, AddressPolicy policy)
    {
        var family = policy.Family.ToString();
        return seen.Count == 0 ? new Text($"no {family} address", $"没有 {family} 地址")
            : seen.All(one => policy.Refuse(one.Address) is not null) ? new Text($"no global {family} address", $"没有全局 {family} 地址")
            : new Text($"no {family} address that can be used", $"没有可用的 {family} 地址");
    }

    /// <summary>Addresses of one family as unsigned numbers.</summary>
    private sealed class ByteOrder : IComparer<IPAddress>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(IPAddress? x, IPAddress? y) =>
            (x?.GetAddressBytes() ?? []).AsSpan().SequenceCompareTo(y?.GetAddressBytes() ?? []);
    }
}
