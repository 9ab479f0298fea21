namespace Mooring.Sandbox.Seeding;

/// <summary>One record of a seed, its name and value in the form the clouds store.</summary>
/// <param name="Name">Owner name relative to the zone, <c>@</c> at the apex.</param>
/// <param name="Type">The type in capitals.</param>
/// <param name="Value">The content without a priority.</param>
public sealed record SeedRecord(string Name, string Type, string Value)
{
    /// <summary>The id it gets; null for the next one.</summary>
    public string? Id { get; init; }

    /// <summary>MX only: its priority.</summary>
    public int? Priority { get; init; }

    /// <summary>Seconds a resolver may keep it.</summary>
    public int Ttl { get; init; } = 600;

    /// <summary>The provider's word for the line; null for its default line.</summary>
    public string? Line { get; init; }

    /// <summary>False when paused.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The owner's note.</summary>
    public string Remark { get; init; } = "";
}
