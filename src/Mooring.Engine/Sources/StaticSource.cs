using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources;

/// <summary>The source <c>static</c>: the address stands in the configuration.</summary>
/// <param name="name">The name under <c>addresses:</c>.</param>
/// <param name="value">The address.</param>
/// <param name="policy">The family asked for and the ranges allowed.</param>
public sealed class StaticSource(string name, IPAddress value, AddressPolicy policy) : IAddressSource
{
    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public IpFamily Family => policy.Family;

    /// <inheritdoc />
    public bool IsPrompt => true;

    /// <inheritdoc />
    public Task<SourceAnswer> AskAsync(CancellationToken cancellation) =>
        Task.FromResult(SourceAnswer.Checked(value, policy, new Text("the configured address", "配置的地址")));
}
