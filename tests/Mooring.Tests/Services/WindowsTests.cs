using Mooring.Services;
using Mooring.Services.Machine;
using Mooring.Services.Windows;

namespace Mooring.Tests.Services;

/// <summary>What is said to Windows, and what is understood of its answers. Nothing here was run on Windows.</summary>
public sealed class WindowsTests
{
    private static readonly ServiceSpec Spec = new()
    {
        Program = @"C:\Program Files\Mooring\mooring.exe", Configuration = @"C:\ProgramData\Mooring\mooring.yaml", LogFile = @"C:\ProgramData\Mooring\mooring.log",
        Account = @"EXAMPLE\you",
    };

    private readonly FakeMachine machine = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(@"C:\Mooring\mooring.exe", @"C:\Mooring\mooring.exe")]
    [InlineData(@"C:\Program Files\m.exe", @"""C:\Program Files\m.exe""")]
    [InlineData(@"C:\My Files\", @"""C:\My Files\\""")]
    [InlineData(@"say ""hi\""", @"""say \""hi\\\""""")]
    [InlineData("", @"""""")]
    public void Words_survive_a_command_line(string word, string quoted)
    {
        Assert.Equal($"{quoted} end", WindowsWords.CommandLine([word, "end"]));
        Assert.Equal([word, "end"], WindowsWords.Split($"{quoted} end"));
    }

    [Fact]
    public async Task Install_makes_the_service_or_makes_it_anew_and_starts_it()
    {
        var manager = new WindowsServiceManager();
        machine.Answers["sc.exe create"] = new ProgramOutcome(1073, "[SC] CreateService FAILED 1073:", "");

        await new StepTaker(machine, TimeProvider.System, _ => { }).TakeAsync(manager.Install(Spec), manager.WhereToLook, Cancellation);

        const string Command = """
            "C:\Program Files\Mooring\mooring.exe" run --config C:\ProgramData\Mooring\mooring.yaml --log-file C:\ProgramData\Mooring\mooring.log --windows-service
            """;
        Assert.Contains($"sc.exe config Mooring binPath= {Command} start= auto DisplayName= Mooring", machine.Done);
        Assert.Equal("sc.exe start Mooring", machine.Done[^1]);
    }

    [Theory]
    [InlineData("TYPE               : 10  WIN32_OWN_PROCESS\r\n        STATE              : 4  RUNNING\r\n", true)]
    [InlineData("TYP                : 10  WIN32_OWN_PROCESS\r\n        ZUSTAND            : 1  STOPPED\r\n", false)]
    public async Task Status_reads_what_sc_says_in_any_language(string query, bool running)
    {
        machine.Answers["sc.exe query"] = new ProgramOutcome(0, $"\r\nSERVICE_NAME: Mooring\r\n        {query}", "");
        machine.Answers["sc.exe qc"] = new ProgramOutcome(
            0,
            "SERVICE_NAME: Mooring\r\n        TYPE               : 10  WIN32_OWN_PROCESS\r\n        START_TYPE         : 2   AUTO_START\r\n"
            + "        BINARY_PATH_NAME   : \"C:\\Program Files\\Mooring\\mooring.exe\" run --config C:\\m.yaml\r\n        DISPLAY_NAME       : Mooring\r\n",
            "");
        machine.Answers["sc.exe qdescription"] = new ProgramOutcome(0, "DESCRIPTION:  x Made by `mooring service install`.\r\n", "");

        var state = await new WindowsServiceManager().LookAsync(machine, Cancellation);

        Assert.Equal((true, true, true, running), (state.IsInstalled, state.IsOurs, state.IsEnabled, state.IsRunning));
        Assert.Equal((@"C:\Program Files\Mooring\mooring.exe", @"C:\m.yaml"), (state.Program, state.Configuration));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_not_installed()
    {
        machine.Answers["sc.exe"] = new ProgramOutcome(1060, "[SC] EnumQueryServicesStatus:OpenService FAILED 1060:\r\n", "");

        Assert.False((await new WindowsServiceManager().LookAsync(machine, Cancellation)).IsInstalled);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_task_is_read_back_as_it_was_described(bool forUser)
    {
        var manager = new TaskManager(forUser ? ServiceKind.UserDaemon : ServiceKind.Daemon, "/drafts");
        var text = forUser ? TaskText.AtLogon(Spec) : TaskText.AtBoot(Spec);
        machine.Answers["schtasks /Query"] = new ProgramOutcome(0, text, "");

        var state = await manager.LookAsync(machine, Cancellation);

        Assert.Equal((true, true, true), (state.IsInstalled, state.IsOurs, state.IsEnabled));
        Assert.Equal((Spec.Program, Spec.Configuration), (state.Program, state.Configuration));
    }

    [Fact]
    public async Task A_task_comes_from_a_file_in_UTF_16_that_does_not_stay()
    {
        var manager = new TaskManager(ServiceKind.Daemon, "/drafts");

        await new StepTaker(machine, TimeProvider.System, _ => { }).TakeAsync(manager.Install(Spec), manager.WhereToLook, Cancellation);

        Assert.Equal(
            ["write /drafts/mooring-task.xml", "schtasks /End /TN Mooring", "schtasks /Create /TN Mooring /XML /drafts/mooring-task.xml /F", "schtasks /Run /TN Mooring", "remove /drafts/mooring-task.xml"],
            machine.Done);
        Assert.Equal([0xFF, 0xFE, (byte)'<', 0], TaskText.File("", TaskText.AtBoot(Spec)).Content[..4]);
    }
}
