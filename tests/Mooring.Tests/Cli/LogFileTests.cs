using Mooring.Telling;

namespace Mooring.Tests.Cli;

/// <summary><c>run --log-file</c>: the log where no manager keeps it.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("mooring-").FullName;

    private string Log => Path.Combine(directory, "deep", "mooring.log");

    [Fact]
    public async Task What_would_go_to_standard_error_goes_to_the_file()
    {
        var wrong = Path.Combine(directory, "wrong.yaml");
        await File.WriteAllTextAsync(wrong, "nonsense: 1\n", TestContext.Current.CancellationToken);

        var ran = await Run.Async("run", "--config", wrong, "--log-file", Log, "--language", "en");

        Assert.Equal((2, ""), (ran.Code, ran.Error));
        Assert.Contains("nonsense", await File.ReadAllTextAsync(Log, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_said_and_the_log_stays_where_it_was()
    {
        var ran = await Run.Async("run", "--config", "/no/such.yaml", "--log-file", directory);

        Assert.Equal(2, ran.Code);
        Assert.StartsWith($"--log-file: {directory}: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("/no/such.yaml", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_has_grown_begins_anew_and_keeps_the_one_before()
    {
        var half = new byte[(int)(RollingFile.Largest / 2)];
        using var file = new RollingFile(Log);

        file.Write(half);
        file.Write(half);
        file.Write([1]);

        Assert.Equal(RollingFile.Largest, new FileInfo(Log + ".1").Length);
        Assert.Equal(1, new FileInfo(Log).Length);
    }

    [Fact]
    public void A_file_that_cannot_begin_anew_grows_on_until_it_can()
    {
        var half = new byte[(int)(RollingFile.Largest / 2)];
        using var file = new RollingFile(Log);
        Directory.CreateDirectory(Log + ".1");

        file.Write(half);
        file.Write(half);
        file.Write([1]);
        Assert.Equal(RollingFile.Largest + 1, new FileInfo(Log).Length);

        Directory.Delete(Log + ".1");
        file.Write([2]);
        Assert.Equal(1, new FileInfo(Log).Length);
    }

    [Fact]
    public void A_file_that_could_not_be_opened_again_is_opened_as_soon_as_it_can_be()
    {
        var moved = directory + "-moved";
        using var file = new RollingFile(Log);
        file.Write(new byte[(int)RollingFile.Largest]);
        Directory.Move(Path.GetDirectoryName(Log)!, moved);
        Assert.Throws<DirectoryNotFoundException>(() => file.Write([1]));

        Directory.Move(moved, Path.GetDirectoryName(Log)!);
        file.Write([2]);

        Assert.Equal(1, new FileInfo(Log).Length);
    }

    [Fact]
    public async Task What_the_service_manager_of_Windows_did_not_start_is_no_service()
    {
        var ran = await Run.Async("run", "--windows-service", "--language", "en");

        Assert.Equal(2, ran.Code);
        Assert.Contains("type `mooring run`", ran.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
