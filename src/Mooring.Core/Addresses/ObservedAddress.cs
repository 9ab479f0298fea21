using System.Net;

namespace Mooring.Core.Addresses;

/// <summary>What a system says of an address on one of its interfaces.</summary>
[Flags]
public enum AddressFlags
{
    /// <summary>An ordinary, stable address in use.</summary>
    None = 0,

    /// <summary>A temporary privacy address (RFC 8981), replaced about once a day.</summary>
    Temporary = 1,

    /// <summary>Its preferred lifetime is over (RFC 4862 §5.5.4): no new connections, as with the prefix of yesterday.</summary>
    Deprecated = 2,

    /// <summary>Duplicate address detection (RFC 4862 §5.4) is under way.</summary>
    Tentative = 4,

    /// <summary>Duplicate address detection found another host with this address.</summary>
    Duplicate = 8,

    /// <summary>Set by hand: no lifetime at all.</summary>
    Permanent = 16,

    /// <summary>The administrator keeps it from outgoing connections, and Windows from registering it in DNS (<c>SkipAsSource</c>).</summary>
    SkipAsSource = 32,
}

/// <summary>An address seen on an interface, with all its bits and what the system knows of it.</summary>
/// <param name="Address">The address, without a zone.</param>
/// <param name="PrefixLength">Length of the on-link prefix in bits; 128 is typical of DHCPv6, 64 of SLAAC.</param>
public sealed record ObservedAddress(IPAddress Address, int PrefixLength)
{
    /// <summary>The system's flags; null where the system tells none.</summary>
    public AddressFlags? Flags { get; init; }

    /// <summary>Remaining preferred lifetime; <see cref="TimeSpan.MaxValue"/> without end, null where unknown.</summary>
    public TimeSpan? PreferredLifetime { get; init; }

    /// <summary>Remaining valid lifetime; <see cref="TimeSpan.MaxValue"/> without end, null where unknown.</summary>
    public TimeSpan? ValidLifetime { get; init; }

    /// <summary>Whether the flag is known to be set.</summary>
    public bool Has(AddressFlags flag) => Flags is { } flags && (flags & flag) == flag;

    /// <summary>Whether new connections should not use it any more.</summary>
    public bool IsDeprecated => Has(AddressFlags.Deprecated) || PreferredLifetime <= TimeSpan.Zero;
}

/// <summary>An address that a source saw and did not take.</summary>
/// <param name="Value">The address, or what was found in its place.</param>
/// <param name="Reason">Why, and what to do about it.</param>
public sealed record RefusedAddress(string Value, Text Reason);
