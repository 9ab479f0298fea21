using System.Net;
using System.Net.Sockets;

namespace Mooring.Http;

/// <summary>Finds the addresses of a host name.</summary>
public interface IHostResolver
{
    /// <summary>Both families' addresses, best first; never empty.</summary>
    /// <exception cref="IOException">The name has no address, or nobody could tell.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation);
}

/// <summary>The operating system's resolver: hosts file, its name servers, its order (RFC 6724).</summary>
internal sealed class SystemHostResolver : IHostResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await System.Net.Dns.GetHostAddressesAsync(host, cancellation);
        }
        catch (SocketException e)
        {
            throw new ConnectionFailedException(NameFailure.For(host, TransportFailure.Describe(e.SocketErrorCode)));
        }
    }
}
