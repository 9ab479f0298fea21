using System.Text;
using Mooring.Composition;
using Mooring.Configuration;

namespace Mooring.Fuzz;

/// <summary>Configuration files that were damaged: the loader says what is wrong; it never crashes, hangs or shows a secret.</summary>
internal static class ConfigurationTarget
{
    private const string Secret = "never-show-this";

    private const string Whole =
        """
        accounts:
          home: &home { provider: alidns, access-key-id: LTAI5tExample, access-key-secret: "${env:SECRET}" }
          office: { provider: tencent, secret-id: AKIDexample, secret-key: "${env:SECRET}", proxy: "http://me:word@192.0.2.10:3128", resolvers: [127.0.0.1:9153] }
        addresses:
          wan4: { family: ipv4, source: probe, probes: ["https://ip.example.com/", "stun:stun.example.net:3478", "dns://ns.example.com/whoami.example.com?type=TXT"], agree: 2 }
          lan6: { family: ipv6, source: interface, interface: eth0, select: stable, allow: [ula, documentation] }
          cmd6: { family: ipv6, source: command, command: ["ipconfig"], match: '临时 IPv6 地址[ .:]*([0-9a-f:]+)', encoding: gbk }
        records:
          - { name: nas.example.com, account: home, address: [wan4, lan6], ttl: 10m, mode: join, create: false }
          - { name: "*.例子.example.com", account: office, type: MX, value: mx.example.net, priority: 10, line: 电信 }
          - { name: old.example.com, account: home, absent: [A, AAAA] }
        certificates: [ { name: c, domains: [example.com], account: home, issuer: le, key: rsa-2048, deploy: [ { run: ["true"] } ] } ]
        issuers: { le: { directory: "https://acme.example.com/dir", agree-terms: true, eab: { key-id: k, hmac-key: "${env:SECRET}" } } }
        daemon: { interval: 1m30s, refresh: 3600 }
        clock: { warn: 30s, sntp: ["ntp.example.com", "127.0.0.1:9123"], agree: 1 }
        console: { listen: "[::1]:9053", tokens: [ { token: "${env:SECRET}", scopes: [httpreq], domains: [example.com] } ] }
        notify: [ { webhook: { url: "https://hooks.example.com/" }, events: [changed] } ]
        """;

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ":", ": ", "- ", "\n", "\n  ", "\t", "#", "&a ", "*home", "!!str ", "!x ", "|\n", ">\n", "\"", "'", "%YAML 1.1\n", "---\n", "...\n",
        "? ", "<<: *home\n", "${env:", "${env:SECRET}", "${file:/dev/null}", "$${", "\0", "\uFEFF", "\u2028", "\uD83D", "é", "：", "~", "null", "-1", "1e9", "99999999999999999999",
    ];

    private static readonly ProcessEnvironment World = new()
    {
        Variables = ProcessEnvironment.VariablesOf([("SECRET", Secret)]),
        WorkingDirectory = Path.GetTempPath(),
        SystemDirectory = Path.GetTempPath(),
        UserName = "nobody",
        UserId = 65534,
    };

    /// <summary>Characters taken out, put in, doubled and changed.</summary>
    public static void ReadsDamagedFiles(Random random)
    {
        var text = new StringBuilder(Whole);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            Damage(text, random);
        }

        Judge(text.ToString());
    }

    /// <summary>Anchors and aliases at random: copies of copies must stay bounded.</summary>
    public static void ReadsAnyAliases(Random random)
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 12; i++)
        {
            var copies = Enumerable.Range(0, random.Next(1, 40)).Select(_ => $"*a{random.Next(i)}");
            text.Append($"a{i}: &a{i} [{string.Join(", ", copies)}]\n");
        }

        Judge(text.ToString());
    }

    private static void Judge(string text)
    {
        var loaded = ConfigurationLoader.Parse(text, Path.Combine(Path.GetTempPath(), "no-such-directory", "mooring.yaml"), World, ProviderLines.Of);

        Require(loaded.Configuration is not null || loaded.Errors.Count > 0, "refused without a reason");
        foreach (var problem in loaded.Problems)
        {
            Require(problem.Line >= 1 && problem.Column >= 1, $"{problem.Message} has no place");
            Require(!$"{problem.Message} {problem.Mend} {problem.Message.Chinese} {problem.Key}".Contains(Secret, StringComparison.Ordinal), $"a secret is shown: {problem}");
        }
    }

    private static void Damage(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length);
        switch (random.Next(4))
        {
            case 0:
                text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at));
                break;
            case 1:
                text.Insert(at, Fragments[random.Next(Fragments.Length)]);
                break;
            case 2:
                text.Insert(at, Whole.AsSpan(random.Next(Whole.Length / 2), random.Next(1, 200)));
                break;
            default:
                text[at] = (char)random.Next(1, 0x3000);
                break;
        }
    }

    private static void Require(bool kept, string why)
    {
        if (!kept)
        {
            throw new InvalidOperationException(why);
        }
    }
}
