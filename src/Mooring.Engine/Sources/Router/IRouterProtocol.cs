using System.Net;
using System.Net.Sockets;

namespace Mooring.Engine.Sources.Router;

/// <summary>Asks a router for its external address over one protocol.</summary>
internal interface IRouterProtocol
{
    /// <summary>How long it takes at most; the caller stops it then.</summary>
    TimeSpan Limit { get; }

    /// <summary>Asks this router, and nobody else.</summary>
    /// <exception cref="SocketException">It cannot be reached, or does not speak the protocol.</exception>
    /// <exception cref="OperationCanceledException">The limit is over.</exception>
    Task<RouterReply> AskAsync(IPAddress gateway, CancellationToken cancellation);
}
