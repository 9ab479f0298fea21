using Mooring.Composition;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Store;

namespace Mooring.Doctor.Certificates;

/// <summary>Certificates, what became of them, their authorities, and the CAA records of their names.</summary>
internal sealed class CertificatesExamination : IExamination
{
    /// <inheritdoc />
    public Text Name { get; } = new("certificates", "证书");

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> ExamineAsync(Patient patient, CancellationToken cancellation) =>
        patient is { Configuration: { Certificates.Count: > 0 } configuration, Installation: { } installation }
            ? ExamineAsync(configuration, installation, patient.Time, cancellation)
            : Task.FromResult<IReadOnlyList<Finding>>([]);

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(
        MooringConfiguration configuration, Installation installation, TimeProvider time, CancellationToken cancellation)
    {
        var wishes = Composition.Certificates.Wishes(configuration, installation);
        var accounts = Composition.Certificates.Accounts(configuration, installation, time);
        var issuers = wishes.SelectMany(wish => wish.Issuers).DistinctBy(issuer => issuer.Name, StringComparer.Ordinal);
        var offers = Task.WhenAll(issuers.Select(issuer => accounts.AskOfferAsync(issuer, cancellation)));
        var caa = await new CaaLook(NameServices.Lookup(configuration.Dns, installation.HttpsResolvers, time))
            .LookAsync(wishes.SelectMany(wish => wish.Domains).Distinct(), cancellation);
        var standing = new List<Finding>();
        foreach (var wish in wishes)
        {
            standing.AddRange(await StandingAsync(configuration, installation, wish, time, cancellation));
        }

        return
        [
            .. standing,
            .. (await offers).Select(IssuerJudge.Judge),
            .. (await offers).SelectMany(offer => CaaJudge.Judge([.. caa.Where(name => wishes.Any(wish => wish.Issuers.Contains(offer.Issuer) && wish.Domains.Contains(name.Domain)))], offer)),
        ];
    }

    private static async Task<IEnumerable<Finding>> StandingAsync(
        MooringConfiguration configuration, Installation installation, CertificateWish wish, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            var inUse = await Deployment.Certificates(configuration, time, _ => { }).FindAsync(wish.Name, wish.Kind, cancellation);
            var state = await CertificateState.In(installation.Store, wish.Name, wish.Kind).ReadAsync(cancellation);
            var deploys = configuration.Certificates.Any(certificate => certificate.Name == wish.Name && certificate.Deploy.Count > 0);
            return CertificateJudge.Judge(new WantedCertificate(wish, inUse, state, deploys), time.GetUtcNow());
        }
        catch (StateStoreException)
        {
            // A state that cannot be read has a finding of its own.
            return [];
        }
    }
}
