using Mooring.Core.Planning;
using Mooring.Core.Records;
using Mooring.Engine.Store;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Tests.Updating;

/// <summary>Several hosts, or a host and an administrator, that write the same value under one name at the same moment.</summary>
public sealed class SharedNameTests
{
    private readonly RoundHarness world = new();

    [Theory]
    [InlineData(SetMode.Join, "mooring@hostb")]
    [InlineData(SetMode.Join, "put by the admin")]
    [InlineData(SetMode.Join, null)]
    [InlineData(SetMode.Adopt, "put by the admin")]
    public async Task A_record_that_somebody_else_added_just_before_us_answers_as_wanted_and_stays_theirs(SetMode mode, string? remark)
    {
        world.Put("a.example.com", "192.0.2.9");
        AddedByAnother(remark);

        var first = await world.RunAsync([Entry("192.0.2.1", mode), Left]);
        var second = await world.RunAsync([Entry("192.0.2.2", SetMode.Join), Left]);

        var change = Assert.Single(first.Changes, change => change.Name.Value == "b.example.com");
        Assert.Equal((ChangeAction.None, ChangeOutcome.Unchanged), (change.Action, change.Outcome));
        Assert.Contains("stays theirs", string.Join('\n', first.Notes.Select(note => note.English)), StringComparison.Ordinal);
        Assert.Contains("b.example.com A 192.0.2.1", world.Records);
        Assert.Contains("b.example.com A 192.0.2.2", world.Records);
        Assert.False(second.HasFailures);
    }

    [Theory]
    [InlineData(SetMode.Join, "mooring@hostb")]
    [InlineData(SetMode.Join, null)]
    [InlineData(SetMode.Adopt, "mooring@hostb")]
    public async Task An_addition_that_never_happened_claims_no_record_of_another_with_its_value(SetMode mode, string? remark)
    {
        world.Host.Hook = (action, after) => Throw(action == "Add" && !after, new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync([Entry("192.0.2.1", mode)]));
        world.Host.Hook = (_, _) => { };
        Put("192.0.2.1", remark);

        // Where the source is silent, the listing alone must not make it ours either.
        await world.RunAsync([Entry("192.0.2.1", mode) with { Sets = [new EntrySet(RecordType.A, new Wanted.Unknown(Core.Text.Same("no answer")))] }, Left]);
        await world.RunAsync([Entry("192.0.2.2", SetMode.Join)]);

        Assert.Contains("b.example.com A 192.0.2.1", world.Records);
        Assert.Contains("b.example.com A 192.0.2.2", world.Records);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task In_join_an_addition_whose_answer_was_lost_is_known_again_and_marked(bool additionTakesRemark)
    {
        world.Host.AdditionTakesRemark = additionTakesRemark;
        world.Host.Hook = (action, after) => Throw(action == "Add" && after, RoundHarness.Failure(DnsFault.Unavailable, outcomeUnknown: true));
        await world.RunAsync([Entry("192.0.2.1", SetMode.Join)]);
        world.Host.Hook = (_, _) => { };

        await world.RunAsync([Entry("192.0.2.2", SetMode.Join)]);

        var record = Assert.Single(world.Host.Records);
        Assert.Equal(("192.0.2.2", "mooring@here"), (record.Value.Data, record.Remark));
    }

    [Fact]
    public async Task Two_machines_of_one_host_name_keep_a_record_each()
    {
        var (first, second) = (new InMemoryStateStore(), new InMemoryStateStore());
        for (var round = 0; round < 2; round++)
        {
            await RunAsAsync(first, "192.0.2.1");
            await RunAsAsync(second, "192.0.2.2");
        }

        Assert.Equal(["b.example.com A 192.0.2.1", "b.example.com A 192.0.2.2"], world.Records);
    }

    [Fact]
    public async Task A_machine_that_lost_its_state_takes_no_record_but_reports_it()
    {
        await RunAsAsync(new InMemoryStateStore(), "192.0.2.1");

        var outcome = await RunAsAsync(new InMemoryStateStore(), "192.0.2.2");

        Assert.Equal(["b.example.com A 192.0.2.1", "b.example.com A 192.0.2.2"], world.Records);
        Assert.Contains("left alone, not ours: A 192.0.2.1", Assert.Single(outcome.Notes).English, StringComparison.Ordinal);
    }

    private async Task<RoundOutcome> RunAsAsync(InMemoryStateStore state, string address)
    {
        world.Store = state;
        world.Mark = await new HostMark(state, "raspberrypi").ReadAsync(TestContext.Current.CancellationToken);
        return await world.RunAsync([Entry(address, SetMode.Join)]);
    }

    private static Entry Left => RoundHarness.Entry("a.example.com", "192.0.2.9");

    private static Entry Entry(string address, SetMode mode) => RoundHarness.Entry("b.example.com", address) with { Mode = mode };

    private void AddedByAnother(string? remark)
    {
        var once = true;
        world.Host.Hook = (action, after) =>
        {
            if (action == "Add" && !after && once)
            {
                once = false;
                Put("192.0.2.1", remark);
            }
        };
    }

    private void Put(string address, string? remark)
    {
        var record = world.Put("b.example.com", address);
        world.Host.Remove(record.Id);
        world.Host.Put(record with { Remark = remark });
    }

    private static void Throw(bool when, Exception e)
    {
        if (when)
        {
            throw e;
        }
    }
}
