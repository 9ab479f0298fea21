using System.Collections.Immutable;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Composition;

/// <summary>Puts together what certificates are issued and kept with.</summary>
internal static class Certificates
{
    private const string UserAgent = "mooring";

    /// <summary>How long a person gets to add a record by hand, who may have to look for the page where that is done: an hour.</summary>
    private static readonly TimeSpan ForHands = TimeSpan.FromHours(1);

    /// <summary>How much longer than servers that fail are waited for it is looked whether somebody has added it before.</summary>
    private static readonly TimeSpan ForALook = TimeSpan.FromSeconds(30);

    /// <summary>What an issuance works with.</summary>
    /// <param name="configuration">Whose certificates.</param>
    /// <param name="installation">Its accounts and authorities.</param>
    /// <param name="tell">Told what a person is to do or to know.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="cancellation">Gives up reading state.</param>
    /// <param name="isAttended">Whether a person is there who adds records at zones without an API.</param>
    public static async Task<IssuingTools> ToolsAsync(
        MooringConfiguration configuration, Installation installation, Action<Text> tell, TimeProvider time, CancellationToken cancellation, bool isAttended = false)
    {
        var state = StateLocation.Of(configuration, _ => { });
        var options = new ChallengeOptions { Mark = await installation.Mark.ReadAsync(cancellation), Tell = tell };
        IChallengePublisher Publisher(string? account) =>
            Challenges.Publisher(installation, installation.Accounts, options with { Preferred = account }, configuration.Dns, time);

        var lookup = NameServices.Lookup(configuration.Dns, installation.HttpsResolvers, time);
        return new IssuingTools(
            new AcmeAuthorities(new AccountStore(state, time), installation.Store, UserAgent, time),
            Publisher,
            Propagation(configuration, installation, isAttended, time),
            new CertificateStore(state, time, tell),
            installation.Store,
            time)
        {
            IsAttended = isAttended,
            TextsAt = (name, stop) => NameServices.TextsAsync(lookup, name, stop),
        };
    }

    private static Propagation Propagation(MooringConfiguration configuration, Installation installation, bool isAttended, TimeProvider time)
    {
        var usual = NameServices.Propagation(configuration.Dns, installation.HttpsResolvers, time);
        var byHand = NameServices.Propagation(configuration.Dns, installation.HttpsResolvers, time, ByHand(configuration.Dns.Propagation, isAttended));
        var zones = installation.Manual.SelectMany(account => account.Zones).ToHashSet();
        return (expected, progress, cancellation) => (expected.Any(one => zones.Contains(one.Zone)) ? byHand : usual).WaitAsync(expected, progress, cancellation);
    }

    private static TimeSpan ByHand(PropagationSettings settings, bool isAttended)
    {
        var (longest, look) = (settings.Timeout ?? ForHands, settings.Grace + ForALook);
        return isAttended || longest < look ? longest : look;
    }

    /// <summary>The accounts at authorities.</summary>
    public static AcmeAccounts Accounts(MooringConfiguration configuration, Installation installation, TimeProvider time) =>
        new(new AccountStore(StateLocation.Of(configuration, _ => { }), time), installation.Store, UserAgent, time);

    /// <summary>The certificates that a configuration wants: one for each name and kind of key.</summary>
    public static ImmutableArray<CertificateWish> Wishes(MooringConfiguration configuration, Installation installation) =>
        [.. configuration.Certificates.SelectMany(certificate => certificate.Keys.Select(word => Wish(certificate, word, installation)))];

    private static CertificateWish Wish(CertificateSettings settings, string word, Installation installation) => new()
    {
        Name = settings.Name,
        Kind = CertificateKeyKinds.TryParse(word, out var kind) ? kind.Value : throw new InvalidOperationException($"no kind of key: {word}"),
        Domains = [.. settings.Domains],
        Account = settings.Account,
        IsByHand = installation.Manual.Any(account => account.Name == settings.Account),
        Issuers = [.. settings.Issuers.Select(name => installation.Issuers[name])],
        ReusesKey = settings.ReusesKey,
        Request = settings.Request,
    };
}
