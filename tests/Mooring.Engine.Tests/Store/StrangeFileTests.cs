using System.Text;
using Mooring.Core;
using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Store;

/// <summary>What lies in the state directory and is no file of ours is neither followed, nor waited for, nor read whole.</summary>
public sealed class StrangeFileTests : IDisposable
{
    private const string Foreign = "what somebody else wrote";

    private readonly TemporaryDirectory directory = new();
    private readonly List<Text> notices = [];
    private readonly DirectoryStateStore store;

    public StrangeFileTests() => store = new DirectoryStateStore(directory.Below("state"), TimeProvider.System, notices.Add);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task A_link_in_place_of_the_lock_is_named_and_not_followed()
    {
        var target = Link(".lock");

        var failure = await Assert.ThrowsAsync<StateStoreException>(() => store.WriteAsync("clock", "{}"u8.ToArray(), null, Cancellation));

        Assert.Contains(directory.Below("state/.lock"), failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("symbolic link", failure.Text.English, StringComparison.Ordinal);
        Assert.Equal(Foreign, await File.ReadAllTextAsync(target, Cancellation));
    }

    [Fact]
    public void A_link_to_nowhere_in_place_of_the_daemons_lock_makes_nothing_there()
    {
        Link(".daemon", "nowhere");

        var failure = Assert.Throws<StateStoreException>(() => DaemonLock.Take(directory.Below("state")));

        Assert.Contains("symbolic link", failure.Text.English, StringComparison.Ordinal);
        Assert.False(File.Exists(directory.Below("nowhere")));
    }

    [Fact]
    public async Task A_link_in_place_of_the_locks_owner_is_replaced_and_not_followed()
    {
        var target = Link(".lock.owner");

        Assert.NotNull(await store.WriteAsync("clock", "{}"u8.ToArray(), null, Cancellation));

        Assert.Equal(Foreign, await File.ReadAllTextAsync(target, Cancellation));
        Assert.Null(new FileInfo(directory.Below("state/.lock.owner")).LinkTarget);
    }

    [Fact]
    public async Task A_link_in_place_of_a_document_is_set_aside_and_not_followed()
    {
        var target = Link("clock.json");
        await File.WriteAllTextAsync(target, "{\"planted\":true}", Cancellation);

        Assert.Null(await store.ReadAsync("clock", Cancellation));
        Assert.NotNull(await store.WriteAsync("clock", "{}"u8.ToArray(), null, Cancellation));

        Assert.Equal("{\"planted\":true}", await File.ReadAllTextAsync(target, Cancellation));
        AssertSetAside();
    }

    [Fact]
    public async Task A_pipe_in_place_of_a_document_is_set_aside_and_nobody_waits_for_its_other_end()
    {
        await MakePipeAsync("clock.json");
        await MakePipeAsync(".lock.owner");

        Assert.Null(await Task.Run(() => store.ReadAsync("clock", Cancellation), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation));
        Assert.NotNull(await store.WriteAsync("clock", "{}"u8.ToArray(), null, Cancellation));

        Assert.Equal("{}", Encoding.UTF8.GetString((await store.ReadAsync("clock", Cancellation))!.Content.Span));
        AssertSetAside();
    }

    [Theory]
    [InlineData(64L * 1024 * 1024, true)]
    [InlineData((64L * 1024 * 1024) + 1, false)]
    [InlineData(5L * 1024 * 1024 * 1024, false)]
    public async Task A_document_of_gigantic_size_is_set_aside_unread(long length, bool isRead)
    {
        Directory.CreateDirectory(directory.Below("state"));
        await using (var file = File.Create(directory.Below("state/clock.json")))
        {
            file.Write(isRead ? Encoding.UTF8.GetBytes($"\"{new string(' ', (int)length - 2)}\"") : "{}"u8);
            file.SetLength(length);   // what was not written takes no room on the disk
        }

        Assert.Equal(isRead, await store.ReadAsync("clock", Cancellation) is not null);

        if (!isRead)
        {
            AssertSetAside();
        }
    }

    private void AssertSetAside()
    {
        var aside = Assert.Single(Directory.GetFileSystemEntries(directory.Below("state"), "clock.json.corrupt-*"));
        Assert.Contains(aside, Assert.Single(notices).English, StringComparison.Ordinal);
    }

    private string Link(string name, string to = "target")
    {
        Directory.CreateDirectory(directory.Below("state"));
        if (to == "target")
        {
            File.WriteAllText(directory.Below(to), Foreign);
        }

        File.CreateSymbolicLink(directory.Below("state/" + name), directory.Below(to));
        return directory.Below(to);
    }

    private async Task MakePipeAsync(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "its pipes are no files");
        Directory.CreateDirectory(directory.Below("state"));
        await new PeerProgram("mkfifo", "coreutils").RunAsync([directory.Below("state/" + name)], Cancellation);
    }
}
