using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

public sealed class StateDirectoriesTests
{
    private static readonly StateDirectoryFacts User = new() { IsWindows = false, Home = "/home/ming" };
    private static readonly StateDirectoryFacts Root = new() { IsWindows = false, IsRoot = true, Home = "/root" };
    private static readonly StateDirectoryFacts Windows = new()
    {
        IsWindows = true,
        ProgramData = @"C:\ProgramData",
        LocalAppData = @"C:\Users\ming\AppData\Local",
        Home = @"C:\Users\ming",
    };

    [Fact]
    public void Root_keeps_it_with_the_system_and_a_user_at_home()
    {
        Assert.Equal("/var/lib/mooring", Chosen(Root));
        Assert.Equal("/home/ming/.local/state/mooring", Chosen(User));
        Assert.Equal("/data/state/mooring", Chosen(User with { XdgStateHome = "/data/state/" }));
        Assert.Equal(@"C:\ProgramData\Mooring\state", Chosen(Windows));
    }

    [Fact]
    public void A_relative_xdg_directory_is_ignored() =>
        Assert.Equal("/home/ming/.local/state/mooring", Chosen(User with { XdgStateHome = "state" }));

    [Fact]
    public void Where_the_systems_directory_cannot_be_written_the_users_is_taken_and_it_is_said()
    {
        var (directory, note) = StateDirectories.Choose(Windows, path => !path.StartsWith(@"C:\ProgramData", StringComparison.Ordinal))!.Value;
        var (ofRoot, _) = StateDirectories.Choose(Root, path => path != "/var/lib/mooring")!.Value;

        Assert.Equal(@"C:\Users\ming\AppData\Local\Mooring\state", directory);
        Assert.Contains(@"C:\ProgramData\Mooring\state", note?.English, StringComparison.Ordinal);
        Assert.Equal("/root/.local/state/mooring", ofRoot);
    }

    [Fact]
    public void Where_nothing_can_be_written_the_first_choice_stays_and_the_store_reports_it() =>
        Assert.Equal(("/var/lib/mooring", null), StateDirectories.Choose(Root, _ => false));

    [Fact]
    public void A_user_without_a_home_has_none() =>
        Assert.Null(StateDirectories.Choose(User with { Home = null }, _ => true));

    private static string Chosen(StateDirectoryFacts facts)
    {
        var (directory, note) = StateDirectories.Choose(facts, _ => true)!.Value;
        Assert.Null(note);
        return directory;
    }
}
