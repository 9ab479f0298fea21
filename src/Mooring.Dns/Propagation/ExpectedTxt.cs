using Mooring.Core.Names;

namespace Mooring.Dns.Propagation;

/// <summary>TXT values that the world shall see at a name.</summary>
/// <param name="Name">The owner name, aliases followed (see <see cref="AliasWalk"/>).</param>
/// <param name="Zone">The zone that holds it, from the account's list; its servers are those of its delegation.</param>
/// <param name="Values">All of them must be there, compared letter by letter; more may be. At least one.</param>
public sealed record ExpectedTxt(DomainName Name, DomainName Zone, IReadOnlyList<string> Values);
