using Mooring.Engine.Store;
using Mooring.Engine.Updating;

namespace Mooring.Engine.Tests.Updating;

public sealed class HostMarkTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_made_once_and_kept()
    {
        var store = new InMemoryStateStore();

        var first = await new HostMark(store, "NAS").ReadAsync(Cancellation);
        var second = await new HostMark(store, "NAS").ReadAsync(Cancellation);

        Assert.Matches("^mooring@nas-[0-9a-f]{4}$", first);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task A_copied_state_on_a_machine_of_another_name_gives_another_mark()
    {
        var store = new InMemoryStateStore();

        Assert.NotEqual(await new HostMark(store, "nas").ReadAsync(Cancellation), await new HostMark(store, "nas2").ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_document_that_holds_no_mark_is_replaced()
    {
        var store = new InMemoryStateStore();
        await store.WriteAsync("mark", """{"version":1,"random":"a line\nof an admin"}"""u8.ToArray(), null, Cancellation);

        Assert.Matches("^mooring@nas-[0-9a-f]{4}$", await new HostMark(store, "nas").ReadAsync(Cancellation));
    }

    [Fact]
    public async Task Fits_into_a_remark_of_fifty_characters() =>
        Assert.True((await new HostMark(new InMemoryStateStore(), new string('n', 63)).ReadAsync(Cancellation)).Length <= 50);

    [Fact]
    public async Task Stays_the_same_for_a_process_while_another_holds_the_state()
    {
        var mark = new HostMark(new HeldStore { Held = _ => true }, "nas");

        Assert.Equal(await mark.ReadAsync(Cancellation), await mark.ReadAsync(Cancellation));
    }
}
