namespace Mooring.Http.Tests;

public sealed class ZoneGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_writer_at_a_time_enters_a_zone_and_other_zones_do_not_wait()
    {
        var gate = new ZoneGate();
        var first = await gate.EnterAsync("example.com", Cancellation);

        var second = gate.EnterAsync("EXAMPLE.com", Cancellation);
        using var elsewhere = await gate.EnterAsync("example.net", Cancellation);
        var waited = !second.IsCompleted;
        first.Dispose();
        using var entered = await second;

        Assert.True(waited);
    }

    [Fact]
    public async Task Leaving_twice_does_not_let_two_in()
    {
        var gate = new ZoneGate();
        var first = await gate.EnterAsync("example.com", Cancellation);
        first.Dispose();
        first.Dispose();

        using var second = await gate.EnterAsync("example.com", Cancellation);
        var third = gate.EnterAsync("example.com", Cancellation);

        Assert.False(third.IsCompleted);
        second.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task A_waiter_that_is_cancelled_leaves_the_queue()
    {
        var gate = new ZoneGate();
        using var stop = new CancellationTokenSource();
        var first = await gate.EnterAsync("example.com", Cancellation);
        var waiter = gate.EnterAsync("example.com", stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
        first.Dispose();
        using var next = await gate.EnterAsync("example.com", Cancellation);
    }
}
