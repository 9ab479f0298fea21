using System.Net;
using Mooring.Core;

namespace Mooring.Http.Tests;

/// <summary>A resolver that knows one answer for every name.</summary>
internal sealed class Names(params IPAddress[] addresses) : IHostResolver
{
    public List<string> Asked { get; } = [];

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation)
    {
        Asked.Add(host);
        return Task.FromResult<IReadOnlyList<IPAddress>>(addresses);
    }
}

/// <summary>A resolver that knows no name.</summary>
internal sealed class NoNames : IHostResolver
{
    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellation) =>
        throw new ConnectionFailedException(NameFailure.For(host, new Text("no such name", "没有这个名称")));
}
