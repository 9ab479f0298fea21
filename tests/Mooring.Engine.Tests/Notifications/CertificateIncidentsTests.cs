using System.Collections.Immutable;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Core.Names;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Engine.Notifications;

namespace Mooring.Engine.Tests.Notifications;

public sealed class CertificateIncidentsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly CertificateWish Wish = new()
    {
        Name = "example",
        Kind = CertificateKeyKind.EcdsaP256,
        Domains = [DomainName.Parse("example.com")],
        Issuers = [new Issuer("letsencrypt", new Uri("https://ca.example/directory"))],
    };

    private readonly CertificateIncidents incidents = new("nas", Language.English);
    private ImmutableDictionary<string, DateTimeOffset> open = ImmutableDictionary<string, DateTimeOffset>.Empty.Add("nas.example.com A default home", Start);

    [Fact]
    public void A_new_certificate_is_told_once_and_others_incidents_stay()
    {
        Assert.Equal(["changed: Mooring nas: certificate example (ecdsa-p256): issued by letsencrypt, valid until 2026-04-01 00:00 UTC"], After(0, Outcome(isNew: true)));
        Assert.Empty(After(1, Outcome()));
        Assert.Single(open);
    }

    [Fact]
    public void A_failure_is_one_message_and_its_end_another_with_its_length()
    {
        Assert.Equal(["failed: Mooring nas: certificate example (ecdsa-p256): failed: no right"], After(0, Outcome(error: "no right")));
        Assert.Empty(After(1, Outcome(error: "no right")));

        Assert.Equal(["recovered: Mooring nas: certificate example (ecdsa-p256): works again after 2 h"], After(2, Outcome()));
        Assert.Empty(After(3, Outcome()));
    }

    [Fact]
    public void One_that_runs_out_is_told_once_with_the_reason()
    {
        After(24 * 70, Outcome(error: "no right"));

        Assert.Equal(
            ["expiring: Mooring nas: certificate example (ecdsa-p256) runs out at 2026-04-01 00:00 UTC and could not be renewed: no right"],
            After(24 * 76, Outcome(error: "no right")));
        Assert.Empty(After(24 * 77, Outcome(error: "no right")));
    }

    [Fact]
    public void One_that_left_the_configuration_neither_fails_nor_recovers()
    {
        After(0, Outcome(error: "no right"));

        Assert.Empty(After(1));
        Assert.Single(open);
    }

    private string[] After(int hours, params CertificateOutcome[] outcomes)
    {
        (open, var notices) = incidents.After(open, outcomes, Start.AddHours(hours));
        return [.. notices.Select(notice => $"{notice.Event}: {notice.Title}")];
    }

    private static CertificateOutcome Outcome(bool isNew = false, string? error = null) => new(Wish, new StoredCertificate
    {
        Name = "example",
        Kind = CertificateKeyKind.EcdsaP256,
        Version = 1,
        Chain = [],
        Key = new Secret("key"),
        Domains = [.. Wish.Domains],
        Validity = new Validity(Start, Start.AddDays(90)),
        Serial = "01",
        IssuedBy = "Test",
        Origin = new CertificateOrigin("letsencrypt", new Uri("https://ca.example/directory"), Start),
    }, isNew) { Error = error is null ? null : Text.Same(error) };
}
