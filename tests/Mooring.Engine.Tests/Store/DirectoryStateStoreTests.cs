using System.Text;
using Mooring.Core;
using Mooring.Engine.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Store;

public sealed class DirectoryStateStoreTests : IDisposable
{
    private const string Key = "zones/home/example.com";

    private readonly TemporaryDirectory directory = new();
    private readonly ManualClock clock = new();
    private readonly List<Text> notices = [];
    private readonly DirectoryStateStore store;

    public DirectoryStateStoreTests() => store = Open();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task What_was_written_is_read_again_also_by_the_next_process()
    {
        var version = await store.WriteAsync(Key, Json("""{"version":1}"""), null, Cancellation);

        using var next = Open();
        var document = await next.ReadAsync(Key, Cancellation);

        Assert.Equal("""{"version":1}""", Show(document));
        Assert.Equal(version, document?.Version);
        Assert.Null(await next.ReadAsync("zones/home/example.net", Cancellation));
    }

    [Fact]
    public async Task A_write_on_an_outdated_version_changes_nothing()
    {
        var first = await store.WriteAsync(Key, Json("1"), null, Cancellation);
        var second = await store.WriteAsync(Key, Json("2"), first, Cancellation);

        Assert.NotNull(second);
        Assert.Null(await store.WriteAsync(Key, Json("3"), first, Cancellation));
        Assert.Null(await store.WriteAsync(Key, Json("3"), null, Cancellation));
        Assert.Null(await store.WriteAsync("other", Json("3"), first, Cancellation));
        Assert.Equal("2", Show(await store.ReadAsync(Key, Cancellation)));
    }

    [Fact]
    public async Task Keys_are_listed_by_prefix_in_order_and_nothing_else_is()
    {
        string[] keys = ["zones/家/例子.example", "zones/home/example.com", "zones/HOME/example.com", "clock", "probes", "zones/home/a/b", ".hidden/..", "x.json/y", "x", "aux", "lpt1.a/com9"];
        foreach (var key in keys)
        {
            Assert.NotNull(await store.WriteAsync(key, Json($"\"{key}\""), null, Cancellation));
        }

        await File.WriteAllTextAsync(directory.Below("note.txt"), "not ours", Cancellation);

        Assert.Equal(keys.Order(StringComparer.Ordinal), await store.ListAsync("", Cancellation), StringComparer.Ordinal);
        Assert.Equal(["zones/home/a/b", "zones/home/example.com"], await store.ListAsync("zones/home/", Cancellation));
        Assert.Equal("\"zones/家/例子.example\"", Show(await store.ReadAsync("zones/家/例子.example", Cancellation)));
    }

    [Fact]
    public async Task A_person_finds_a_document_by_its_key()
    {
        await store.WriteAsync(Key, Json("{}"), null, Cancellation);

        Assert.Equal("{}", await File.ReadAllTextAsync(directory.Below("zones/home/example.com.json"), Cancellation));
    }

    [Fact]
    public async Task The_longest_names_there_are_fit()
    {
        var name = string.Join('.', Enumerable.Repeat(new string('a', 61), 4)) + ".a";
        var key = $"zones/{new string('家', 80)}/{name}";

        await store.WriteAsync(key, Json("{}"), null, Cancellation);

        Assert.Equal([key], await store.ListAsync("", Cancellation), StringComparer.Ordinal);
        Assert.Equal("{}", Show(await store.ReadAsync(key, Cancellation)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/clock")]
    [InlineData("zones//x")]
    public async Task A_key_with_an_empty_segment_is_a_mistake(string key) =>
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync(key, Cancellation));

    [Fact]
    public async Task Only_json_is_a_document() =>
        await Assert.ThrowsAsync<ArgumentException>(() => store.WriteAsync(Key, Json("{"), null, Cancellation));

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":")]
    [InlineData("\0\0\0\0")]
    [InlineData("{} {}")]
    [InlineData("{\"records\":[{\"id\":null},null]}")]
    [InlineData("[[null]]")]
    public async Task A_damaged_file_is_set_aside_said_once_and_counts_as_absent(string damaged)
    {
        // Given a file that a power cut left damaged
        var path = directory.Below("clock.json");
        await File.WriteAllTextAsync(path, damaged, Cancellation);

        // When it is read twice and written again
        Assert.Null(await store.ReadAsync("clock", Cancellation));
        Assert.Null(await store.ReadAsync("clock", Cancellation));
        Assert.NotNull(await store.WriteAsync("clock", Json("1"), null, Cancellation));

        // Then what it held lies beside it, and the person was told where
        var aside = Assert.Single(Directory.GetFiles(directory.Path, "clock.json.corrupt-*"));
        Assert.Equal(damaged, await File.ReadAllTextAsync(aside, Cancellation));
        var notice = Assert.Single(notices);
        Assert.Contains(aside, notice.English, StringComparison.Ordinal);
        Assert.Contains(aside, notice.Chinese, StringComparison.Ordinal);
        Assert.Equal(["clock"], await store.ListAsync("", Cancellation));
    }

