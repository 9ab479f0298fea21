using System.Globalization;
using System.Text.RegularExpressions;
using Mooring.Testing;

namespace Mooring.Sandbox.Tests.NameServer;

/// <summary>Debian's <c>dig</c>, the judge of everything the name servers say.</summary>
internal static partial class Dig
{
    private static readonly PeerProgram Program = new("dig", "dnsutils");

    /// <summary>Asks, once and without patience, and reads what it prints.</summary>
    /// <param name="port">The servers' port.</param>
    /// <param name="arguments">As on its command line, blanks between them; <c>@server</c> is 127.0.0.1 unless given.</param>
    public static async Task<DigAnswer> AskAsync(int port, string arguments)
    {
        string[] common = ["-p", port.ToString(CultureInfo.InvariantCulture), "+time=5", "+tries=1", "+nocookie", "+noidnin", "+noidnout"];
        string[] server = arguments.Contains('@', StringComparison.Ordinal) ? [] : ["@127.0.0.1"];
        var output = await Program.RunAsync(
            [.. common, .. server, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)], TestContext.Current.CancellationToken);
        if (output is null)
        {
            Assert.SkipUnless(PeerProgram.MustBeThere, Program.Missing);
            Assert.Fail(Program.Missing);
        }

        return DigAnswer.Read(output.Output);
    }

    /// <summary>What it printed; with several questions, the records of all answers together.</summary>
    internal sealed partial record DigAnswer(string Text, string Status, IReadOnlyList<string> Flags, IReadOnlyDictionary<string, IReadOnlyList<string>> Sections)
    {
        /// <summary>The records of the answer section, one blank between fields.</summary>
        public IReadOnlyList<string> Answer => Section("ANSWER");

        public IReadOnlyList<string> Authority => Section("AUTHORITY");

        public IReadOnlyList<string> Additional => Section("ADDITIONAL");

        /// <summary>The data of the answer's records alone, in order.</summary>
        public IEnumerable<string> Data => Answer.Select(line => line.Split(' ', 5)[4]);

        public static DigAnswer Read(string text)
        {
            var status = StatusWord().Match(text);
            var flags = FlagLine().Match(text);
            var sections = SectionText().Matches(text).GroupBy(match => match.Groups[1].Value).ToDictionary(
                section => section.Key,
                section => (IReadOnlyList<string>)[.. section.SelectMany(match => match.Groups[2].Value.Split('\n'))
                    .Where(line => line.Length > 0)
                    .Select(line => Blanks().Replace(line, " "))]);
            return new DigAnswer(text, status.Groups[1].Value, flags.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries), sections);
        }

        private IReadOnlyList<string> Section(string name) => Sections.GetValueOrDefault(name) ?? [];

        [GeneratedRegex(@"status: (\w+)")]
        private static partial Regex StatusWord();

        [GeneratedRegex(@";; flags:([^;]*);")]
        private static partial Regex FlagLine();

        [GeneratedRegex(@";; (\w+) SECTION:\n((?:[^\n]+\n)*)")]
        private static partial Regex SectionText();

        [GeneratedRegex(@"[ \t]+")]
        private static partial Regex Blanks();
    }
}
