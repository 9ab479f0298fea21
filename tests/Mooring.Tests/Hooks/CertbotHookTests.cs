using System.Net;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Dns;
using Mooring.Dns.Propagation;
using Mooring.Engine.Issuing.Challenges;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Hooks;
using Mooring.Testing;

namespace Mooring.Tests.Hooks;

/// <summary>What a hook does beside its own challenge.</summary>
public sealed class CertbotHookTests
{
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_does_not_answer_about_an_earlier_run_does_not_keep_certbot_waiting()
    {
        // Given a value of a run that is gone, in a zone whose host has fallen silent
        var store = new InMemoryStateStore();
        var zone = new InMemoryZone(new HostedZone(DomainName.Parse("example.com")), clock);
        await Publisher(store, new Account("home", zone), ChallengeOwner.Current(isHook: false) with { Started = "before" })
            .PublishAsync([new Challenge(DomainName.Parse("example.com"), "one")], Cancellation);
        var silent = new SlowZone(zone);
        var hook = new CertbotHook(
            Publisher(store, new Account("home", silent), ChallengeOwner.Current(isHook: true)),
            new PropagationCheck(new DnsClient(clock, new DnsClientOptions()), [new IPEndPoint(IPAddress.Loopback, 1)], [], new PropagationOptions(), clock),
            clock);

        var sweeping = hook.SweepAsync(Cancellation);
        while (!sweeping.IsCompleted)
        {
            clock.Advance(silent.Calls > 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
            await Task.Yield();
        }

        await sweeping;
        Assert.Single(await new ChallengeJournal(store).ReadAsync(Cancellation));
    }

    private ChallengePublisher Publisher(IStateStore store, Account account, ChallengeOwner owner) =>
        new([account], store, new ChallengeOptions { Mark = "mooring@here", Owner = owner }, clock);
}
