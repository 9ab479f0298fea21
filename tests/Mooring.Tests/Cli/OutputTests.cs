using System.Text;
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
        using var printed = new PrintedWriter(lines, secrets.Scrub, coloured: false);
        using var logging = new ErrorStreamLogging(printed, LogLevel.Information, TimeProvider.System);

        logging.CreateLogger("Mooring.Engine.Round").LogInformation(
            new InvalidOperationException("key sandbox-secret"), "sent {What}", "sandbox-secret");

        Assert.DoesNotContain("sandbox-secret", lines.ToString(), StringComparison.Ordinal);
        Assert.Contains("info Engine.Round: sent *** (InvalidOperationException: key ***)", lines.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b+c=d\"é")]
    [InlineData("a%2Fb%2Bc%3Dd%22%C3%A9")]
    [InlineData("a%252fb%252bc%253dd%2522%25c3%25a9")]
    [InlineData("YS9iK2M9ZCLDqQ==")]
    [InlineData("YS9iK2M9ZCLDqQ%3D%3D")]
    [InlineData("a/b+c=d\\\"é")]
    [InlineData("a/b\\u002Bc=d\\u0022\\u00E9")]
    public void A_secret_is_known_again_however_it_is_encoded(string encoded)
    {
        var secrets = new SecretScrubber();
        secrets.Add("a/b+c=d\"é");

        var shown = secrets.Scrub($"token:{encoded}&x");

        Assert.StartsWith("token:***", shown, StringComparison.Ordinal);
        Assert.EndsWith("&x", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("b", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'/probe/AbCdEfGhIjKlMnOpQr…' is not one address", "'/probe/***…' is not one address")]
    [InlineData("probe.abcdefghijklmnop…", "probe.***…")]
    [InlineData("AbCdEf…", "***…")]
    [InlineData("a%2Fb c AbCdE…", "a%2Fb c AbCdE…")]
    [InlineData("…56789%2FsecretTAIL and AbCdEfGhIj", "…*** and AbCdEfGhIj")]
    [InlineData("AbCdEfGhIj… AbCdEfGhIjKl…", "***… ***…")]
    public void A_secret_that_was_cut_is_known_by_what_is_left_of_it(string text, string shown)
    {
        var secrets = new SecretScrubber();
        secrets.Add("AbCdEfGhIjKlMnOpQrStUvWxYz0123456789/secretTAIL");

        Assert.Equal(shown, secrets.Scrub(text));
    }

    [Theory]
    [InlineData("user:")]
    [InlineData("user1:")]
    [InlineData("user12:")]
    public void A_secret_in_the_middle_of_a_text_in_base64_is_not_shown(string before)
    {
        var secrets = new SecretScrubber();
        secrets.Add("?hidden-word>of~many\u00fftetters");
        var text = Encoding.UTF8.GetBytes($"{before}?hidden-word>of~many\u00fftetters:after");

        var shown = secrets.Scrub(Convert.ToBase64String(text));
        var inUrl = secrets.Scrub(Uri.EscapeDataString(Convert.ToBase64String(text)));

        Assert.Matches("^[^*]{6,12}\\*\\*\\*[^*]{6,14}$", shown);
        Assert.Matches("^[^*]{6,12}\\*\\*\\*[^*]{6,16}$", inUrl);
    }

    [Theory]
    [InlineData("word", "a word, wording and a_word", "a ***, wording and a_***")]
    [InlineData("abc", "abc", "abc")]
    public void A_secret_as_short_as_a_word_leaves_other_words_readable(string secret, string text, string shown)
    {
        var secrets = new SecretScrubber();
        secrets.Add(secret);

        Assert.Equal(shown, secrets.Scrub(text));
    }

    [Theory]
    [InlineData(false, "\\u001b[31mred\\u001b[0m\n\\u001b[2J \\u202egnp.exe \\u0007\\u000dx")]
    [InlineData(true, "\u001b[31mred\u001b[0m\n\\u001b[2J \\u202egnp.exe \\u0007\\u000dx")]
    public void Nothing_that_steers_a_terminal_is_printed_but_our_own_colours(bool coloured, string expected)
    {
        using var lines = new StringWriter();
        using var printed = new PrintedWriter(lines, text => text, coloured);

        printed.Write("\u001b[31mred\u001b[0m\n\u001b[2J \u202egnp.exe \a\rx");

        Assert.Equal(expected, lines.ToString());
    }

    [Fact]
    public void A_call_is_traced_with_what_there_is_of_it()
    {
        static string Trace(ApiAttempt attempt)
        {
            using var lines = new StringWriter();
            using var logging = new ErrorStreamLogging(lines, LogLevel.Debug, TimeProvider.System);
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
            using var logging = new ErrorStreamLogging(lines, minimum, TimeProvider.System);
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
