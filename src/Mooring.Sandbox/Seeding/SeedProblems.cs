using Mooring.Core;
using YamlDotNet.Core;

namespace Mooring.Sandbox.Seeding;

/// <summary>Collects the mistakes of one file, so that all are shown together.</summary>
internal sealed class SeedProblems(string file)
{
    private readonly List<SeedProblem> problems = [];

    public bool Any => problems.Count > 0;

    public void Add(Mark at, string key, Text message, Text mend) =>
        problems.Add(new SeedProblem(file, (int)at.Line, (int)at.Column, key, message, mend));

    public SeedException ToException() => new([.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)]);
}
