using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Engine.Notifications;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;
using Mooring.Testing;
using System.Threading.Channels;

namespace Mooring.Engine.Tests.Notifications;

public sealed class CourierTests
{
    private static readonly NotificationTarget Hook = new NotificationTarget.Webhook(new Secret("https://hook.example.com/x"));
    private static readonly NotificationTarget Other = new NotificationTarget.WeCom(new Secret("https://hook.example.com/y"));
    private static readonly NotificationTarget Check = new NotificationTarget.Healthchecks(new Secret("https://hc.example.com/z"));

    private readonly ManualClock time = new();
    private readonly InMemoryStateStore store = new();
    private readonly FakePostman postman = new();

    [Fact]
    public async Task Each_is_told_of_the_events_it_asked_for_and_a_check_of_every_round()
    {
        await using var courier = await StartAsync(new(Hook, ["failed"]), new(Other, ["recovered"]), new(Check, []));

        courier.Hear(News(Failing()));
        Assert.Equal(["healthchecks down", "webhook failed"], await SentAsync(2));
        courier.Hear(News(Failing()));
        Assert.Equal(["healthchecks down"], await SentAsync(1));
        courier.Hear(News(Right()));

        Assert.Equal(["healthchecks up", "wecom recovered"], await SentAsync(2));
    }

    [Fact]
    public async Task Several_messages_to_one_address_are_each_sent_and_the_very_same_target_has_the_events_of_all_its_entries()
    {
        var started = new NotificationTarget.Webhook(new Secret("https://hook.example.com/x")) { Body = "began" };
        var ended = started with { Body = "ended" };
        await using var courier = await StartAsync(new(started, ["failed"]), new(ended, ["recovered"]), new(Other, ["failed"]), new(Other, ["recovered"]));

        courier.Hear(News(Failing()));
        Assert.Equal(["webhook failed", "wecom failed"], await SentAsync(2));
        courier.Hear(News(Right()));

        Assert.Equal(["webhook recovered", "wecom recovered"], await SentAsync(2));
    }

    [Fact]
    public async Task One_that_hangs_holds_up_neither_the_round_nor_the_others()
    {
        postman.Hangs = Hook;
        await using var courier = await StartAsync(new(Hook, ["failed"]), new(Other, ["failed"]));

        courier.Hear(News(Failing()));

        Assert.Equal(["wecom failed"], await SentAsync(1));
        time.Advance(TimeSpan.FromSeconds(1));
        courier.Hear(News(Right()));
        courier.Hear(News(Failing()));
        Assert.Equal(["wecom failed"], await SentAsync(1));
    }

    [Fact]
    public async Task What_was_sent_while_another_hung_is_not_sent_again_by_the_next_run()
    {
        postman.Hangs = Hook;
        await using (var courier = await StartAsync(new(Hook, ["failed"]), new(Other, ["failed"])))
        {
            courier.Hear(News(Failing()));
            Assert.Equal(["wecom failed"], await SentAsync(1));
        }

        postman.Hangs = null;
        await using var next = await StartAsync(new(Hook, ["failed"]), new(Other, ["failed"]));

        Assert.Equal(["webhook failed"], await SentAsync(1));
    }

    [Fact]
    public async Task What_could_not_be_sent_is_sent_by_the_next_run_and_an_incident_is_not_told_twice()
    {
        postman.Refuses = true;
        await using (var courier = await StartAsync(new Subscription(Hook, ["failed", "recovered"])))
        {
            courier.Hear(News(Failing()));
            Assert.Equal(["webhook failed"], await SentAsync(1));
        }

        postman.Refuses = false;
        time.Advance(TimeSpan.FromMinutes(2));
        await using var next = await StartAsync(new Subscription(Hook, ["failed", "recovered"]));
        Assert.Equal(["webhook failed"], await SentAsync(1));
        next.Hear(News(Failing()));
        next.Hear(News(Right()));

        Assert.Equal(["webhook recovered"], await SentAsync(1));
    }

    [Fact]
    public async Task What_could_not_be_sent_is_tried_again_by_itself()
    {
        postman.Refuses = true;
        await using var courier = await StartAsync(new Subscription(Hook, ["failed"]));
        courier.Hear(News(Failing()));
        await SentAsync(1);
        postman.Refuses = false;

        await time.WaitForTimersAsync(1, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["webhook failed"], await SentAsync(1));
    }

    [Fact]
    public async Task What_reached_one_receiver_but_not_another_is_told_of_and_not_sent_again()
    {
        postman.RefusesOne = true;
        var told = new List<string>();
        await using (var courier = new Courier([new Subscription(Hook, ["failed", "recovered"])], new Incidents("nas", Language.English), new CertificateIncidents("nas", Language.English), postman, store, time, (why, _) => told.Add(why.English)))
        {
            await courier.StartAsync(TestContext.Current.CancellationToken);
            courier.Hear(News(Failing()));
            Assert.Equal(["webhook failed"], await SentAsync(1));
        }

        await using var next = await StartAsync(new Subscription(Hook, ["failed", "recovered"]));
        time.Advance(TimeSpan.FromMinutes(2));
        next.Hear(News(Right()));

        Assert.Equal(["no"], told);
        Assert.Equal(["webhook recovered"], await SentAsync(1));
    }

    [Fact]
    public async Task No_secret_stands_in_the_state()
    {
        postman.Refuses = true;
        await using (var courier = await StartAsync(new Subscription(Hook, ["failed"])))
        {
            courier.Hear(News(Failing()));
            await SentAsync(1);
        }

        var document = await store.ReadAsync("notifications", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("hook.example.com", System.Text.Encoding.UTF8.GetString(document!.Content.Span), StringComparison.Ordinal);
    }

    private async Task<Courier> StartAsync(params Subscription[] subscriptions)
    {
        var courier = new Courier(subscriptions, new Incidents("nas", Language.English), new CertificateIncidents("nas", Language.English), postman, store, time, (_, _) => { });
        await courier.StartAsync(TestContext.Current.CancellationToken);
        return courier;
    }

    private async Task<string[]> SentAsync(int count)
    {
        var sent = new List<string>();
        while (sent.Count < count)
        {
            sent.Add(await postman.Sent.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        return [.. sent.Order(StringComparer.Ordinal)];
    }

    private static RoundNews News(Change change) => new([change], [], IsWhole: true, IsClockMeasured: false, null);

    private static Change Right() => new()
    {
        Name = DomainName.Parse("nas.example.com"), Type = RecordType.A, Line = "default", Account = "home", Action = ChangeAction.None, Outcome = ChangeOutcome.Unchanged,
    };

    private static Change Failing() => Right() with { Outcome = ChangeOutcome.Failed, Error = new ChangeError("throttled", Text.Same("slow down")) };

    private sealed class FakePostman : IPostman
    {
        public Channel<string> Sent { get; } = Channel.CreateUnbounded<string>();

        public NotificationTarget? Hangs { get; set; }

        public volatile bool Refuses;

        public volatile bool RefusesOne;

        public async Task<Delivery> SendAsync(NotificationTarget target, Notice notice, CancellationToken cancellation)
        {
            if (target == Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            await Sent.Writer.WriteAsync($"{target.Kind} {notice.Event}", cancellation);
            return new Delivery(!Refuses, Refuses || RefusesOne ? Text.Same("no") : null);
        }
    }
}