    [Fact]
    public async Task A_write_over_a_damaged_file_sets_it_aside_too()
    {
        await File.WriteAllTextAsync(directory.Below("clock.json"), "{", Cancellation);

        Assert.NotNull(await store.WriteAsync("clock", Json("1"), null, Cancellation));

        Assert.Single(Directory.GetFiles(directory.Path, "*.corrupt-*"));
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_state()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes");
            return;
        }

        using var below = Open("new/state");
        await below.WriteAsync(Key, Json("{}"), null, Cancellation);

        foreach (var path in Directory.EnumerateFileSystemEntries(directory.Below("new"), "*", SearchOption.AllDirectories))
        {
            var open = File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Assert.Equal(UnixFileMode.None, open);
        }
    }

    [Fact]
    public async Task A_writer_gives_up_after_ten_seconds_and_names_the_one_who_holds_the_lock()
    {
        // Given another process that holds the lock
        var path = directory.Below(".lock");
        using var held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        await File.WriteAllTextAsync(path + ".owner", "4711", Cancellation);

        // When a writer waits
        var write = store.WriteAsync(Key, Json("{}"), null, Cancellation);
        await PassAsync(write, TimeSpan.FromSeconds(11));

        // Then it gives up after 10 seconds
        var failure = await Assert.ThrowsAsync<StateStoreException>(() => write);
        Assert.Equal(StateFault.Locked, failure.Fault);
        Assert.Contains("process 4711", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("进程 4711", failure.Text.Chinese, StringComparison.Ordinal);
        Assert.True(clock.GetUtcNow() >= new ManualClock().GetUtcNow() + TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_writer_goes_on_as_soon_as_the_lock_is_free()
    {
        var held = new FileStream(directory.Below(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var write = store.WriteAsync(Key, Json("{}"), null, Cancellation);
        await clock.WaitForTimersAsync(1, Cancellation);

        await held.DisposeAsync();
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(await write);
    }

    [Fact]
    public async Task One_caller_at_a_time_has_its_turn_while_others_read_and_write()
    {
        // Given two stores on one directory, as two processes would have
        using var other = Open();
        var turn = await store.TakeTurnAsync(Key, Cancellation);

        // When the other wants the same turn, another one, and to write
        var waiting = other.TakeTurnAsync(Key, Cancellation);
        (await other.TakeTurnAsync("zones/home/example.net", Cancellation)).Dispose();
        Assert.NotNull(await other.WriteAsync(Key, Json("{}"), null, Cancellation));
        Assert.False(waiting.IsCompleted);

        // Then only the same turn had to wait for its end
        turn.Dispose();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await waiting).Dispose();
        Assert.Equal([Key], await store.ListAsync("", Cancellation));
    }

    [Fact]
    public async Task Who_waits_half_a_minute_for_its_turn_leaves_its_work_to_the_next_run_and_names_the_one_who_has_it()
    {
        using var turn = await store.TakeTurnAsync(Key, Cancellation);

        var waiting = store.TakeTurnAsync(Key, Cancellation);
        await PassAsync(waiting, TimeSpan.FromSeconds(31));

        var failure = await Assert.ThrowsAsync<StateStoreException>(() => waiting);
        Assert.Equal(StateFault.Locked, failure.Fault);
        Assert.Contains($"process {Environment.ProcessId}", failure.Text.English, StringComparison.Ordinal);
        Assert.StartsWith("another run (", failure.Text.English, StringComparison.Ordinal);
        Assert.Contains("is at work on the same now", failure.Text.English, StringComparison.Ordinal);
        Assert.EndsWith("is left to the next run", failure.Text.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_needs_no_lock()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the lock below would be the test's own handle there as well");
        await store.WriteAsync(Key, Json("1"), null, Cancellation);
        await using var held = new FileStream(directory.Below(".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal("1", Show(await store.ReadAsync(Key, Cancellation)));
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_no_count()
    {
        // Given four stores on one directory, as four processes would have
        const int Each = 25;
        var writers = Enumerable.Range(0, 4).Select(async _ =>
        {
            using var own = new DirectoryStateStore(directory.Path, TimeProvider.System, notices.Add);
            for (var i = 0; i < Each; i++)
            {
                await StateWriter.CountUpAsync(own, "shared", Cancellation);
            }
        });

        // When all count up in one document
        await Task.WhenAll(writers);

        // Then each count is there
        var document = await store.ReadAsync(StateWriter.Key, Cancellation);
        Assert.Equal(4 * Each, StateWriter.Read(document!.Content)["shared"]);
        Assert.Empty(notices);
    }

    [Fact]
    public async Task What_a_killed_writer_left_is_swept_by_the_next_one()
    {
        Directory.CreateDirectory(directory.Below("zones/home"));
        var left = directory.Below("zones/home/.0123456789abcdef.tmp");
        await File.WriteAllTextAsync(left, "{", Cancellation);
        File.SetLastWriteTimeUtc(left, File.GetLastWriteTimeUtc(left).AddMinutes(-2));

        await store.WriteAsync("clock", Json("{}"), null, Cancellation);

        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task No_link_leads_the_sweep_out_of_the_directory_nor_in_circles()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var outside = directory.Below("outside");
        Directory.CreateDirectory(outside);
        var precious = Path.Combine(outside, ".precious.tmp");
        await File.WriteAllTextAsync(precious, "{", Cancellation);
        File.SetLastWriteTimeUtc(precious, File.GetLastWriteTimeUtc(precious).AddMinutes(-2));
        using var below = Open("state");
        await below.WriteAsync("zones/home/example.com", Json("{}"), null, Cancellation);
        File.CreateSymbolicLink(directory.Below("state/zones/link"), outside);
        File.CreateSymbolicLink(directory.Below("state/zones/circle"), directory.Below("state"));

        using var next = Open("state");
        await next.WriteAsync("clock", Json("{}"), null, Cancellation);

        Assert.True(File.Exists(precious));
        Assert.Equal(["zones/home/example.com"], await next.ListAsync("zones/", Cancellation));
    }

    [Fact]
    public async Task What_others_are_just_writing_under_a_lock_of_their_own_stays()
    {
        Directory.CreateDirectory(directory.Below("certificates/example-ecdsa-p256"));
        var draft = directory.Below("certificates/example-ecdsa-p256/.0123456789abcdef.tmp");
        await File.WriteAllTextAsync(draft, "-----BEGIN", Cancellation);

        await store.WriteAsync("clock", Json("{}"), null, Cancellation);

        Assert.True(File.Exists(draft));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_reported_with_what_to_do()
    {
        // Given a file where the directory should be
        await File.WriteAllTextAsync(directory.Below("state"), "", Cancellation);
        using var below = Open("state/mooring");

        var failure = await Assert.ThrowsAsync<StateStoreException>(() => below.WriteAsync(Key, Json("{}"), null, Cancellation));

        Assert.Contains("state/mooring", failure.Text.English, StringComparison.Ordinal);
        Assert.Null(await below.ReadAsync(Key, Cancellation));
    }

    [Fact]
    public async Task Whether_state_can_be_kept_is_tried_without_a_trace()
    {
        await File.WriteAllTextAsync(directory.Below("file"), "", Cancellation);

        Assert.True(DirectoryStateStore.CanWrite(directory.Below("new/state")));
        Assert.False(DirectoryStateStore.CanWrite(directory.Below("file/state")));
        Assert.Empty(Directory.GetFileSystemEntries(directory.Below("new/state")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.Below("new/state")));
        }
    }

    /// <summary>Lets time pass until the task is done, which it must be in less than <paramref name="limit"/>.</summary>
    private async Task PassAsync(Task task, TimeSpan limit)
    {
        var start = clock.GetUtcNow();
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, clock.WaitForTimersAsync(1, Cancellation));
            Assert.True(clock.GetUtcNow() < start + limit, "it should have given up");
            clock.Advance(TimeSpan.FromMilliseconds(500));
        }
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Show(StateDocument? document) => document is null ? null : Encoding.UTF8.GetString(document.Content.Span);

    private DirectoryStateStore Open(string below = "") => new(directory.Below(below), clock, notices.Add);
}
