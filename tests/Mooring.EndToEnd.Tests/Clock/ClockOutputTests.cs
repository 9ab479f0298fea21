namespace Mooring.EndToEnd.Tests.Clock;

/// <summary>Every verb that asks a cloud tells of a clock that is off, in the same words; only those that change something remember it.</summary>
public sealed class ClockOutputTests
{
    private static readonly TimeSpan Off = WrongClockTests.Span("-31 min");

    [Theory]
    [InlineData("plan")]
    [InlineData("plan --output json")]
    [InlineData("update --dry-run")]
    [InlineData("records list example.com")]
    public async Task What_changes_nothing_tells_it_and_leaves_no_trace(string arguments)
    {
        await using var machine = await ProbingAsync();
        var result = await machine.RunAsync(Off, arguments.Split(' '));

        Assert.True(result.ExitCode == 0, result.ToString());
        WrongClockTests.AssertWarned(result.Error, Off);
        Assert.Empty(Written(machine));
    }

    [Fact]
    public async Task A_plan_leaves_the_memory_of_an_earlier_update_alone()
    {
        await using var machine = await ProbingAsync();
        await machine.RunAsync("update");
        var before = Written(machine);

        var plan = await machine.RunAsync(Off, "plan", "--output", "json");

        Assert.True(plan.ExitCode == 0, plan.ToString());
        WrongClockTests.AssertTold(plan, Off, "alidns", "tencent");
        Assert.NotEmpty(before);
        Assert.Equal(before, Written(machine));
    }

    [Theory]
    [InlineData("update")]
    [InlineData("records set www.example.com A 192.0.2.1")]
    [InlineData("records delete nas.example.com A --all")]
    public async Task What_changes_something_tells_and_remembers_it(string arguments)
    {
        await using var machine = await ProbingAsync();

        var text = await machine.RunAsync(Off, arguments.Split(' '));
        machine.ForgetCalls();
        var json = await machine.RunAsync(Off, [.. arguments.Split(' '), "--output", "json"]);

        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.True(json.ExitCode == 0, json.ToString());
        WrongClockTests.AssertWarned(text.Error, Off);
        WrongClockTests.AssertTold(json, Off, "alidns");
        WrongClockTests.AssertKept(machine, Off, "alidns");
        Assert.Empty(machine.Refused());
    }

    [Fact]
    public async Task A_verb_that_fails_for_another_reason_tells_it_too()
    {
        await using var machine = await Machine.OpenAsync();
        await machine.ConfigureBothAsync(secret: "mistyped");

        var result = await machine.RunAsync(Off, "records", "list", "example.com");

        Assert.True(result.ExitCode == 3, result.ToString());
        Assert.Contains("so it is the key", result.Error, StringComparison.Ordinal);
        WrongClockTests.AssertWarned(result.Error, Off);
    }

    [Fact]
    public async Task In_Chinese_it_reads_well()
    {
        await using var machine = await ProbingAsync();

        var result = await machine.RunAsync(Off, "update", "--language", "zh");

        Assert.Contains("警告：本机时钟比", result.Error, StringComparison.Ordinal);
        Assert.Matches("(alidns|tencent) 慢 3[01] 分", result.Error);
        Assert.Contains("修复方法：", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2m", false)]
    [InlineData("10s", true)]
    public async Task The_limit_is_the_users(string limit, bool told)
    {
        await using var machine = await ProbingAsync();
        machine.Warn = limit;
        await machine.ConfigureBothAsync();

        var result = await machine.RunAsync(TimeSpan.FromSeconds(-70), "update");

        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(told, result.Error.Contains("this machine's clock", StringComparison.Ordinal));
    }

    /// <summary>A machine whose addresses come from a probe, which has a memory of its own, and from another that is out of order.</summary>
    private static async Task<Machine> ProbingAsync()
    {
        var machine = await Machine.OpenAsync();
        var echo = machine.Harbour.Sandbox.Ports.Echo;
        machine.Source = $"{{ family: ipv4, source: probe, probes: [\"http://127.0.0.1:{echo}/ip\", \"http://127.0.0.1:{echo}/gone\"], agree: 1, allow: [documentation] }}";
        await machine.ConfigureBothAsync();
        return machine;
    }

    /// <summary>The documents in state with their content; locks are none.</summary>
    private static string[] Written(Machine machine) => Directory.Exists(machine.Harbour.State)
        ? [.. Directory.GetFiles(machine.Harbour.State, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file}\n{File.ReadAllText(file)}")]
        : [];
}
