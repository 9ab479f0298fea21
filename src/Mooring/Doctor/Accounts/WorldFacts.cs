using Mooring.Dns;
using Mooring.Engine.Updating;

namespace Mooring.Doctor.Accounts;

/// <summary>What the name servers say of a set that is as wanted at the provider.</summary>
/// <param name="Set">The set, with the provider's values.</param>
/// <param name="Servers">What each server says, by address.</param>
internal sealed record WorldFacts(Change Set, IReadOnlyList<ServerReport> Servers);
