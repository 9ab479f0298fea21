using System.Globalization;
using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Daemon;
using Mooring.Engine.Sources.Interface;
using Mooring.Testing;

namespace Mooring.Tests.Daemon.Simulation;

/// <summary>A machine, its network, its provider and the people about it, as they change in virtual time by a seed.</summary>
internal sealed class World : IBell, IInterfaceReader
{
    private static readonly DnsFault[] Faults =
        [DnsFault.Unavailable, DnsFault.Throttled, DnsFault.Clock, DnsFault.Credentials, DnsFault.Permission, DnsFault.Rejected];

    private readonly Random random;
    private readonly PriorityQueue<Func<bool>, TimeSpan> coming = new();
    private bool isDown;
    private bool hasAddress = true;
    private string address = "2001:db8::1";
    private Site? victim;
    private int callsToLive;
    private int jumps;
    private TimeSpan lastTrouble;
    private TimeSpan meddled = TimeSpan.FromDays(-1);

    public World(int seed)
    {
        random = new Random(seed);
        Sites = [new Site("home", "example.com", Time), new Site("second", "example.org", Time), new Site("office", "example.net", Time)];

        // As DNSPod is: a listing lags, and an addition takes no remark.
        Sites[2].Zone.ListingLag = TimeSpan.FromSeconds(30);
        Sites[2].Zone.AdditionTakesRemark = false;
        foreach (var site in Sites)
        {
            site.Zone.Hook = (action, after) => OnCall(site, action, after);
        }
    }

    public ManualClock Time { get; } = new();

    /// <summary>The accounts, two at one provider and one at the other, each with a zone.</summary>
    public Site[] Sites { get; }

    public MortalStore Store { get; } = new();

    public RoundLog Log { get; set; } = null!;

    public News News { get; } = new("simulated");

    public TimeSpan Until { get; init; } = TimeSpan.FromDays(30);

    public int Events { get; private set; }

    public int ChecksAtRest { get; private set; }

    public int ChecksOfRightNames { get; private set; }

    public bool IsOver => Now >= Until;

    private TimeSpan Now => TimeSpan.FromTicks(Time.GetTimestamp());

    /// <summary>Everything that goes wrong, each at its own pace.</summary>
    public void Unleash()
    {
        Often(TimeSpan.FromHours(6), NewAddress);
        Often(TimeSpan.FromDays(3), Flap);
        Often(TimeSpan.FromDays(1.5), () => For(TimeSpan.FromMinutes(20), () => hasAddress = false, () => hasAddress = true, isNews: true));
        Often(TimeSpan.FromDays(1), () => For(TimeSpan.FromHours(2), () => isDown = true, () => isDown = false, isNews: true));
        Often(TimeSpan.FromHours(12), () => For(TimeSpan.FromMinutes(90), Fault(Faults[random.Next(Faults.Length)])));
        Often(TimeSpan.FromDays(5), () => For(TimeSpan.FromHours(8), Fault(DnsFault.Credentials)));
        Often(TimeSpan.FromDays(1), () => For(TimeSpan.FromMinutes(30), LoseAnswers()));
        Often(TimeSpan.FromDays(4), SetClock);
        Often(TimeSpan.FromDays(1), () => Quietly(() => (victim, callsToLive) = (AnySite(), random.Next(4))));
        Often(TimeSpan.FromDays(2), Meddle);
        Often(TimeSpan.FromDays(10), Fight);
    }

    /// <summary>Lets time pass while the daemon works; false where nothing waits for time.</summary>
    public bool Pass(TimeSpan span)
    {
        var waits = Time.ArmedTimers > 0;
        MoveTo(waits ? Now + span : Now);
        return waits;
    }

    public Task PatienceAsync(CancellationToken cancellation) => new TaskCompletionSource().Task;

    public Task<Wake?> WaitAsync(TimeSpan pause, Task? work, CancellationToken cancellation)
    {
        if (Store.IsDead)
        {
            victim = null;
            return Task.FromCanceled<Wake?>(new CancellationToken(canceled: true));
        }

        CheckAtRest();
        var due = Now + (pause > TimeSpan.Zero ? pause : TimeSpan.Zero);
        while (coming.TryPeek(out _, out var at) && at <= due)
        {
            var jumpsBefore = jumps;
            MoveTo(at);
            Events++;
            if (coming.Dequeue()())
            {
                return Task.FromResult<Wake?>(Wake.News);
            }

            if (jumps != jumpsBefore)
            {
                break;
            }
        }

        MoveTo(jumps == 0 || Now > due ? due : Now);
        jumps = 0;
        return IsOver ? Task.FromCanceled<Wake?>(new CancellationToken(canceled: true)) : Task.FromResult<Wake?>(Wake.Due);
    }

    public async Task<bool> EndsBeforeNewsAsync(Task work)
    {
        await Task.WhenAny(work);
        return true;
    }

