using Mooring.Core;

namespace Mooring.Engine.Store;

/// <summary>Why the state could not be read or written.</summary>
public enum StateFault
{
    /// <summary>Another process holds the lock.</summary>
    Locked,

    /// <summary>The disk or the quota is full.</summary>
    Full,

    /// <summary>The directory or a file may not be written or read by this user, or the file system is read-only.</summary>
    Denied,

    /// <summary>Any other failure of the file system.</summary>
    Unavailable,
}

/// <summary>The state could not be read or written.</summary>
/// <param name="fault">What kind of failure it is.</param>
/// <param name="text">What was being done, to which file, what came back, and what to do.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class StateStoreException(StateFault fault, Text text, Exception? inner = null) : Exception(text.English, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public StateFault Fault => fault;

    /// <summary>The message in both languages.</summary>
    public Text Text => text;
}
