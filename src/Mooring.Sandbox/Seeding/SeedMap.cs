using System.Globalization;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Sandbox.World;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mooring.Sandbox.Seeding;

/// <summary>One mapping of a seed file, read key by key; every mistake is noted and a stand-in is given in its place.</summary>
internal sealed class SeedMap
{
    private readonly YamlMappingNode map;
    private readonly string path;
    private readonly SeedProblems problems;

    private SeedMap(YamlMappingNode map, string path, SeedProblems problems)
    {
        this.map = map;
        this.path = path;
        this.problems = problems;
    }

    /// <summary>Reads a mapping that may hold these keys only; null, and a mistake noted, when the node is none.</summary>
    public static SeedMap? Of(YamlNode node, string path, SeedProblems problems, params string[] known)
    {
        if (node is not YamlMappingNode map)
        {
            problems.Add(node.Start, path, new("a mapping is expected", "此处应为映射"), Known(known));
            return null;
        }

        foreach (var key in map.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } name } || !known.Contains(name)))
        {
            problems.Add(key.Start, Join(path, key.ToString()), new("unknown key", "未知的键"), Known(known));
        }

        return new SeedMap(map, path, problems);
    }

    /// <summary>Where a key's value stands, or the mapping itself when it lacks the key.</summary>
    public Mark At(string key) => Find(key)?.Start ?? map.Start;

    /// <summary>A text that must be there and not be empty.</summary>
    public string Required(string key, string example)
    {
        var text = Optional(key);
        if (string.IsNullOrEmpty(text) && (text is not null || Find(key) is null))
        {
            Wrong(key, new($"'{key}' is missing or empty", $"缺少“{key}”或其值为空"), new($"write {key}: {example}", $"请写 {key}: {example}"));
        }

        return text ?? "";
    }

    /// <summary>A text, or null when the key is absent.</summary>
    public string? Optional(string key)
    {
        switch (Find(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value ?? "";
            default:
                Wrong(key, new("a single value is expected", "此处应为单个值"), new($"write {key}: VALUE", $"请写 {key}: 值"));
                return null;
        }
    }

    /// <summary>A whole number in a range, or null when the key is absent.</summary>
    public int? Number(string key, int least, int most)
    {
        if (Optional(key) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(key, new($"'{text}' is no whole number from {least} to {most}", $"“{text}”不是 {least} 到 {most} 之间的整数"),
            new($"write {key}: {Math.Max(least, Math.Min(600, most))}", $"请写 {key}: {Math.Max(least, Math.Min(600, most))}"));
        return null;
    }

    /// <summary>The cloud that the key <c>provider</c> names.</summary>
    public SandboxProvider Provider()
    {
        var word = Required("provider", "alidns");
        if (!SandboxProviders.TryParse(word, out var provider) && word.Length > 0)
        {
            Wrong("provider", new($"'{word}' is no provider", $"“{word}”不是可用的服务商"),
                new("write provider: alidns or provider: tencent", "请写 provider: alidns 或 provider: tencent"));
        }

        return provider;
    }

    /// <summary>The domain name that a key holds; the root when it holds none.</summary>
    public DomainName Name(string key)
    {
        var text = Required(key, "example.com");
        if (text.Length == 0)
        {
            return DomainName.Root;
        }

        if (!DomainName.TryParse(text, out var name, out var why))
        {
            Wrong(key, new($"'{text}' is no domain name: {why.English}", $"“{text}”不是域名：{why.Chinese}"),
                new($"write {key}: example.com", $"请写 {key}: example.com"));
        }

        return name ?? DomainName.Root;
    }

    /// <summary>The entries of a list with their paths; none when the key is absent.</summary>
    public IEnumerable<(YamlNode Node, string Path)> List(string key)
    {
        switch (Find(key))
        {
            case null or YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" }:
                return [];
            case YamlSequenceNode sequence:
                return sequence.Children.Select((node, i) => (node, $"{Join(path, key)}[{i}]"));
            default:
                Wrong(key, new("a list is expected", "此处应为列表"), new($"write {key}: [ … ]", $"请写 {key}: [ … ]"));
                return [];
        }
    }

    /// <summary>Notes a mistake at a key.</summary>
    public void Wrong(string key, Text message, Text mend) => problems.Add(At(key), Join(path, key), message, mend);

    private YamlNode? Find(string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static Text Known(string[] known) =>
        new($"the keys here are {string.Join(", ", known)}", $"此处可用的键：{string.Join("、", known)}");
}
