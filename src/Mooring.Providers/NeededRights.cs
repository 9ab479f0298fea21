using Mooring.Core.Records;

namespace Mooring.Providers;

/// <summary>What a key has to be allowed. To list zones and their records always belongs to it.</summary>
/// <param name="Zones">The zones; none for every zone of the account.</param>
/// <param name="Records">What is done with their records beside listing them.</param>
public sealed record NeededRights(IReadOnlyList<HostedZone> Zones, RecordRights Records);

/// <summary>What may be done with records.</summary>
[Flags]
public enum RecordRights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Records are added.</summary>
    Add = 1,

    /// <summary>Records are changed.</summary>
    Update = 2,

    /// <summary>Remarks are set.</summary>
    Remark = 4,

    /// <summary>Records are deleted.</summary>
    Delete = 8,

    /// <summary>All of it.</summary>
    All = Add | Update | Remark | Delete,
}
