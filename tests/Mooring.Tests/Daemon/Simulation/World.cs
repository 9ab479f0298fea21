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
    public static readonly DomainName Nas = DomainName.Parse("nas.example.com");
    public static readonly DomainName Lab = DomainName.Parse("lab.example.com");

    private static readonly DnsFault[] Faults =
        [DnsFault.Unavailable, DnsFault.Throttled, DnsFault.Clock, DnsFault.Credentials, DnsFault.Permission, DnsFault.Rejected];

    private readonly Random random;
    private readonly PriorityQueue<Func<bool>, TimeSpan> coming = new();
    private readonly HostedRecord[] foreign;
    private DnsFault? fault;
    private bool losesAnswers;
    private bool isDown;
    private bool hasAddress = true;
    private string address = "2001:db8::1";
    private int callsToLive = -1;
    private int jumps;
    private TimeSpan lastTrouble;
    private TimeSpan meddled = TimeSpan.FromDays(-1);

    public World(int seed)
    {
        random = new Random(seed);
        Zone = new InMemoryZone(new HostedZone(DomainName.Parse("example.com"))) { Hook = OnCall };
        Zone.Put(Foreign("lab.example.com", RecordType.Aaaa, "2001:db8:ffff::1"));
        Zone.Put(Foreign("nas.example.com", RecordType.Txt, "not ours"));
        foreign = [.. Zone.Records];
    }

    public ManualClock Time { get; } = new();

    public InMemoryZone Zone { get; }

    public MortalStore Store { get; } = new();

    public RoundLog Log { get; set; } = null!;

    public string News => "simulated";

    public TimeSpan Until { get; init; } = TimeSpan.FromDays(30);

    public int Events { get; private set; }

    public TimeSpan Trouble { get; private set; }

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
        Often(TimeSpan.FromHours(12), () => For(TimeSpan.FromMinutes(90), () => fault = Faults[random.Next(Faults.Length)], () => fault = null));
        Often(TimeSpan.FromDays(1), () => For(TimeSpan.FromMinutes(30), () => losesAnswers = true, () => losesAnswers = false));
        Often(TimeSpan.FromDays(4), SetClock);
        Often(TimeSpan.FromDays(1), () => Quietly(() => callsToLive = random.Next(4)));
        Often(TimeSpan.FromDays(2), Meddle);
        Often(TimeSpan.FromDays(10), Fight);
    }

    public Task PatienceAsync(CancellationToken cancellation) => new TaskCompletionSource().Task;

    public Task<Wake?> WaitAsync(TimeSpan pause, Task? work, CancellationToken cancellation)
    {
        if (Store.IsDead)
        {
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

    public async Task<T?> UnlessNewsAsync<T>(Func<CancellationToken, Task<T>> slow, CancellationToken cancellation)
        where T : class => await slow(cancellation);

    public InterfaceReading Read() => new(
        [new NetworkCard("eth0", "eth0", IsUp: true, hasAddress ? [new ObservedAddress(IPAddress.Parse(address), 64) { Flags = AddressFlags.None }] : [])], InContainer: false)
    {
        Routes = isDown ? [] : [new DefaultRoute(IpFamily.IPv6, "eth0", null)],
    };

    private static HostedRecord Foreign(string name, RecordType type, string value) => new()
    {
        Id = "",
        Owner = DomainName.Parse(name),
        Type = type,
        Value = new RecordValue(value),
        Ttl = new Ttl(600),
        Line = new DnsLine("default", "default"),
    };

    /// <summary>At every moment in which the daemon waits: nothing foreign changed, nothing doubled, names right or the reason told.</summary>
    private void CheckAtRest()
    {
        ChecksAtRest++;
        Assert.All(foreign, record => Assert.Contains(record, Zone.Records));
        Assert.InRange(Ours(Nas).Length, 0, 1);
        Assert.InRange(Ours(Lab).Length, 0, 1);
        var settled = Now - lastTrouble > TimeSpan.FromMinutes(130);
        ChecksOfRightNames += settled ? 1 : 0;
        foreach (var name in new[] { Nas, Lab })
        {
            var told = Log.Failing.Contains(name) || Log.Unsteady.Count > 0 || isDown;
            var unseen = Now - meddled < TimeSpan.FromMinutes(36);
            Assert.True(
                (hasAddress && Ours(name) is [var value] && value == address) || (!settled && (told || unseen)),
                $"{Now}: {name} is [{string.Join(' ', Ours(name))}], wanted {(hasAddress ? address : "nothing")}, settled {settled}");
        }
    }

    private string[] Ours(DomainName name) =>
        [.. Zone.Records.Where(record => record.Owner == name && record.Type == RecordType.Aaaa && !foreign.Contains(record)).Select(record => record.Value.ToString())];

    private void OnCall(string action, bool after)
    {
        if (callsToLive == 0)
        {
            callsToLive = -1;
            Store.IsDead = true;
        }

        callsToLive -= callsToLive > 0 ? 1 : 0;
        if (Store.IsDead)
        {
            throw new OperationCanceledException("killed");
        }

        var now = isDown ? DnsFault.Unavailable : fault;
        var isLost = after && losesAnswers && (action is "Add" or "Update");
        if (isLost || (!after && now is not null))
        {
            throw new DnsApiException(isLost ? DnsFault.Unavailable : now!.Value, Text.Same($"simulated {now}")) { OutcomeUnknown = isLost };
        }
    }

    private void MoveTo(TimeSpan at)
    {
        if (at > Now)
        {
            Trouble += isDown || fault is not null ? at - Now : TimeSpan.Zero;
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
        if (Zone.Records.FirstOrDefault(record => record.Owner == Nas && record.Type == RecordType.Aaaa) is { } ours)
        {
            meddled = Now;
            Zone.Remove(ours.Id);
            if (random.Next(2) == 0)
            {
                Zone.Put(ours with { Value = new RecordValue("2001:db8:bbbb::1") });
            }
        }
    });
}
