using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Certificates;

namespace Mooring.Engine.Tests.Issuing.Ordering;

/// <summary>Three years of a certificate in virtual time: outages of the authority, mass revocations, a clock that is set.</summary>
public sealed class YearsTests : IDisposable
{
    private readonly OrderingHarness world = new();
    private readonly List<DateTimeOffset> orders = [];
    private readonly List<LedgerRefusal> refused = [];
    private IssuanceLedger ledger = IssuanceLedger.Empty;
    private DateTimeOffset awayUntil;

    /// <summary>How often a round comes: every 3 hours while lifetimes are short, else every 8, since each reads files.</summary>
    private TimeSpan Step => world.Authority.Lifetime < TimeSpan.FromDays(10) ? TimeSpan.FromHours(3) : TimeSpan.FromHours(8);

    /// <summary>While time presses it is tried about hourly; the rounds of this test come at each step.</summary>
    private TimeSpan Patience => TimeSpan.FromHours(1) + (2 * Step);

    /// <summary>The lifetimes of today and of the years to come, each with a seed that always runs.</summary>
    public static TheoryData<int, int> Lifetimes => new() { { 90, 1 }, { 64, 2 }, { 45, 3 }, { 6, 4 } };

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public async Task No_certificate_expires_unless_the_authority_is_away_for_longer_and_no_limit_is_reached(int days, int seed)
    {
        var random = new Random(seed);
        var (end, expired) = (world.Time.GetUtcNow().AddYears(3), 0);
        (world.Wish, world.Authority.Lifetime) = (world.Wish with { Issuers = [world.First] }, TimeSpan.FromDays(days));
        world.Authority.Hook = OnCall;
        for (; world.Time.GetUtcNow() < end; world.Time.Advance(Step))
        {
            Happen(random);
            var outcome = await world.RunAsync(random: random.NextDouble());
            if (outcome.IsNew)
            {
                world.Authority.Window = null;
            }

            var now = world.Time.GetUtcNow();
            if (outcome.Certificate is null || outcome.Certificate.Validity.NotAfter <= now)
            {
                expired++;
                Assert.True(now - awayUntil < Patience, $"seed {seed}, {now}: expired at {outcome.Certificate?.Validity.NotAfter}, the authority was away until {awayUntil}: {outcome.Error?.English}");
            }
        }

        var least = 3 * 365 / (days * 2 / 3d);
        Assert.InRange(orders.Count, least * 0.8, (least * 2.2) + 60);
        Assert.Empty(refused);
        Assert.True(days < 10 || expired == 0, $"{expired} rounds without a certificate that counts");
        Assert.Empty(world.Published);
    }

    public void Dispose() => world.Dispose();

    /// <summary>An outage every three weeks, a mass revocation twice a year, a clock that is a minute off now and then.</summary>
    private void Happen(Random random)
    {
        var now = world.Time.GetUtcNow();
        if (now > awayUntil && random.NextDouble() < Step / TimeSpan.FromDays(21))
        {
            awayUntil = now + (TimeSpan.FromDays(5) * random.NextDouble());
        }

        if (random.NextDouble() < Step / TimeSpan.FromDays(180))
        {
            world.Authority.Window = new RenewalInfo(now.AddDays(-3), now.AddDays(-2), TimeSpan.FromHours(6), null);
        }

        if (random.NextDouble() < Step / TimeSpan.FromDays(30))
        {
            world.Time.SetUtcNow(now + TimeSpan.FromMinutes(random.Next(-3, 4)));
        }
    }

    private void OnCall(string call)
    {
        if (world.Time.GetUtcNow() < awayUntil)
        {
            throw new AcmeException(Text.Same("the authority is away")) { IsPassing = true };
        }

        if (call == "order")
        {
            LimitUse[] uses = [new LimitUse(LimitKind.SameNames, "example.com"), new LimitUse(LimitKind.Certificates, "example.com"), new LimitUse(LimitKind.Orders, "account")];
            var now = world.Time.GetUtcNow();
            orders.Add(now);
            refused.AddRange(ledger.Judge(IssuanceLimits.LetsEncrypt, uses, now) is { } refusal ? [refusal] : []);
            ledger = ledger.Take(IssuanceLimits.LetsEncrypt, uses, now);
        }
    }
}
