namespace Mooring.Core.Addresses;

/// <summary>Which of a machine's addresses is meant.</summary>
/// <param name="Policy">The family, and what is allowed of it.</param>
/// <param name="Kind">Stable or temporary; concerns IPv6 only.</param>
public sealed record AddressWish(AddressPolicy Policy, AddressKind Kind = AddressKind.Stable)
{
    /// <summary>The range it must lie in; null for any.</summary>
    public IpPrefix? Prefix { get; init; }

    /// <summary>The last bits it must have; null for any. IPv6 only.</summary>
    public AddressSuffix? Suffix { get; init; }
}
