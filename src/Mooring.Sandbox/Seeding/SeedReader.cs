using Mooring.Core.Names;
using Mooring.Sandbox.World;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mooring.Sandbox.Seeding;

/// <summary>Reads seed files (YAML), and tells every mistake with file, line, column and key.</summary>
public static class SeedReader
{
    /// <summary>Reads the text of a seed file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">How messages name the file.</param>
    /// <exception cref="SeedException">The text holds mistakes: all of them.</exception>
    public static Seed Read(string text, string file)
    {
        var problems = new SeedProblems(file);
        var seed = Root(text, problems) is { } root ? Read(root, problems) : null;
        return seed is null || problems.Any ? throw problems.ToException() : seed;
    }

    private static SeedMap? Root(string text, SeedProblems problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            problems.Add(e.Start, "", new($"no valid YAML: {e.Message}", $"不是有效的 YAML：{e.Message}"), new("mend the syntax here", "请修正此处的语法"));
            return null;
        }

        if (stream.Documents.Count != 1)
        {
            problems.Add(
                new Mark(0, 1, 1), "", new($"the file holds {stream.Documents.Count} documents", $"文件含有 {stream.Documents.Count} 个文档"),
                new("write one mapping with accounts and zones", "请写一个含 accounts 和 zones 的映射"));
            return null;
        }

        return SeedMap.Of(stream.Documents[0].RootNode, "", problems, "accounts", "zones");
    }

    private static Seed Read(SeedMap root, SeedProblems problems)
    {
        var accounts = new List<SandboxAccount>();
        foreach (var (node, path) in root.List("accounts"))
        {
            if (SeedMap.Of(node, path, problems, "provider", "id", "secret") is { } map)
            {
                accounts.Add(Account(map, accounts));
            }
        }

        var zones = new List<SeedZone>();
        foreach (var (node, path) in root.List("zones"))
        {
            if (SeedMap.Of(node, path, problems, "name", "provider", "account", "records") is { } map)
            {
                zones.Add(Zone(map, accounts, zones, problems));
            }
        }

        return new Seed(accounts, zones);
    }

    private static SandboxAccount Account(SeedMap map, List<SandboxAccount> before)
    {
        var account = new SandboxAccount(map.Provider(), map.Required("id", "sandbox-id"), map.Required("secret", "sandbox-secret"));
        if (before.Exists(other => other.Provider == account.Provider && other.Id == account.Id))
        {
            map.Wrong("id", new($"the account '{account.Id}' stands here twice", $"账号“{account.Id}”重复"), new("leave one out", "请删去其一"));
        }

        return account;
    }

    private static SeedZone Zone(SeedMap map, List<SandboxAccount> accounts, List<SeedZone> before, SeedProblems problems)
    {
        var (name, provider, account) = (map.Name("name"), map.Provider(), map.Required("account", "sandbox-id"));
        if (before.Exists(other => other.Name == name))
        {
            map.Wrong("name", new($"the zone {name} stands here twice", $"区域 {name} 重复"), new("leave one out", "请删去其一"));
        }

        if (account.Length > 0 && !accounts.Exists(known => known.Provider == provider && known.Id == account))
        {
            map.Wrong(
                "account", new($"there is no account '{account}' at {provider.Word()}", $"{provider.Word()} 没有账号“{account}”"),
                new("name the id of one under accounts", "请填写 accounts 下某个账号的 id"));
        }

        return new SeedZone(name, provider, account, Records(map, name, provider, problems));
    }

    private static List<SeedRecord> Records(SeedMap zone, DomainName apex, SandboxProvider provider, SeedProblems problems)
    {
        var records = new List<SeedRecord>();
        foreach (var (node, path) in zone.List("records"))
        {
            if (SeedMap.Of(node, path, problems, SeedRecordReader.Keys) is { } map && SeedRecordReader.Read(map, apex, provider) is { } record)
            {
                if (record.Id is { } id && records.Exists(other => other.Id == id))
                {
                    map.Wrong("id", new($"the id {id} stands here twice", $"id {id} 重复"), new("leave one out", "请删去其一"));
                }

                records.Add(record);
            }
        }

        return records;
    }
}
