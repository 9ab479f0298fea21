using Mooring.Configuration;
using Mooring.Core;
using Mooring.Doctor;
using Mooring.Doctor.Machine;

namespace Mooring.Tests.Doctor.Machine;

/// <summary>Whether Mooring can remember what it must.</summary>
public sealed class StateTests : IDisposable
{
    private static readonly FileFacts OfRoot = new(0, 0, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, IsLink: false, IsRegular: false);
    private static readonly StateFacts Good = new() { Directory = "/var/lib/mooring", Nearest = "/var/lib/mooring", File = OfRoot, Free = 1L << 32 };

    private readonly string directory = Directory.CreateTempSubdirectory("mooring-state-").FullName;

    [Fact]
    public void A_directory_that_can_be_written_takes_one_line() =>
        Assert.Equal("the state directory can be written (it belongs to root, mode 0700)", Assert.Single(Judge(Good)).Message.English);

    [Fact]
    public void One_that_is_not_there_yet_is_fine_where_it_can_be_made() =>
        Assert.Equal((FindingIds.StateDirectory, Severity.Ok), Judge(Good with { Nearest = "/var/lib" }).Select(finding => (finding.Id, finding.Severity)).Single());

    [Fact]
    public void One_of_somebody_else_names_owner_mode_and_what_to_type()
    {
        var finding = Assert.Single(Judge(Good with { Access = WriteAccess.Denied }));

        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.StartsWith("mooring cannot write /var/lib/mooring (it belongs to root, mode 0700); Mooring goes on, but forgets", finding.Message.English, StringComparison.Ordinal);
        Assert.StartsWith("type `sudo install -d -m 700 -o mooring /var/lib/mooring`", finding.Mend!.English, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_cannot_be_made_names_the_directory_above() =>
        Assert.StartsWith("mooring cannot write /var/lib (", Assert.Single(Judge(Good with { Nearest = "/var/lib", Access = WriteAccess.Denied })).Message.English, StringComparison.Ordinal);

    [Fact]
    public void A_file_system_that_is_read_only_is_named() =>
        Assert.Contains("read-only", Assert.Single(Judge(Good with { Access = WriteAccess.ReadOnly })).Message.English, StringComparison.Ordinal);

    [Fact]
    public void A_file_in_its_place_is_a_fault() =>
        Assert.Equal(Severity.Fault, Assert.Single(Judge(Good with { IsDirectory = false, Access = WriteAccess.Denied })).Severity);

    [Fact]
    public void Others_who_can_write_it_are_told_in_the_words_of_every_verb()
    {
        var problem = new Problem(Text.Same("others can write it"), Text.Same("chmod go-w")) { IsWarning = true };

        var finding = Assert.Single(StateJudge.Judge(Good, problem, "mooring"));

        Assert.Equal((Severity.Warning, problem.Message, problem.Mend), (finding.Severity, finding.Message, finding.Mend));
    }

    [Theory]
    [InlineData(3 * 1024 * 1024, "only 3 MiB are free there")]
    [InlineData(4096, "only 4 KiB are free there")]
    public void A_disk_that_is_nearly_full_is_a_warning(long free, string message)
    {
        var finding = Judge(Good with { Free = free })[1];

        Assert.Equal((FindingIds.StateSpace, Severity.Warning), (finding.Id, finding.Severity));
        Assert.StartsWith(message, finding.Message.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Looking_makes_nothing()
    {
        var state = StateReader.Read(Path.Combine(directory, "below", "state"));

        Assert.Equal((directory, false, WriteAccess.Granted), (state.Nearest, state.Exists, state.Access));
        Assert.True(state.Free > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public void A_file_in_the_way_is_seen()
    {
        var file = Path.Combine(directory, "state");
        File.WriteAllText(file, "");

        Assert.False(StateReader.Read(file).IsDirectory);
        Assert.Equal(file, StateReader.Read(Path.Combine(file, "mooring")).Nearest);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static Finding[] Judge(StateFacts state) => [.. StateJudge.Judge(state, trust: null, "mooring")];
}
