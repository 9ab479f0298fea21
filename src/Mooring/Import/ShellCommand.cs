using Mooring.Configuration.Yaml;
using Mooring.Core.Addresses;

namespace Mooring.Import;

/// <summary>Sources that run a program.</summary>
internal static class ShellCommand
{
    private const string Four = @"(?<![\d.])((?:\d{1,3}\.){3}\d{1,3})(?![\d.])";
    private const string Six = @"(?<![0-9A-Fa-f:])((?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4})(?![0-9A-Fa-f:])";

    /// <summary>A source whose program prints the address and nothing else.</summary>
    /// <param name="at">Where the command stands.</param>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="family">The family that it tells.</param>
    public static MappingNode Bare(ScalarNode at, IEnumerable<string> words, IpFamily family) => Of(at, words, family, null);

    /// <summary>A source whose program prints the address somewhere in its output.</summary>
    /// <param name="at">Where the command stands.</param>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="family">The family that it tells.</param>
    public static MappingNode Searched(ScalarNode at, IEnumerable<string> words, IpFamily family) =>
        Of(at, words, family, Leaf.Entry(at, "match", family == IpFamily.IPv4 ? Four : Six));

    private static MappingNode Of(ScalarNode at, IEnumerable<string> words, IpFamily family, Member? match) => Leaf.Map(
        at,
        Leaf.Entry(at, "family", family.Word()),
        Leaf.Entry(at, "source", "command"),
        new Member(Leaf.Of(at, "command"), Leaf.List(at, words.Select(word => Leaf.Literal(at, word)))),
        match);
}
