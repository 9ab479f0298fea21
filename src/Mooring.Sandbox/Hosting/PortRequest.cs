using System.Net;
using System.Net.Sockets;

namespace Mooring.Sandbox.Hosting;

/// <summary>One socket of a service.</summary>
/// <param name="Address">The local address.</param>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Offset">0 for the service's port, 1 for the next one.</param>
internal sealed record SocketRequest(IPAddress Address, ProtocolType Protocol, int Offset = 0);

/// <summary>The sockets that a service needs, all or none.</summary>
/// <param name="Option">The option that names the port, for errors: <c>--dns-port</c>.</param>
/// <param name="Port">The port; 0 for any that is free in all places at once.</param>
/// <param name="Sockets">Where to bind; at least one, the first with offset 0.</param>
internal sealed record PortRequest(string Option, int Port, IReadOnlyList<SocketRequest> Sockets);
