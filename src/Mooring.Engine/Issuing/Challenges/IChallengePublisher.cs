namespace Mooring.Engine.Issuing.Challenges;

/// <summary>Puts the values of dns-01 challenges into DNS and takes them away again.</summary>
/// <remarks>
/// Safe for concurrent use, by many processes on one zone too: each works on its own values, and whoever is killed leaves a line in the
/// journal by which the next start cleans up. What others hold under the same name always stays.
/// </remarks>
public interface IChallengePublisher
{
    /// <summary>Publishes all values: one listing for each zone, and no waiting for propagation. A value that is there already is kept.</summary>
    /// <returns>One for each challenge, in the same order; of zones without an API, what whoever calls has a person add.</returns>
    /// <exception cref="ChallengeException">Some value could not be published; those of this call that were are removed again.</exception>
    Task<IReadOnlyList<PublishedChallenge>> PublishAsync(IReadOnlyList<Challenge> challenges, CancellationToken cancellation);

    /// <summary>Removes the values, by value and never by name. What is gone already counts as removed.</summary>
    /// <exception cref="ChallengeException">Some could not be removed; the next <see cref="SweepAsync"/> tries again.</exception>
    Task RemoveAsync(IReadOnlyList<PublishedChallenge> published, CancellationToken cancellation);

    /// <summary>Removes what runs that are gone left behind, and what could not be removed before. What fails is told and tried again next time.</summary>
    /// <returns>How many values were removed.</returns>
    Task<int> SweepAsync(CancellationToken cancellation);
}
