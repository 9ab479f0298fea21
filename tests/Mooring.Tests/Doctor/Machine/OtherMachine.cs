using Mooring.Engine.Machine;

namespace Mooring.Tests.Doctor.Machine;

/// <summary>The files of a machine that is not this one.</summary>
internal sealed class OtherMachine : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("mooring-machine-").FullName;

    public MachineFiles Files => new(root);

    /// <summary>Writes a file.</summary>
    public OtherMachine With(string path, string content = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
        File.WriteAllText(Path.Combine(root, path), content);
        return this;
    }

    /// <summary>Makes a symbolic link, be it to nowhere; a target from <c>/</c> is one of this machine.</summary>
    public OtherMachine WithLink(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
        File.CreateSymbolicLink(Path.Combine(root, path), target.StartsWith('/') ? root + target : target);
        return this;
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
