using Mooring.Cli.Output;
using Mooring.Core;
using Mooring.Doctor;
using Mooring.Telling;

namespace Mooring.Tests.Doctor;

/// <summary>What <c>doctor</c> prints.</summary>
public sealed class FindingsOutputTests
{
    private static readonly Finding[] Findings =
    [
        Finding.Ok("clock.alidns", "alidns", new Text("0.2 s ahead of this machine", "比本机快 0.2 秒")),
        new("clock.rtc", Severity.Fault, "rtc0", new Text("it is in local time", "它使用本地时间"), new Text("type:\ntimedatectl set-local-rtc 0", "执行：\ntimedatectl set-local-rtc 0")),
    ];

    [Fact]
    public void People_read_one_line_each_with_the_mend_below_and_a_sum()
    {
        Assert.Equal(
            """
            ok       alidns: 0.2 s ahead of this machine
            FAULT    rtc0: it is in local time
                     type:
                     timedatectl set-local-rtc 0

            2 looked at: 1 fault, 0 warnings, 0 hints

            """,
            Print(OutputFormat.Text, Language.English));
    }

    [Fact]
    public void Chinese_readers_get_the_same()
    {
        var lines = Print(OutputFormat.Text, Language.Chinese).Split('\n');

        Assert.Equal("正常     alidns：比本机快 0.2 秒", lines[0]);
        Assert.Equal("共检查 2 项：故障 1，警告 0，提示 0", lines[^2]);
    }

    [Theory]
    [InlineData("network.route", "default route", "默认路由")]
    [InlineData("network.roots", "root certificates", "根证书")]
    [InlineData("daemon.running", "mooring run", "守护进程")]
    [InlineData("record.plan", "nas.example.com A, www.example.com A", "nas.example.com A、www.example.com A")]
    [InlineData("network.interface", "eth0", "eth0")]
    [InlineData("account.credentials", "records", "records")]
    public void Chinese_readers_get_words_in_Chinese_and_names_as_they_are(string id, string subject, string shown)
    {
        Finding[] finding = [Finding.Ok(id, subject, Text.Same("good"))];

        Assert.StartsWith($"正常     {shown}：good", Print(OutputFormat.Text, Language.Chinese, finding), StringComparison.Ordinal);
        Assert.Contains($"\"subject\":\"{subject}\"", Print(OutputFormat.Json, Language.Chinese, finding), StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_read_json() => Assert.Equal(
        """{"findings":[{"id":"clock.alidns","severity":"ok","subject":"alidns","message":"0.2 s ahead of this machine","mend":null},{"id":"clock.rtc","severity":"fault","subject":"rtc0","message":"it is in local time","mend":"type:\ntimedatectl set-local-rtc 0"}]}""" + "\n",
        Print(OutputFormat.Json, Language.English));

    [Fact]
    public void The_same_mend_is_not_told_twice()
    {
        var again = Findings[1] with { Id = "clock.sntp", Subject = "SNTP" };

        Assert.Equal("         as above", Print(OutputFormat.Text, Language.English, [.. Findings, again]).Split('\n')[5]);
    }

    private static string Print(OutputFormat format, Language language, Finding[]? findings = null)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        FindingsOutput.Write(new ResultWriter(writer, format, language, new Paint(enabled: false)), findings ?? Findings, language);
        return writer.ToString();
    }
}
