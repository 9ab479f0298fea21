using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Interface;

/// <summary>What the source <c>neighbour</c> needs to know.</summary>
public sealed record NeighbourOptions
{
    /// <summary>This machine's interface on the neighbour's network, or a pattern with <c>*</c> and <c>?</c>.</summary>
    public required string Interface { get; init; }

    /// <summary>The last bits of the neighbour's address, which stay when the prefix changes.</summary>
    public required AddressSuffix Suffix { get; init; }

    /// <summary>How many leading bits are taken from this machine's address: 48 to 64, default 64.</summary>
    public int PrefixLength { get; init; } = 64;

    /// <summary>Which addresses it may yield; IPv6.</summary>
    public required AddressPolicy Policy { get; init; }
}

/// <summary>The source <c>neighbour</c>: the address of another machine on this network, whose prefix is this machine's own.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="options">Which neighbour.</param>
/// <param name="reader">Looks at this machine's interfaces.</param>
public sealed class NeighbourSource(string name, NeighbourOptions options, IInterfaceReader reader) : IAddressSource
{
    private const int Longest = 64;
    private const int SingleAddress = 128;

    // Of any kind: only the prefix matters, which a temporary address has too, and some systems do not tell which is which.
    private readonly InterfaceSource own = new(name, new InterfaceOptions { Interface = options.Interface, Wish = new AddressWish(options.Policy, AddressKind.Any) }, reader);

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => IpFamily.IPv6;

    /// <inheritdoc />
    public bool IsPrompt => true;

    /// <inheritdoc />
    public Task<SourceAnswer> AskAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(own.Look(Join));
    }

    private SourceAnswer Join(ObservedAddress seen, IReadOnlyList<RefusedAddress> refused)
    {
        // A lease of DHCPv6 is a /128, though its network is a /64 like the others'.
        var length = seen.PrefixLength is > Longest and < SingleAddress ? seen.PrefixLength : options.PrefixLength;
        var prefix = IpPrefix.Of(seen.Address, length);
        if (length > options.Suffix.FreeBits)
        {
            return SourceAnswer.Unknown(TooLong(prefix), refused);
        }

        var address = options.Suffix.In(prefix);
        return options.Policy.Refuse(address) is { } reason
            ? SourceAnswer.Unknown(new Text($"{address} is {reason.English}", $"{address} 是{reason.Chinese}"), [new RefusedAddress(address.ToString(), reason)])
            : SourceAnswer.Found(address, refused, new Text(
                $"{options.Suffix} in {prefix}, which {seen.Address} of {options.Interface} lies in",
                $"{options.Suffix} 位于前缀 {prefix}（取自 {options.Interface} 的 {seen.Address}）"));
    }

    private Text TooLong(IpPrefix prefix) => new(
        $"the prefix of {options.Interface} is {prefix}, which leaves {SingleAddress - prefix.Length} bits, but {options.Suffix} has {SingleAddress - options.Suffix.FreeBits}; "
        + "write a shorter suffix, or have the router hand out a /64",
        $"{options.Interface} 的前缀是 {prefix}，只剩 {SingleAddress - prefix.Length} 位，而 {options.Suffix} 有 {SingleAddress - options.Suffix.FreeBits} 位；"
        + "请缩短后缀，或让路由器下发 /64 前缀");
}
