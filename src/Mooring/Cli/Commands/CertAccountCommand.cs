using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Engine.Issuing.Ordering;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>cert account show|rollover|deactivate</c>: our accounts at the authorities (RFC 8555 §7.3).</summary>
internal static class CertAccountCommand
{
    /// <summary>The group with its verbs.</summary>
    public static Verb Create(Language language)
    {
        var group = new Verb("account", new Text("Show an account at an authority, change its key, give it up", "显示颁发机构处的账户、更换其密钥、停用账户"), language);
        group.Add(CreateShow(language));
        group.Add(CreateRollover(language));
        group.Add(CreateDeactivate(language));
        return group;
    }

    private static Verb CreateShow(Language language)
    {
        var issuer = IssuerArgument(language, new Text("A name under `issuers:`; else all of them", "`issuers:` 下的名称；未给出时为全部"));
        var verb = new Verb("show", new Text("Ask the authority how the account stands", "向颁发机构查询账户状态"), language)
        {
            Details = new Text("An account is made when the first certificate is issued. Exit code 1: an authority could not tell.", "账户在首次签发证书时建立。退出码 1：有颁发机构未能答复。"),
            Examples = [new Example("mooring cert account show", new Text("all of them", "全部账户"))],
            RunAsync = (context, cancellation) => ShowAsync(context, context.Get(issuer), cancellation),
        };
        verb.Add(issuer);
        return verb;
    }

    private static Verb CreateRollover(Language language)
    {
        var issuer = IssuerArgument(language, new Text("A name under `issuers:`; may be left out where there is one", "`issuers:` 下的名称；只有一个时可省略"));
        var verb = new Verb("rollover", new Text("Give the account a new key", "为账户更换密钥"), language)
        {
            Details = new Text(
                "The new key is on disk before the authority hears of it, and a run that is killed is settled by the next one. An issuance under way in that moment may fail, and is tried again.",
                "新密钥先保存到磁盘，再告知颁发机构；若运行被中断，下次运行会处理妥当。此刻正在进行的签发可能失败，之后会重试。"),
            Examples = [new Example("mooring cert account rollover letsencrypt", new Text("the key may be known to others, or is old", "密钥可能已泄露，或使用已久"))],
            RunAsync = (context, cancellation) => RunOnOneAsync(
                context, context.Get(issuer), (accounts, one) => accounts.RollOverAsync(one, cancellation),
                url => new Text($"{url} has a new key", $"{url} 已更换密钥"), cancellation),
        };
        verb.Add(issuer);
        return verb;
    }

    private static Verb CreateDeactivate(Language language)
    {
        var issuer = IssuerArgument(language, new Text("A name under `issuers:`; may be left out where there is one", "`issuers:` 下的名称；只有一个时可省略"));
        var yes = new Option<bool>("--yes") { Description = new Text("Really: an authority never takes an account back", "确认执行：停用后无法恢复").In(language) };
        var verb = new Verb("deactivate", new Text("Give the account up for good", "永久停用账户"), language)
        {
            Details = new Text(
                "Certificates stay valid. Its key is deleted here; whatever is issued next makes a new account.",
                "证书仍然有效。本机会删除该账户的密钥；之后再签发证书时会建立新账户。"),
            Examples = [new Example("mooring cert account deactivate letsencrypt --yes", new Text("this machine issues no more", "本机不再签发证书"))],
            RunAsync = (context, cancellation) => context.Get(yes)
                ? RunOnOneAsync(
                    context, context.Get(issuer), (accounts, one) => accounts.DeactivateAsync(one, cancellation),
                    url => new Text($"{url} is deactivated, and its key deleted", $"{url} 已停用，其密钥已删除"), cancellation)
                : throw new ProblemsException(
                    new Text("an account that was given up never comes back", "账户停用后无法恢复"), new Text("add --yes if that is meant", "如确认停用，请加上 --yes"), "--yes"),
        };
        verb.Add(issuer);
        verb.Add(yes);
        return verb;
    }

    private static Argument<string?> IssuerArgument(Language language, Text about) =>
        new("ISSUER") { Arity = ArgumentArity.ZeroOrOne, Description = about.In(language) };

    private static async Task<int> ShowAsync(CommandContext context, string? name, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation);
        var accounts = Certificates.Accounts(configuration, installation, context.Time);
        var standings = new List<AccountStanding>();
        foreach (var issuer in Choose(configuration, installation, name))
        {
            standings.Add(await accounts.LookAsync(issuer, cancellation));
        }

        AccountOutput.Write(context, standings);
        return standings.TrueForAll(one => one.Error is null) ? ExitCode.Done : ExitCode.Partial;
    }

    private static async Task<int> RunOnOneAsync(
        CommandContext context, string? name, Func<AcmeAccounts, Issuer, Task<(Uri? Url, Text? Why)>> work, Func<string, Text> done, CancellationToken cancellation)
    {
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation);
        var issuer = Choose(configuration, installation, name) is [var one] ? one : throw Several(installation);
        var (url, why) = await work(Certificates.Accounts(configuration, installation, context.Time), issuer);
        if (why is not null)
        {
            context.Fail(why);
            return ExitCode.Partial;
        }

        context.Output.Line(done($"{issuer.Name}: {url!.OriginalString}"));
        return ExitCode.Done;
    }

    private static IReadOnlyList<Issuer> Choose(MooringConfiguration configuration, Installation installation, string? name) =>
        name is null ? [.. configuration.Issuers.Select(issuer => installation.Issuers[issuer.Name])]
        : installation.Issuers.TryGetValue(name, out var one) ? [one]
        : throw new ProblemsException(new Text($"there is no issuer '{name}'", $"没有名为“{name}”的颁发机构"), Known(installation), "ISSUER");

    private static ProblemsException Several(Installation installation) =>
        new(new Text("it is not said of which issuer", "未指定颁发机构"), Known(installation), "ISSUER");

    private static Text Known(Installation installation)
    {
        var names = string.Join(", ", installation.Issuers.Keys.Order(StringComparer.Ordinal));
        return names.Length == 0 ? new Text("define it under `issuers:`", "请在 `issuers:` 下定义") : new Text($"`issuers` has {names}", $"`issuers` 下有：{names}");
    }
}
