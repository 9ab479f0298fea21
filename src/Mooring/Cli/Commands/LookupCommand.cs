using System.CommandLine;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Dns;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>lookup</c>: what every authoritative server says of a name, and what a resolver says.</summary>
internal static class LookupCommand
{
    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var name = new Argument<string>("NAME") { Description = new Text("The name to ask for", "要查询的域名").In(language) };
        var type = new Argument<string>("TYPE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => "A",
            Description = new Text("The record type (A)", "记录类型（默认 A）").In(language),
        };
        var verb = new Verb("lookup", new Text("Ask every authoritative server and a resolver", "逐一询问权威服务器和解析器"), language)
        {
            Details = new Text(
                "No cache stands between: this is what the world gets once its caches have run out. Prints the equal `dig` lines. Exit code 1 when no authoritative server could be asked.",
                "不经过任何缓存：缓存过期后外界得到的就是这些结果。同时给出等效的 `dig` 命令。没有权威服务器可以询问时退出码为 1。"),
            Examples =
            [
                new Example("mooring lookup nas.example.com AAAA", new Text("the IPv6 addresses of a name", "查询域名的 IPv6 地址")),
                new Example("mooring lookup _acme-challenge.example.com TXT --output json", new Text("for programs", "供程序使用")),
            ],
            RunAsync = (context, cancellation) => RunAsync(context, context.Get(name)!, context.Get(type)!, cancellation),
        };
        verb.Add(name);
        verb.Add(type);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, string name, string type, CancellationToken cancellation)
    {
        var question = Question(name, type);
        var dns = context.FindConfiguration()?.Dns ?? new DnsSettings();
        var report = await AskAsync(context, dns, question, cancellation);
        if (context.Output.IsJson)
        {
            context.Output.Json(json => LookupJson.Write(json, report, context.Language));
        }
        else
        {
            LookupText.Write(context.Output, report, context.Language);
        }

        return report.Steps is [.., { Servers: var last }] && last.Any(server => server.Reading is not null) ? ExitCode.Done : ExitCode.Partial;
    }

    private static async Task<LookupReport> AskAsync(
        CommandContext context, DnsSettings dns, DnsQuestion question, CancellationToken cancellation)
    {
        using var progress = context.Progress();
        progress.Report(new Text($"asking for {question}…", $"正在查询 {question}…"));
        var httpsResolvers = NameServices.HttpsResolvers(dns, networkTime: null, context.Time);
        try
        {
            return await NameServices.Lookup(dns, httpsResolvers, context.Time).LookupAsync(question, cancellation);
        }
        finally
        {
            Array.ForEach(httpsResolvers, resolver => resolver.Dispose());
        }
    }

    private static DnsQuestion Question(string name, string type)
    {
        if (!DomainName.TryParse(name, out var owner, out var why))
        {
            throw new ProblemsException(
                new Text($"'{name}' is no domain name: {why.English}", $"“{name}”不是域名：{why.Chinese}"),
                new Text("write a name such as nas.example.com", "请填写域名，例如 nas.example.com"), "NAME");
        }

        return DnsTypes.TryParse(type, out var known)
            ? new DnsQuestion(owner, known)
            : throw new ProblemsException(
                new Text($"'{type}' is no record type", $"“{type}”不是记录类型"),
                new Text("write A, AAAA, CNAME, TXT, MX, NS, SOA, SRV, CAA, PTR or TYPE123", "请填写 A、AAAA、CNAME、TXT、MX、NS、SOA、SRV、CAA、PTR 或 TYPE123"), "TYPE");
    }
}
