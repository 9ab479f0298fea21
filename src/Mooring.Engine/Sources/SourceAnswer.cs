using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources;

/// <summary>What a source found: an address, or why there is none. Never both, never neither.</summary>
public sealed record SourceAnswer
{
    private SourceAnswer(IPAddress? value, Text? error, IReadOnlyList<RefusedAddress> refused, Text? how = null) =>
        (Value, Error, Refused, How) = (value, error, refused, how);

    /// <summary>The address, canonical and allowed; null when there is none.</summary>
    public IPAddress? Value { get; }

    /// <summary>Why there is no address and what to do; null when there is one.</summary>
    public Text? Error { get; }

    /// <summary>What was seen besides and not taken.</summary>
    public IReadOnlyList<RefusedAddress> Refused { get; }

    /// <summary>Where the address comes from, where the configuration alone does not show it; null otherwise.</summary>
    public Text? How { get; }

    /// <summary>Why the address is not to be relied on: it changes to and fro. Told once by whoever watches; null while it is steady.</summary>
    public Text? Unsteady { get; init; }

    /// <summary>Whether there is an address, and it is held back until it is steady.</summary>
    public bool IsHeld => Value is null && Unsteady is not null;

    /// <summary>An address was found.</summary>
    public static SourceAnswer Found(IPAddress value, IReadOnlyList<RefusedAddress>? refused = null, Text? how = null) =>
        new(value, null, refused ?? [], how);

    /// <summary>No address is known: whatever is published stays.</summary>
    public static SourceAnswer Unknown(Text error, IReadOnlyList<RefusedAddress>? refused = null) => new(null, error, refused ?? []);

    /// <summary>An address is known and held back because it changes to and fro: whatever is published stays.</summary>
    public static SourceAnswer Held(Text why, IReadOnlyList<RefusedAddress>? refused = null) => Unknown(why, refused) with { Unsteady = why };

    /// <summary>The address if the policy lets it through, else the refusal; <paramref name="context"/> opens the error.</summary>
    public static SourceAnswer Checked(IPAddress value, AddressPolicy policy, Text context) =>
        policy.Refuse(value) is { } reason
            ? Unknown(
                new Text($"{context.English}: {value} is {reason.English}", $"{context.Chinese}：{value} 是{reason.Chinese}"),
                [new RefusedAddress(value.ToString(), reason)])
            : Found(value);
}
