using Microsoft.Extensions.Logging;
using Mooring.Cli;
using Mooring.Cli.Logging;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Telling;

namespace Mooring.Tests.Cli;

public sealed class OutputTests
{
    [Fact]
    public void Columns_line_up_with_wide_characters()
    {
        var table = new TextTable("名称", "line");
        table.Add("nas.example.com", "电信");
        table.Add("例子", null);

        Assert.Equal(
            """
            名称             line
            nas.example.com  电信
            例子             -
            """,
            string.Join('\n', table.Lines()));
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("电信", 4)]
    [InlineData("é", 1)]
    [InlineData("ｆｕｌｌ", 8)]
    [InlineData("🚢", 2)]
    public void Knows_how_wide_a_text_is(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));

    [Fact]
    public void A_secret_never_reaches_the_log()
    {
        using var lines = new StringWriter { NewLine = "\n" };
        var secrets = new SecretScrubber();
        secrets.Add("sandbox-secret");
        using var logging = new ErrorStreamLogging(lines, LogLevel.Information, TimeProvider.System, secrets.Scrub);

        logging.CreateLogger("Mooring.Engine.Round").LogInformation(
            new InvalidOperationException("key sandbox-secret"), "sent {What}", "sandbox-secret");

        Assert.DoesNotContain("sandbox-secret", lines.ToString(), StringComparison.Ordinal);
        Assert.Contains("info Engine.Round: sent *** (InvalidOperationException: key ***)", lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_is_traced_with_what_there_is_of_it()
    {
        static string Trace(ApiAttempt attempt)
        {
            using var lines = new StringWriter();
            using var logging = new ErrorStreamLogging(lines, LogLevel.Debug, TimeProvider.System, line => line);
            new ApiTraceLog(logging.CreateLogger("Api")).Attempted(attempt);
            return lines.ToString();
        }

        var took = TimeSpan.FromMilliseconds(12);

        var good = Trace(new ApiAttempt("DescribeDomains", 1, "GET https://dns.example.com/", 200, null, null, "R-1", null, took));
        var refused = Trace(new ApiAttempt("CreateRecord", 2, "POST {}", 400, DnsFault.Quota, "LimitExceeded", "", "too many", took));
        var silent = Trace(new ApiAttempt("CreateRecord", 3, "POST {}", null, DnsFault.Unavailable, null, null, "timed out", took));

        Assert.EndsWith("DescribeDomains attempt 1: status 200, request id R-1, 12 ms; GET https://dns.example.com/\n", good.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("CreateRecord attempt 2: status 400, code LimitExceeded, 12 ms; POST {}; too many\n", refused.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.EndsWith("CreateRecord attempt 3: no answer, 12 ms; POST {}; timed out\n", silent.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_is_shown_only_for_debugging()
    {
        static string Log(LogLevel minimum)
        {
            using var lines = new StringWriter();
            using var logging = new ErrorStreamLogging(lines, minimum, TimeProvider.System, line => line);
            try
            {
                throw new InvalidOperationException("no");
            }
            catch (InvalidOperationException e)
            {
                logging.CreateLogger("X").LogError(e, "failed");
            }

            return lines.ToString();
        }

        Assert.Contains("   at ", Log(LogLevel.Debug), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Log(LogLevel.Information), StringComparison.Ordinal);
    }
}
