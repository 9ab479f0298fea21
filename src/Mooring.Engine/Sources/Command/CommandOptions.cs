using System.Text;
using System.Text.RegularExpressions;
using Mooring.Core.Addresses;

namespace Mooring.Engine.Sources.Command;

/// <summary>A program to run.</summary>
public record ProgramCall
{
    /// <summary>The program and its arguments; no shell reads them. At least the program.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Variables it gets beside this process's own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long the program may take. Default 10 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How much it may print, in bytes. Default 1 MiB.</summary>
    public int MostOutput { get; init; } = 1 << 20;

    /// <summary>Whether what it leaves running when it ends by itself stays, such as a service that it started. Default false.</summary>
    public bool LeavesOthers { get; init; }
}

/// <summary>What the source <c>command</c> needs to know.</summary>
public sealed record CommandOptions : ProgramCall
{
    /// <summary>The family asked for and the special-use ranges allowed.</summary>
    public required AddressPolicy Policy { get; init; }

    /// <summary>A regular expression with exactly one group, which hits exactly one distinct address; null: the whole output is the address.</summary>
    public Regex? Match { get; init; }

    /// <summary>The output's encoding; null: the system's.</summary>
    public Encoding? Encoding { get; init; }
}
