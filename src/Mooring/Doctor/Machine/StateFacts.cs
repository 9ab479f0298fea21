using Mooring.Configuration;

namespace Mooring.Doctor.Machine;

/// <summary>Whether a directory can be written.</summary>
internal enum WriteAccess
{
    /// <summary>It can.</summary>
    Granted,

    /// <summary>This user may not.</summary>
    Denied,

    /// <summary>Nobody may: its file system is read-only.</summary>
    ReadOnly,
}

/// <summary>The directory in which state is kept.</summary>
internal sealed record StateFacts
{
    /// <summary>The directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The directory itself where it is there, else the nearest above it that is.</summary>
    public required string Nearest { get; init; }

    /// <summary>Whether <see cref="Nearest"/> is a directory and not a file in its place.</summary>
    public bool IsDirectory { get; init; } = true;

    /// <summary>Whether <see cref="Nearest"/> can be written.</summary>
    public WriteAccess Access { get; init; }

    /// <summary>Whom <see cref="Nearest"/> belongs to and who may do what; null where the system does not tell.</summary>
    public FileFacts? File { get; init; }

    /// <summary>The octets that are free for this user; null where the system does not tell.</summary>
    public long? Free { get; init; }

    /// <summary>Whether it is there.</summary>
    public bool Exists => Directory == Nearest;
}
