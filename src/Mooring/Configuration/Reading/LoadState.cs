using Mooring.Configuration.Yaml;
using Mooring.Core;

namespace Mooring.Configuration.Reading;

/// <summary>What one run of the loader knows and has found so far.</summary>
/// <param name="file">The configuration file, absolute.</param>
/// <param name="environment">Variables and user.</param>
/// <param name="lines">Which line a word means.</param>
internal sealed class LoadState(string file, ProcessEnvironment environment, LineWords lines)
{
    private readonly List<Problem> problems = [];
    private readonly HashSet<string> judged = new(StringComparer.Ordinal);

    /// <summary>The configuration file, absolute.</summary>
    public string File => file;

    /// <summary>Variables and user.</summary>
    public ProcessEnvironment Environment => environment;

    /// <summary>Which line a word means.</summary>
    public LineWords Lines => lines;

    /// <summary>Errors and warnings found so far.</summary>
    public ICollection<Problem> Problems => problems;

    /// <summary>The secrets that were read, for whoever keeps them out of logs.</summary>
    public HashSet<string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>What was filled in where a secret may stand, such as a URL's query or a command's argument.</summary>
    public HashSet<string> Suspects { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the configuration file itself holds a secret.</summary>
    public bool FileHoldsSecrets { get; set; }

    /// <summary>The files of <c>${file:}</c>, absolute.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The variables of <c>${env:}</c>.</summary>
    public List<string> Variables { get; } = [];

    /// <summary>A path of the configuration: relative ones start where the file lies.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Path.GetDirectoryName(file) ?? environment.WorkingDirectory);

    /// <summary>Adds an error at a node.</summary>
    public void Report(Node at, Text message, Text mend) => problems.Add(At(at, message, mend));

    /// <summary>Adds an error at a node.</summary>
    public void Report(Node at, Complaint complaint) => Report(at, complaint.Message, complaint.Mend);

    /// <summary>Adds a warning at a node.</summary>
    public void Warn(Node at, Text message, Text mend) => problems.Add(At(at, message, mend) with { IsWarning = true });

    /// <summary>True the first time a path is named: a warning about a file is said once.</summary>
    public bool IsFirstMention(string path) => judged.Add(path);

    private Problem At(Node at, Text message, Text mend) =>
        new(message, mend) { File = file, Line = at.Line, Column = at.Column, Key = at.Path.Length == 0 ? null : at.Path };
}