    public InterfaceReading Read() => new(
        [new NetworkCard("eth0", "eth0", IsUp: true, hasAddress ? [new ObservedAddress(IPAddress.Parse(address), 64) { Flags = AddressFlags.None }] : [])], InContainer: false)
    {
        Routes = isDown ? [] : [new DefaultRoute(IpFamily.IPv6, "eth0", null)],
    };

    /// <summary>At every moment in which the daemon waits: nothing foreign changed, nothing doubled, names right or the reason told.</summary>
    private void CheckAtRest()
    {
        ChecksAtRest++;
        var settled = Now - lastTrouble > TimeSpan.FromMinutes(130) && Array.TrueForAll(Sites, site => site.Fault is null);
        ChecksOfRightNames += settled ? 1 : 0;
        foreach (var site in Sites)
        {
            site.CheckOthers();
            Check(site, site.Nas, settled);
            Check(site, site.Lab, settled);
        }
    }

    private void Check(Site site, DomainName name, bool settled)
    {
        var told = Log.Failing.Contains(name) || Log.Unsteady.Count > 0 || isDown;
        var unseen = Now - meddled < TimeSpan.FromMinutes(36);
        Assert.True(
            (hasAddress && site.Ours(name) is [var value] && value == address) || (!settled && (told || unseen)),
            $"{Now}: {name} is [{string.Join(' ', site.Ours(name))}], wanted {(hasAddress ? address : "nothing")}, settled {settled}");
    }

    /// <summary>A killed process: its account's calls fail from then on, and nothing of that account is remembered; the others end their round as if before.</summary>
    private void OnCall(Site site, string action, bool after)
    {
        if (site == victim)
        {
            if (callsToLive == 0)
            {
                Store.Kill($"accounts/{site.Account}/");
                throw new OperationCanceledException("killed");
            }

            callsToLive--;
        }

        var now = isDown ? DnsFault.Unavailable : site.Fault;
        var isLost = after && site.LosesAnswers && (action is "Add" or "Update");
        if (isLost || (!after && now is not null))
        {
            throw new DnsApiException(isLost ? DnsFault.Unavailable : now!.Value, Text.Same($"simulated {now}")) { OutcomeUnknown = isLost };
        }
    }

    private Site AnySite() => Sites[random.Next(Sites.Length)];

    private (Action Begin, Action End) Fault(DnsFault fault)
    {
        var site = AnySite();
        return (() => site.Fault = fault, () => site.Fault = null);
    }

    private (Action Begin, Action End) LoseAnswers()
    {
        var site = AnySite();
        return (() => site.LosesAnswers = true, () => site.LosesAnswers = false);
    }

    private bool For(TimeSpan most, (Action Begin, Action End) trouble) => For(most, trouble.Begin, trouble.End);

    private void MoveTo(TimeSpan at)
    {
        if (at > Now)
        {
            foreach (var site in Sites.Where(site => isDown || site.Fault is not null))
            {
                site.Trouble += at - Now;
            }

            Time.Advance(at - Now);
        }
    }

    private void Often(TimeSpan mean, Func<bool> what) => coming.Enqueue(
        () =>
        {
            Often(mean, what);
            return what();
        },
        Now + (mean * -Math.Log(1 - random.NextDouble())));

    private bool Quietly(Action what)
    {
        what();
        lastTrouble = Now;
        return false;
    }

    private bool For(TimeSpan most, Action begin, Action end, bool isNews = false)
    {
        begin();
        lastTrouble = Now;
        coming.Enqueue(() => Quietly(end) || isNews, Now + (most * random.NextDouble()));
        return isNews;
    }

    private bool NewAddress()
    {
        address = $"2001:db8:{random.Next(1, 0xffff).ToString("x", CultureInfo.InvariantCulture)}::1";
        lastTrouble = Now;
        return true;
    }

    private bool Flap()
    {
        var (one, other) = (address, "2001:db8:aaaa::1");
        for (var i = 1; i <= 40; i++)
        {
            var next = i % 2 == 0 ? one : other;
            coming.Enqueue(() => !Quietly(() => address = next), Now + TimeSpan.FromSeconds(3 * i));
        }

        return false;
    }

    private bool SetClock() => Quietly(() =>
    {
        jumps++;
        Time.SetUtcNow(Time.GetUtcNow() + TimeSpan.FromHours(random.Next(-72, 72)));
    });

    private bool Fight()
    {
        for (var i = 1; i <= 18; i++)
        {
            coming.Enqueue(Meddle, Now + TimeSpan.FromMinutes(10 * i));
        }

        return false;
    }

    private bool Meddle() => Quietly(() =>
    {
        var site = AnySite();
        if (site.Zone.Records.FirstOrDefault(record => record.Owner == site.Nas && record.Type == RecordType.Aaaa) is { } ours)
        {
            meddled = Now;
            site.Zone.Remove(ours.Id);
            if (random.Next(2) == 0)
            {
                site.Zone.Put(ours with { Value = new RecordValue("2001:db8:bbbb::1") });
            }
        }
    });
}
