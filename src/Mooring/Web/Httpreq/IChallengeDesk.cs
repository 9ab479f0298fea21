using Mooring.Core.Names;
using Mooring.Engine.Issuing.Challenges;

namespace Mooring.Web.Httpreq;

/// <summary>Publishes and removes challenges for callers of the HTTP interface.</summary>
/// <remarks>Safe for concurrent use. What stands published outlives the request, and the daemon, until it is removed or a day old.</remarks>
internal interface IChallengeDesk
{
    /// <summary>Publishes a value beside whatever the name holds; one that is there already is kept. Does not wait until the world sees it.</summary>
    /// <param name="challenge">Which.</param>
    /// <param name="within">The names at and below which it may stand, where aliases lead too.</param>
    /// <param name="cancellation">Ends it; what may stand by then is removed later.</param>
    /// <exception cref="ChallengeException">It could not be published.</exception>
    Task PublishAsync(Challenge challenge, IReadOnlyList<DomainName> within, CancellationToken cancellation);

    /// <summary>Removes that value and no other; one that is gone already counts as removed.</summary>
    /// <param name="challenge">Which.</param>
    /// <param name="within">As above.</param>
    /// <param name="cancellation">Ends it; what is left is removed later.</param>
    /// <exception cref="ChallengeException">It could not be removed; that is tried again later.</exception>
    Task RemoveAsync(Challenge challenge, IReadOnlyList<DomainName> within, CancellationToken cancellation);
}
