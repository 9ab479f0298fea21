using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Daemon;
using Mooring.Engine.Updating;
using Mooring.Rounds;

namespace Mooring.Tests.Daemon;

public sealed class RoundLogTests
{
    private readonly SaidLog lines = new();
    private readonly RoundLog log;

    public RoundLogTests() => log = new RoundLog(new SpokenLog(lines, Language.English));

    [Fact]
    public void What_fails_is_said_once_and_that_it_works_again_too()
    {
        Write(Failing("nas", "throttled"));
        Write(Failing("nas", "throttled"));
        Write(Right("nas"));
        Write(Right("nas"));

        Assert.Collection(
            Said,
            line => Assert.Contains("throttled: the host says throttled", line, StringComparison.Ordinal),
            line => Assert.Equal("Information works again: nas.example.com A (home, default)", line));
    }

    [Fact]
    public void An_entry_taken_out_of_the_configuration_while_it_fails_does_not_work_again()
    {
        Write(Failing("nas", "throttled"), Right("www"));
        Write(Right("www"));

        Assert.DoesNotContain(Said, line => line.Contains("works again", StringComparison.Ordinal));
    }

    [Fact]
    public void One_that_comes_back_and_still_fails_is_said_anew()
    {
        Write(Failing("nas", "throttled"));
        Write(Right("www"));
        Write(Failing("nas", "throttled"));

        Assert.Equal(2, Said.Count);
    }

    [Fact]
    public void What_fails_for_another_reason_is_said_and_does_not_work_again()
    {
        Write(Failing("nas", "throttled"));
        Write(Failing("nas", "credentials"));
        Write(Right("nas"));

        Assert.Collection(
            Said,
            line => Assert.Contains("throttled", line, StringComparison.Ordinal),
            line => Assert.Contains("credentials", line, StringComparison.Ordinal),
            line => Assert.Contains("works again", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_set_of_which_one_record_still_fails_does_not_work_again()
    {
        Write(Failing("nas", "throttled"), Failing("nas", "quota"));
        Write(Right("nas"), Failing("nas", "quota"));

        Assert.DoesNotContain(Said, line => line.Contains("works again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_set_held_back_until_its_address_is_steady_is_told_of_its_source_and_neither_fails_nor_works_again()
    {
        var held = Failing("nas", "source");
        Write(held with { Error = held.Error! with { IsHeld = true } });
        Write(Right("nas"));

        Assert.Empty(Said);
    }

    [Fact]
    public void A_note_is_said_while_it_is_news()
    {
        var note = Text.Same("record 1 stays");

        log.Write(Report([Right("nas")], note));
        log.Write(Report([Right("nas")], note));
        log.Write(Report([Right("nas")]));
        log.Write(Report([Right("nas")], note));

        Assert.Equal(["Warning record 1 stays", "Warning record 1 stays"], Said);
    }

    private List<string> Said => [.. lines.Said.Where(line => !line.StartsWith("Debug", StringComparison.Ordinal))];

    private void Write(params Change[] changes) => log.Write(Report(changes));

    private static RoundReport Report(Change[] changes, params Text[] notes) =>
        new(new RoundOutcome([.. changes], [.. notes], NothingRead: false), [], 1, new Dictionary<string, TimeSpan?>(StringComparer.Ordinal), null);

    private static Change Right(string name) => new()
    {
        Name = DomainName.Parse($"{name}.example.com"),
        Type = RecordType.A,
        Line = "default",
        Account = "home",
        Action = ChangeAction.None,
        Outcome = ChangeOutcome.Unchanged,
    };

    private static Change Failing(string name, string fault) => Right(name) with
    {
        Action = ChangeAction.Update,
        Outcome = ChangeOutcome.Failed,
        Error = new ChangeError(fault, Text.Same($"the host says {fault}")),
    };
}
