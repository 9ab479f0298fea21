using System.Net;
using Mooring.Core;

namespace Mooring.Dns.Propagation;

/// <summary>What one server last said of one name.</summary>
/// <param name="Server">Its name; a resolver's address or URL; the zone, where its servers could not be found.</param>
/// <param name="Address">The address it was asked at; null where there is none.</param>
/// <param name="State">What that means.</param>
/// <param name="Says">The same in words, as they follow the server's name: "answers that there is no such name".</param>
/// <param name="Since">Since when the state has been so, from the begin of the wait.</param>
public sealed record Sighting(string Server, IPAddress? Address, SightingState State, Text Says, TimeSpan Since)
{
    /// <summary>Whether it is a resolver over HTTPS.</summary>
    public bool IsHttps { get; init; }

    /// <summary>The server as people are told of it.</summary>
    public string Described => Address is null ? Server : $"{Server} ({Address})";

    /// <summary>Whether it gives no statement.</summary>
    internal bool IsFailing => State is SightingState.Failed or SightingState.NoRoute;
}

/// <summary>What a server's word means for the values that are waited for.</summary>
public enum SightingState
{
    /// <summary>It has not spoken yet.</summary>
    Unasked,

    /// <summary>It answers all values.</summary>
    Right,

    /// <summary>It answers something else: an old state, no record, an alias.</summary>
    Old,

    /// <summary>It is silent, refuses, reports an error, or is not responsible.</summary>
    Failed,

    /// <summary>This machine has no way to addresses of that family.</summary>
    NoRoute,
}
