using Mooring.Configuration;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Core.Names;
using Mooring.Providers;

namespace Mooring.Setup;

/// <summary>From wishes, the environment and this machine to a first configuration, asking where a person can answer.</summary>
/// <param name="wishes">What the command line says.</param>
/// <param name="environment">Variables of other tools.</param>
/// <param name="publicIPv6">An interface with a stable public IPv6 address, and that address; null for none.</param>
/// <param name="interview">Asks; null where nobody can answer.</param>
internal sealed class SetupChoices(
    SetupWishes wishes, ProcessEnvironment environment, (string Interface, string Address)? publicIPv6, Interview? interview)
{
    /// <summary>Everything decided.</summary>
    /// <exception cref="ProblemsException">Something is missing that nobody could be asked for.</exception>
    public FirstConfiguration Make()
    {
        var accounts = Accounts();
        var records = Records(accounts);
        return new FirstConfiguration(accounts, Sources(), records);
    }

    private IReadOnlyList<FirstAccount> Accounts()
    {
        var wanted = wishes.Provider is { } word ? ProviderCatalog.Recognize(word) ?? throw new ProblemsException([Unknown(word)]) : null;
        if (wishes.Id is not null || wishes.SecretFile is not null)
        {
            return [FromOptions(wanted)];
        }

        var known = KnownCredentials.In(environment).Where(credentials => wanted is null || credentials.Provider == wanted).ToList();
        var taken = known.Where(Agreed).Select(credentials => credentials.ToAccount()).ToList();
        return taken.Count > 0 ? taken
            : interview is not null ? [Asked(interview, wanted)]
            : throw Nothing();
    }

    private bool Agreed(KnownCredentials credentials)
    {
        var found = credentials.Describe();
        return interview?.Confirm(new Text($"Found {found.English}. Use it?", $"发现{found.Chinese}。是否使用？"), byDefault: true) ?? true;
    }

    private FirstAccount FromOptions(ProviderInfo? provider)
    {
        if (provider is null || wishes.Id is not { } id || wishes.SecretFile is not { } file)
        {
            throw new ProblemsException(
                new Text("--provider, --id and --secret-file go together", "--provider、--id 与 --secret-file 须同时给出"),
                new Text("give all three, or none to use environment variables or a terminal", "请三者都给出，或都不给出而使用环境变量或终端"), "--secret-file");
        }

        var path = Path.GetFullPath(file, environment.WorkingDirectory);
        return !path.Contains('}', StringComparison.Ordinal) ? new FirstAccount(provider, id, $"${{file:{path}}}") : throw new ProblemsException(
            new Text($"'{path}' cannot be referred to: a reference ends at '}}'", $"无法引用“{path}”：引用以“}}”结束"),
            new Text("give the file or its directory another name", "请更改该文件或其目录的名称"), "--secret-file");
    }

    private static FirstAccount Asked(Interview interview, ProviderInfo? provider)
    {
        provider ??= AskProvider(interview);
        interview.Say(new Text(
            $"Create a user of its own with a key at {provider.KeyConsole}; these rights alone are enough: {provider.Policy(null)}",
            $"请在 {provider.KeyConsole} 单独建立一个用户并创建密钥；只需具备以下权限：{provider.Policy(null)}"));
        var id = interview.Ask(Text.Same(provider.IdSetting), judge: Credentials.Id.Judge);
        var secret = interview.AskHidden(new Text($"{provider.KeySetting} (not shown)", $"{provider.KeySetting}（不显示）"), Credentials.Secret.Judge);
        var file = $"{provider.Name}.secret";
        return new FirstAccount(provider, id, $"${{file:{file}}}") { NewSecret = new SecretFile(file, new Secret(secret)) };
    }

    private static ProviderInfo AskProvider(Interview interview)
    {
        var choices = string.Join(", ", ProviderCatalog.All.Select(provider => provider.Name));
        foreach (var provider in ProviderCatalog.All)
        {
            interview.Say(new Text($"  {provider.Name}: {provider.Title.English}", $"  {provider.Name}：{provider.Title.Chinese}"));
        }

        var word = interview.Ask(
            new Text($"Who hosts your zone ({choices})", $"您的域名在哪家解析（{choices}）"),
            ProviderCatalog.All[0].Name,
            word => ProviderCatalog.Recognize(word) is null ? new Complaint(Unknown(word).Message, Unknown(word).Mend) : null);
        var chosen = ProviderCatalog.Recognize(word)!;
        if (chosen.Name != word)
        {
            interview.Say(new Text($"  that is {chosen.Name}: {chosen.Title.English}", $"  即 {chosen.Name}：{chosen.Title.Chinese}"));
        }

        return chosen;
    }

    private static Problem Unknown(string word)
    {
        var names = ProviderCatalog.All.Select(provider => provider.Name).ToArray();
        return new Problem(
            new Text($"'{Expansion.Show(word)}' is no DNS host that is known here", $"“{Expansion.Show(word)}”不是已知的服务商"),
            new Text($"one of {string.Join(", ", names)}", $"可用：{string.Join("、", names)}")) { Key = "--provider" };
    }

    private static ProblemsException Nothing() => new(
        new Text(
            "no credentials: no pair of the environment variables that other tools use is set, and there is no terminal to ask at",
            "没有凭证：没有任何一对其他工具使用的环境变量已设置，也没有终端可以提问"),
        new Text(
            $"set one pair of {KnownCredentials.AllNames}; or give --provider, --id and --secret-file; or run `mooring init` in a terminal. (DP_Id and DP_Key are a DNSPod token, which this API does not take: make a Tencent Cloud key)",
            $"请设置下列变量之一对：{KnownCredentials.AllNames}；或给出 --provider、--id 和 --secret-file；或在终端中运行 `mooring init`。（DP_Id 与 DP_Key 是 DNSPod Token，此接口不接受：请创建腾讯云密钥）"));

    private IReadOnlyList<FirstSource> Sources()
    {
        var families = wishes.Families.Count > 0 ? wishes.Families : AskedFamilies();
        return [.. families.Distinct().Order().Select(family => new FirstSource(
            family, family == IpFamily.IPv6 ? wishes.Interface ?? publicIPv6?.Interface : null))];
    }

    private IReadOnlyList<IpFamily> AskedFamilies()
    {
        var hasIPv6 = wishes.Interface is not null || publicIPv6 is not null;
        if (interview is null)
        {
            return hasIPv6 ? [IpFamily.IPv4, IpFamily.IPv6] : [IpFamily.IPv4];
        }

        while (true)
        {
            if (Chosen(interview, hasIPv6) is { Count: > 0 } chosen)
            {
                return chosen;
            }

            interview.Say(new Text("a name needs an address to point to: take at least one of both", "域名需要指向一个地址：两者至少选一"));
        }
    }

    private IReadOnlyList<IpFamily> Chosen(Interview interview, bool hasIPv6)
    {
        var four = interview.Confirm(new Text("Publish the IPv4 address that servers outside see?", "是否发布外部服务器看到的 IPv4 地址？"), byDefault: true);
        var six = interview.Confirm(publicIPv6 is { } seen
            ? new Text($"Publish the IPv6 address of {seen.Interface} ({seen.Address})?", $"是否发布 {seen.Interface} 的 IPv6 地址（{seen.Address}）？")
            : new Text("Publish an IPv6 address (this machine has no public one now)?", "是否发布 IPv6 地址（本机目前没有公网 IPv6 地址）？"), byDefault: hasIPv6);
        return (four, six) switch
        {
            (true, true) => [IpFamily.IPv4, IpFamily.IPv6],
            (true, false) => [IpFamily.IPv4],
            (false, true) => [IpFamily.IPv6],
            _ => [],
        };
    }

    private IReadOnlyList<FirstRecord> Records(IReadOnlyList<FirstAccount> accounts)
    {
        if (wishes.Names.Count > 0 && accounts.Count > 1)
        {
            throw new ProblemsException(
                new Text("there are keys for two DNS hosts, and it is not said which one holds the names", "发现两家服务商的密钥，但未说明域名在哪一家"),
                new Text("give --provider", "请给出 --provider"), "--name");
        }

        return wishes.Names.Count > 0 || interview is null
            ? [.. wishes.Names.Select(name => new FirstRecord(name, accounts[0].Name))]
            : [.. accounts.SelectMany(account => AskedNames(interview, account).Select(name => new FirstRecord(name, account.Name)))];
    }

    private static string[] AskedNames(Interview interview, FirstAccount account) => Names(interview.Ask(
        new Text(
            $"Names at {account.Provider.Title.English} that shall point to this machine, with blanks between (empty: later, by hand)",
            $"{account.Provider.Title.Chinese} 上应指向本机的域名，用空格分隔（留空则稍后手工填写）"),
        byDefault: "",
        answer => Names(answer).Select(DnsNames.Owner.Judge).FirstOrDefault(complaint => complaint is not null) ?? Repeated(Names(answer))));

    private static Complaint? Repeated(string[] names) =>
        names.GroupBy(DomainName.Parse).FirstOrDefault(group => group.Count() > 1) is not { } twice ? null : new Complaint(
            new Text($"{twice.Key.Describe()} stands there more than once", $"{twice.Key.Describe()} 重复出现"),
            new Text("write each name once", "每个域名只写一次"));

    private static string[] Names(string answer) =>
        answer.Split([' ', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
