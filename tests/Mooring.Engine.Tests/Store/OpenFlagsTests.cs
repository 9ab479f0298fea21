using System.Globalization;
using System.Runtime.InteropServices;
using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

public sealed class OpenFlagsTests
{
    private const int NotADirectory = 20;   // ENOTDIR

    /// <summary>The numbers as the systems' headers write them, in octal (Linux) or hexadecimal (macOS).</summary>
    [Theory]
    [InlineData(true, Architecture.X64, "00400000", "00200000")]
    [InlineData(true, Architecture.Arm64, "0100000", "040000")]
    [InlineData(true, Architecture.Arm, "0100000", "040000")]
    [InlineData(false, Architecture.Arm64, "0x100", "0x100000")]
    [InlineData(false, Architecture.X64, "0x100", "0x100000")]
    public void Each_processor_has_its_own_numbers(bool isLinux, Architecture processor, string noFollow, string onlyDirectory)
    {
        var flags = OpenFlags.Of(isLinux, processor);

        Assert.Equal(Number(noFollow), flags.NoFollow);
        Assert.Equal(Number(onlyDirectory), flags.OnlyDirectory);
    }

    [Fact]
    public void On_this_machine_a_directory_is_opened_but_no_link_to_one_and_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "open(2) is Unix'");
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "file");
        var link = Path.Combine(directory.Path, "link");
        File.WriteAllText(file, "");
        File.CreateSymbolicLink(link, directory.Path);
        var flags = OpenFlags.Here;

        var descriptor = LibC.Open(directory.Path, flags.OnlyDirectory | flags.NoFollow | flags.CloseOnExec);

        Assert.True(descriptor >= 0);
        _ = LibC.Close(descriptor);
        Assert.Equal(-1, LibC.Open(file, flags.OnlyDirectory | flags.CloseOnExec));
        Assert.Equal(NotADirectory, Marshal.GetLastPInvokeError());
        Assert.Equal(-1, LibC.Open(link, flags.NoFollow | flags.CloseOnExec));
    }

    private static int Number(string written) =>
        written.StartsWith("0x", StringComparison.Ordinal) ? int.Parse(written[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : Convert.ToInt32(written, 8);
}
