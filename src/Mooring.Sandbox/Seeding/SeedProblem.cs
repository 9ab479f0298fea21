using Mooring.Core;

namespace Mooring.Sandbox.Seeding;

/// <summary>One mistake in a seed file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Key">Where in the file: <c>zones[0].records[2].ttl</c>; empty for the file as a whole.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Mend">What to write instead.</param>
public sealed record SeedProblem(string File, int Line, int Column, string Key, Text Message, Text Mend)
{
    /// <summary>The problem on one line: place, key, what is wrong, what to do.</summary>
    public Text Describe()
    {
        var key = Key.Length == 0 ? "" : Key + ": ";
        return new Text(
            $"{File}:{Line}:{Column}: {key}{Message.English}; {Mend.English}",
            $"{File}:{Line}:{Column}: {key}{Message.Chinese}；{Mend.Chinese}");
    }
}

/// <summary>A seed file cannot be used.</summary>
/// <param name="problems">Every mistake in it, in the order of the file; at least one.</param>
public sealed class SeedException(IReadOnlyList<SeedProblem> problems) : SandboxException(Join(problems))
{
    /// <summary>Every mistake in the file, in its order.</summary>
    public IReadOnlyList<SeedProblem> Problems => problems;

    private static Text Join(IReadOnlyList<SeedProblem> problems) => new(
        string.Join('\n', problems.Select(problem => problem.Describe().English)),
        string.Join('\n', problems.Select(problem => problem.Describe().Chinese)));
}
