using System.CommandLine;
using Mooring.Core;

namespace Mooring.Cli.Commands;

/// <summary>The options that several <c>records</c> verbs share.</summary>
internal sealed class RecordOptions(Language language)
{
    /// <summary><c>--account A</c>.</summary>
    public Option<string?> Account { get; } = new("--account")
    {
        HelpName = "ACCOUNT",
        Description = new Text("The account; needed where several hold the zone", "账号；多个账号都有该域名时必须指定").In(language),
    };

    /// <summary><c>--line L</c>.</summary>
    public Option<string?> Line { get; } = new("--line")
    {
        HelpName = "LINE",
        Description = new Text("The provider's name or code of the line; its default line", "服务商的线路名称或代码；默认为默认线路").In(language),
    };

    /// <summary><c>--id ID</c>.</summary>
    public Option<string?> Id { get; } = new("--id")
    {
        HelpName = "ID",
        Description = new Text("The one record meant", "指定某一条记录的 ID").In(language),
    };

    /// <summary><c>--ttl D</c>.</summary>
    public Option<string?> Ttl { get; } = new("--ttl")
    {
        HelpName = "DURATION",
        Description = new Text("600, 10m, 1h; an existing record keeps its own, a new one gets 600 s", "600、10m、1h；已有记录保持原值，新记录为 600 秒").In(language),
    };

    /// <summary><c>--mode M</c>.</summary>
    public Option<string?> Mode { get; } = new("--mode")
    {
        HelpName = "adopt|join|own",
        Description = new Text("Whose records may be changed (adopt)", "可以更改哪些记录（默认 adopt）").In(language),
    };

    /// <summary><c>--all</c>.</summary>
    public Option<bool> All { get; } = new("--all")
    {
        Description = new Text("Every record of that name, type and line", "该名称、类型和线路的所有记录").In(language),
    };

    /// <summary><c>NAME</c>.</summary>
    public Argument<string> Name { get; } = new("NAME") { Description = new Text("The full name", "完整域名").In(language) };

    /// <summary><c>TYPE</c>.</summary>
    public Argument<string> Type { get; } = new("TYPE") { Description = new Text("A, AAAA, CNAME, MX, NS, TXT, SRV, CAA …", "A、AAAA、CNAME、MX、NS、TXT、SRV、CAA……").In(language) };

    /// <summary><c>VALUE…</c>.</summary>
    public Argument<string[]> Values { get; } = new("VALUE")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = new Text("One or more values; MX as \"10 mx.example.net\"", "一个或多个值；MX 写作 \"10 mx.example.net\"").In(language),
    };
}
