using Mooring.Services.Machine;

namespace Mooring.Tests.Services;

/// <summary>A machine in memory: files, their rights, and programs that answer as they are told.</summary>
internal sealed class FakeMachine : IMachine
{
    public const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, UnixFileMode> Modes { get; } = new(StringComparer.Ordinal);

    /// <summary>What programs answer, by the beginning of their command line; any other succeeds in silence.</summary>
    public Dictionary<string, ProgramOutcome> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What programs answer at first, one answer for each run, before <see cref="Answers"/> counts.</summary>
    public Dictionary<string, Queue<ProgramOutcome>> AtFirst { get; } = new(StringComparer.Ordinal);

    /// <summary>What was done, in order.</summary>
    public List<string> Done { get; } = [];

    public string? Read(string path) => Files.GetValueOrDefault(path);

    public void Write(string path, byte[] content)
    {
        Files[path] = System.Text.Encoding.UTF8.GetString(content);
        Done.Add($"write {path}");
    }

    public void Remove(string path)
    {
        Files.Remove(path);
        Done.Add($"remove {path}");
    }

    public UnixFileMode? ModeOf(string path) => Modes.TryGetValue(path, out var mode) ? mode : Open;

    public IReadOnlyList<string>? In(string directory) =>
        [.. Files.Keys.Union(Modes.Keys, StringComparer.Ordinal).Where(path => Path.GetDirectoryName(path) == directory)];

    /// <summary>Files that others than the system can exchange.</summary>
    public HashSet<string> Exchangeable { get; } = new(StringComparer.Ordinal);

    public Task<bool> IsOursAloneAsync(string path, CancellationToken cancellation) => Task.FromResult(!Exchangeable.Contains(path));

    public void Allow(string path, UnixFileMode more)
    {
        Modes[path] = ModeOf(path)!.Value | more;
        Done.Add($"allow {path}");
    }

    public Task<ProgramOutcome> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var line = string.Join(' ', command);
        Done.Add(line);
        return Task.FromResult(AtFirst.FirstOrDefault(answer => line.StartsWith(answer.Key, StringComparison.Ordinal)).Value is { Count: > 0 } first ? first.Dequeue()
            : Answers.FirstOrDefault(answer => line.StartsWith(answer.Key, StringComparison.Ordinal)).Value ?? new ProgramOutcome(0, "", ""));
    }
}
