using System.Text.RegularExpressions;
using System.Xml.Linq;
using Mooring.Testing;

namespace Mooring.Tests.Architecture;

/// <summary>The walls and rooms of docs/architecture.md, held by reading the project files and the sources.</summary>
public sealed partial class DirectionTests
{
    private static readonly Dictionary<string, string> References = new(StringComparer.Ordinal)
    {
        ["Mooring.Core"] = "",
        ["Mooring.Dns"] = "Mooring.Core",
        ["Mooring.Http"] = "Mooring.Core Mooring.Dns",
        ["Mooring.Providers"] = "Mooring.Core Mooring.Http",
        ["Mooring.Acme"] = "Mooring.Core Mooring.Http",
        ["Mooring.Engine"] = "Mooring.Acme Mooring.Core Mooring.Dns Mooring.Http",
        ["Mooring.Sandbox"] = "Mooring.Core Mooring.Dns",
        ["Mooring"] = "Mooring.Acme Mooring.Core Mooring.Dns Mooring.Engine Mooring.Http Mooring.Providers Mooring.Sandbox",
    };

    /// <summary>The rooms of the program from the ground up, and which of them each may use; the command line is the top.</summary>
    private static readonly (string Name, string MayUse)[] Rooms =
    [
        ("Telling", ""),
        ("Spelling", ""),
        ("Configuration", "Spelling"),
        ("Import", "Configuration Spelling"),
        ("Composition", "Configuration Telling"),
        ("Setup", "Configuration Telling"),
        ("Rounds", "Composition Configuration Spelling Telling"),
        ("Services", "Configuration Telling"),
        ("Hooks", "Configuration"),
        ("Web", "Composition Configuration Rounds Telling"),
        ("Daemon", "Composition Configuration Rounds Services Telling Web"),
        ("Demo", "Composition Configuration Rounds Telling"),
        ("Doctor", "Composition Configuration Rounds Services Spelling Telling"),
        ("Cli", "Composition Configuration Daemon Demo Doctor Hooks Import Rounds Services Setup Spelling Telling"),
    ];

    /// <summary>A folder, what its sources never hold, a line that would, and why.</summary>
    public static readonly TheoryData<string, string, string, string> Never = new()
    {
        { "src/Mooring.Core", @"\bSystem\.Net\.Http\b|\b(File|Directory|Environment|Console|Process)\.\w", "File.ReadAllText(path)", "planner tests need nothing" },
        { "src/Mooring.Core", @"\bTimeProvider\.System\b", "TimeProvider.System", "the root gives the clock" },
        { "src/Mooring.Engine", @"\bMooring\.Providers\b", "using Mooring.Providers.Alidns;", "the engine knows IZoneEditor" },
        { "src/Mooring.Acme", @"\bMooring\.Providers\b", "using Mooring.Providers;", "the protocol client knows no DNS host" },
        { "src/Mooring.Providers/Alidns", "TencentCloud", "using Mooring.Providers.TencentCloud;", "vendors change apart" },
        { "src/Mooring.Providers/TencentCloud", "Alidns", "using Mooring.Providers.Alidns;", "vendors change apart" },
        { "src/Mooring.Providers", @"\b(Environment|Console|File|Directory)\.\w", "Environment.MachineName", "providers get options as values" },
        { "src/Mooring.Acme", @"\b(Environment|Console|File|Directory)\.\w", "Console.WriteLine()", "the protocol client gets options as values" },
        { "src/Mooring.Http", @"\bMooring\.(Providers|Engine|Acme)\b|\bAlidns\b|\bDnspod\b", "using Mooring.Providers;", "sending knows no vendor" },
        { "src/Mooring.Sandbox", @"\bMooring\.(Http|Providers|Acme|Engine|Core\.Planning)\b", "using Mooring.Http;", "an independent judge shares no mistakes" },
        { "src/Mooring.Sandbox", @"\b(RecordValueParser|DnsClient|StubResolver|Planner)\b", "new DnsClient(", "an independent judge shares no mistakes" },
        { "src", @"\bGetEnvironmentVariables?\b", "Environment.GetEnvironmentVariable(", "only the loader reads the environment" },
        { "src/Mooring", "dockerenv|containerenv", "File.Exists(\"/.dockerenv\")", "one place tells whether this is a container" },
        { "src/Mooring.Engine/Sources", "dockerenv|containerenv", "File.Exists(\"/.dockerenv\")", "one place tells whether this is a container" },
        { "src/Mooring/Cli", @"\bMooring\.(Providers|Acme)\b", "using Mooring.Providers;", "the command line speaks to the engine" },
        { "src/Mooring/Daemon", @"\bMooring\.(Providers|Acme|Sandbox)\b", "using Mooring.Sandbox;", "the daemon speaks to the engine" },
        { "src/Mooring/Web", @"\bMooring\.(Providers|Acme|Sandbox)\b", "using Mooring.Sandbox;", "what the daemon shows shares nothing with the stand-ins" },
        { "src/Mooring/Rounds", @"\bMooring\.(Providers|Acme|Sandbox)\b", "using Mooring.Providers;", "a round speaks to the engine" },
        { "src/Mooring/Hooks", @"\bMooring\.(Providers|Acme|Sandbox)\b", "using Mooring.Providers;", "hooks speak to the engine" },
        { "src/Mooring/Doctor", @"\bMooring\.(Sandbox|Acme)\b", "using Mooring.Sandbox;", "what serves people holds nothing of the sandbox" },
        { "src/Mooring/Setup", @"\bMooring\.Providers\.|\bMooring\.Sandbox\b", "using Mooring.Providers.Alidns;", "only the composition knows concrete hosts" },
        { "src/Mooring/Demo", @"\bMooring\.Providers\b", "using Mooring.Providers.Alidns;", "only the composition knows concrete hosts" },
        { "src/Mooring/Composition", @"\bMooring\.(Sandbox|Demo|Daemon)\b", "using Mooring.Sandbox;", "what serves people holds nothing of the sandbox" },
        { "src/Mooring/Import", @"\bMooring\.(Engine|Providers|Http|Sandbox)\b", "using Mooring.Engine;", "a translation knows settings and nothing that uses them" },
        { "src/Mooring/Configuration", @"\bMooring\.(Engine\.(Updating|Store|Journal|Clocks)|Providers|Sandbox)\b", "using Mooring.Engine.Updating;", "the loader hands out values and knows nobody who acts on them" },
    };

