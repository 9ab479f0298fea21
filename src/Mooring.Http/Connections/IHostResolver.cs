using System.Net;
using System.Net.Sockets;
using Mooring.Core;
using Mooring.Dns;

namespace Mooring.Http;

/// <summary>Finds the addresses of a host name.</summary>
public interface IHostResolver
{
    /// <summary>Both families' addresses, best first; never empty.</summary>
    /// <exception cref="IOException">The name has no address, or nobody could tell.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation);
}

/// <summary>Resolvers of the user's choice, instead of the operating system's.</summary>
/// <param name="resolver">Asks them.</param>
public sealed class DnsHostResolver(StubResolver resolver) : IHostResolver
{
    /// <summary>A resolver that asks these servers in turn; null, for the operating system's, where there are none.</summary>
    public static DnsHostResolver? Through(IReadOnlyList<IPEndPoint> servers, TimeProvider time) =>
        servers.Count == 0 ? null : new(new StubResolver(new DnsClient(time, new DnsClientOptions()), servers));

    /// <inheritdoc />
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            return await resolver.ResolveAsync(host, cancellation);
        }
        catch (DnsQueryException e)
        {
            throw new ConnectionFailedException(NameFailure.For(host, e.Explanation));
        }
        catch (FormatException)
        {
            throw new ConnectionFailedException(NameFailure.For(host, new Text("it is no host name", "它不是主机名")));
        }
    }
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
