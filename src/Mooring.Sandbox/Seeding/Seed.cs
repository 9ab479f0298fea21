using Mooring.Core.Names;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Seeding;

/// <summary>What the clouds hold when the sandbox starts.</summary>
/// <param name="Accounts">Every key.</param>
/// <param name="Zones">Every zone.</param>
public sealed record Seed(IReadOnlyList<SandboxAccount> Accounts, IReadOnlyList<SeedZone> Zones)
{
    /// <summary>
    /// Without a seed file: the key <c>sandbox-id</c> with the secret <c>sandbox-secret</c> at both clouds, example.com at
    /// Alidns and example.net at Tencent, both empty but for SOA and NS.
    /// </summary>
    public static Seed Default { get; } = new(
        [
            new SandboxAccount(SandboxProvider.Alidns, "sandbox-id", "sandbox-secret"),
            new SandboxAccount(SandboxProvider.Tencent, "sandbox-id", "sandbox-secret"),
        ],
        [
            new SeedZone(DomainName.Parse("example.com"), SandboxProvider.Alidns, "sandbox-id", []),
            new SeedZone(DomainName.Parse("example.net"), SandboxProvider.Tencent, "sandbox-id", []),
        ]);
}

/// <summary>One zone of a seed.</summary>
/// <param name="Name">The apex.</param>
/// <param name="Provider">The cloud it lies at.</param>
/// <param name="Account">The id of the owner's key.</param>
/// <param name="Records">Its records beside SOA and the cloud's own NS.</param>
public sealed record SeedZone(DomainName Name, SandboxProvider Provider, string Account, IReadOnlyList<SeedRecord> Records);