    /// <summary>Files that a rule lets through, because they are the one place meant.</summary>
    private static readonly HashSet<string> Exempt = new(StringComparer.Ordinal)
    {
        "src/Mooring/Configuration/ProcessEnvironment.cs",
    };

    [Fact]
    public void Projects_reference_only_what_the_picture_allows()
    {
        var projects = Checkout.Files("src", "*.csproj").ToArray();

        Assert.Equal(References.Keys.Order(StringComparer.Ordinal), projects.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        foreach (var project in projects)
        {
            var references = XDocument.Parse(Checkout.Read(project)).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension((string?)reference.Attribute("Include")))
                .Order(StringComparer.Ordinal);
            Assert.Equal(References[Path.GetFileNameWithoutExtension(project)], string.Join(' ', references));
        }
    }

    [Theory]
    [MemberData(nameof(Never))]
    public void No_room_looks_where_it_must_not(string folder, string pattern, string example, string because)
    {
        var never = new Regex(pattern, RegexOptions.NonBacktracking);
        Assert.Matches(never, example);

        var broken =
            from file in Checkout.Files(folder, "*.cs")
            where !Exempt.Contains(file)
            from line in Checkout.Read(file).Split('\n').Select((text, i) => (Text: Comment().Replace(text, ""), Number: i + 1))
            where never.IsMatch(line.Text)
            select $"{file}:{line.Number}: {line.Text.Trim()} ({because})";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_room_of_the_program_stands_in_the_picture() =>
        Assert.Equal(
            Rooms.Select(room => room.Name).Order(StringComparer.Ordinal),
            Checkout.Files("src/Mooring", "*.cs").Where(file => file != "src/Mooring/Program.cs")
                .Select(file => file.Split('/')[2]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void The_picture_of_the_rooms_has_no_circle() =>
        Assert.All(Rooms.Index(), room => Assert.Subset(
            Rooms.Take(room.Index).Select(below => below.Name).ToHashSet(StringComparer.Ordinal),
            room.Item.MayUse.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void Rooms_of_the_program_use_only_rooms_below_them()
    {
        var mention = new Regex($@"(^|[^\w.])(Mooring\.)?({string.Join('|', Rooms.Select(room => room.Name))})[.;]\w*", RegexOptions.NonBacktracking);
        Assert.All(["using Mooring.Cli;", "throw new Cli.Output", "(Mooring.Cli.Verb verb)"], line => Assert.Matches(mention, line));

        var broken =
            from room in Rooms
            from file in Checkout.Files($"src/Mooring/{room.Name}", "*.cs")
            from line in Checkout.Read(file).Split('\n')
            from Match match in mention.Matches(Comment().Replace(line, ""))
            let used = match.Groups[3].Value
            where used != room.Name && !room.MayUse.Split(' ').Contains(used, StringComparer.Ordinal)
            select $"{file} uses {used}: {line.Trim()}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_exemption_is_still_needed() =>
        Assert.All(Exempt, file => Assert.Contains("GetEnvironmentVariable", Checkout.Read(file), StringComparison.Ordinal));

    [GeneratedRegex("//.*$", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();
}
