using Mooring.Core;

namespace Mooring.Configuration;

/// <summary>Something wrong in a configuration file or on the command line.</summary>
/// <param name="Message">What is wrong; never a secret.</param>
/// <param name="Mend">What to do about it.</param>
internal sealed record Problem(Text Message, Text Mend)
{
    /// <summary>The file it stands in; null for the command line.</summary>
    public string? File { get; init; }

    /// <summary>The line, from 1; null where there is none.</summary>
    public int? Line { get; init; }

    /// <summary>The column in characters, from 1; null where there is none.</summary>
    public int? Column { get; init; }

    /// <summary>The path of the key (<c>records[2].ttl</c>) or the name of the option; null where there is none.</summary>
    public string? Key { get; init; }

    /// <summary>A warning lets the program go on.</summary>
    public bool IsWarning { get; init; }

    /// <summary>Where it is, as compilers write it: <c>file:line:column: key</c>.</summary>
    public string Place => string.Join(": ", new[]
    {
        File is null ? null : Line is null ? File : $"{File}:{Line}:{Column}",
        Key,
    }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>The configuration or the command line cannot be used: exit code 2, before any network call.</summary>
/// <param name="problems">All problems, in the order of the file; at least one.</param>
internal sealed class ProblemsException(IReadOnlyList<Problem> problems)
    : Exception(string.Join("; ", problems.Select(problem => problem.Message.English)))
{
    /// <summary>A single problem of the command line.</summary>
    public ProblemsException(Text message, Text mend, string? key = null)
        : this([new Problem(message, mend) { Key = key }])
    {
    }

    /// <summary>All problems, in the order of the file; at least one.</summary>
    public IReadOnlyList<Problem> Problems => problems;
}
