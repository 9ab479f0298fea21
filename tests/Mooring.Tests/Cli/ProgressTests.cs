using Mooring.Cli.Output;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Testing;

namespace Mooring.Tests.Cli;

/// <summary>What a person at a terminal sees while an update works.</summary>
public sealed class ProgressTests : IDisposable
{
    private const string Erase = "\r\u001b[K";
    private static readonly DomainName Nas = DomainName.Parse("nas.example.com");

    private readonly StringWriter error = new();
    private readonly ManualClock time = new();

    [Fact]
    public void A_line_replaces_the_one_before_and_is_erased_at_the_end()
    {
        using (var line = new ProgressLine(error, enabled: true, Language.English))
        {
            line.Report(Text.Same("one"));
            line.Report(Text.Same("two"));
        }

        Assert.Equal($"{Erase}one{Erase}two{Erase}", error.ToString());
    }

    [Fact]
    public void Nothing_is_said_where_nobody_looks()
    {
        using (var line = new ProgressLine(error, enabled: false, Language.English))
        {
            Write(line, 10, every: TimeSpan.FromSeconds(1));
        }

        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void Says_the_name_how_many_of_how_many_and_about_how_long()
    {
        using var line = new ProgressLine(error, enabled: true, Language.English);

        Write(line, 1000, every: TimeSpan.FromMilliseconds(250), until: 312);

        Assert.EndsWith("nas.example.com … 312 of 1000 written, about 3 min left", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_seconds_when_it_is_soon_over()
    {
        using var line = new ProgressLine(error, enabled: true, Language.Chinese);

        Write(line, 1000, every: TimeSpan.FromMilliseconds(250), until: 900);

        Assert.EndsWith("nas.example.com …… 已写入 900/1000，约剩 25 秒", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Guesses_no_time_before_it_has_seen_some_writes()
    {
        using var line = new ProgressLine(error, enabled: true, Language.English);

        Write(line, 1000, every: TimeSpan.FromMilliseconds(250), until: 7);

        Assert.DoesNotContain("left", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_no_more_than_five_lines_a_second()
    {
        using var line = new ProgressLine(error, enabled: true, Language.English);

        Write(line, 1000, every: TimeSpan.FromMilliseconds(1));

        Assert.Equal(5, error.ToString().Split(Erase, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_long_name_is_cut_so_that_the_line_does_not_wrap()
    {
        using var line = new ProgressLine(error, enabled: true, Language.English);
        var progress = new WriteProgress(line, time);

        progress.Expect(2);
        progress.Finished(DomainName.Parse(new string('a', 60) + ".example.com"), 1);

        Assert.Equal($"{Erase}{new string('a', 39)}… … 1 of 2 written", error.ToString());
    }

    public void Dispose() => error.Dispose();

    private void Write(ProgressLine line, int expected, TimeSpan every, int? until = null)
    {
        var progress = new WriteProgress(line, time);
        progress.Expect(expected);
        for (var i = 0; i < (until ?? expected); i++)
        {
            time.Advance(every);
            progress.Finished(Nas, 1);
        }
    }
}
