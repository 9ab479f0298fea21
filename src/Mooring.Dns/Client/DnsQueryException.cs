using System.Net.Sockets;
using Mooring.Core;

namespace Mooring.Dns;

/// <summary>A question got no usable reply.</summary>
/// <param name="fault">What kind of failure.</param>
/// <param name="explanation">What was asked of whom, what came back and what to do, for people.</param>
/// <param name="inner">The network's own error, where there is one.</param>
public sealed class DnsQueryException(DnsQueryFault fault, Text explanation, Exception? inner = null) : Exception(explanation.English, inner)
{
    /// <summary>What kind of failure.</summary>
    public DnsQueryFault Fault => fault;

    /// <summary>What was asked of whom, what came back and what to do.</summary>
    public Text Explanation => explanation;

    /// <summary>Whether this machine has no way at all to addresses of that family, so that nothing was sent.</summary>
    public bool HasNoRoute => InnerException is SocketException
    {
        SocketErrorCode: SocketError.NetworkUnreachable or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable,
    };
}

/// <summary>Why a question got no usable reply.</summary>
public enum DnsQueryFault
{
    /// <summary>No reply came in time.</summary>
    TimedOut,

    /// <summary>The network said that the server cannot be reached, or nothing listens there.</summary>
    Unreachable,

    /// <summary>Only replies came that could not be read or did not fit the question.</summary>
    Unreadable,

    /// <summary>The server replied with an error, or is not responsible.</summary>
    Refused,

    /// <summary>The name does not exist or has no address.</summary>
    NotFound,

    /// <summary>Aliases lead in a circle, on for too long, to what can be no name of a record, or where no zone can be found.</summary>
    Endless,
}
