using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Probe;

/// <summary>Where a probe's server is reached best, and through which border it sees us.</summary>
public enum ProbeRegion
{
    /// <summary>Chosen by the user, wherever it is.</summary>
    Own,

    /// <summary>Mainland China.</summary>
    China,

    /// <summary>Elsewhere.</summary>
    Abroad,
}

/// <summary>A server that tells the address it sees us by.</summary>
/// <param name="Target">Whom to ask.</param>
/// <param name="Operator">Who runs it: answers of one operator count once.</param>
/// <param name="Region">Where it is.</param>
/// <param name="Family">The one family it serves; null for both.</param>
/// <param name="Source">Where it is documented or in use; null for a user's own.</param>
public sealed record ProbeDefinition(ProbeTarget Target, string Operator, ProbeRegion Region, IpFamily? Family = null, string? Source = null)
{
    /// <summary>A user's own probe: its operator is its host.</summary>
    public static ProbeDefinition OfUser(ProbeTarget target) => new(target, target.Host, ProbeRegion.Own);
}
