using System.CommandLine;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Mooring.Configuration;
using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Sandbox;
using Mooring.Sandbox.Seeding;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>sandbox</c>: stand-ins for both clouds on fixed ports, until a signal comes.</summary>
internal sealed class SandboxCommand
{
    private const int LargestPort = 65535;
    private const int LargestSeed = 16 * 1024 * 1024;

    private static readonly PortOption[] Ports =
    [
        new("--control-port", ports => ports.Control, (ports, port) => ports with { Control = port }, new Text("the control API", "控制接口")),
        new("--alidns-port", ports => ports.Alidns, (ports, port) => ports with { Alidns = port }, new Text("Alibaba Cloud DNS", "阿里云云解析")),
        new("--tencent-port", ports => ports.Tencent, (ports, port) => ports with { Tencent = port }, new Text("Tencent Cloud", "腾讯云")),
        new("--echo-port", ports => ports.Echo, (ports, port) => ports with { Echo = port }, new Text("address echo: HTTP, and STUN on UDP", "地址回显：HTTP，以及 UDP 上的 STUN")),
        new("--ca-port", ports => ports.Ca, (ports, port) => ports with { Ca = port }, new Text("the test certificate authority, HTTPS, directory at /directory", "测试证书颁发机构，HTTPS，目录在 /directory")),
        new("--sntp-port", ports => ports.Sntp, (ports, port) => ports with { Sntp = port }, new Text("time servers, on this port and the next", "时间服务器，占用此端口和下一个端口")),
        new("--dns-port", ports => ports.Dns, (ports, port) => ports with { Dns = port }, new Text("name servers, UDP and TCP", "域名服务器，UDP 和 TCP")),
        new("--tls-port", ports => ports.Tls, (ports, port) => ports with { Tls = port }, new Text("HTTPS, with --tls", "HTTPS，与 --tls 一起使用")),
    ];

    private readonly Option<string> listen;
    private readonly Option<string?> seed;
    private readonly Option<bool> tls;
    private readonly Option<string?> root;
    private readonly (PortOption Port, Option<int> Option)[] ports;

    private SandboxCommand(Language language)
    {
        listen = new Option<string>("--listen")
        {
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => "127.0.0.1",
            Description = new Text("The local address of everything (127.0.0.1, and ::1 with it)", "监听地址（默认 127.0.0.1，同时含 ::1）").In(language),
        };
        seed = new Option<string?>("--seed")
        {
            HelpName = "FILE",
            Description = new Text("What the clouds hold at the start (YAML)", "启动时云端已有的内容（YAML）").In(language),
        };
        tls = new Option<bool>("--tls") { Description = new Text("Serve both APIs over HTTPS as well", "同时以 HTTPS 提供两家的接口").In(language) };
        root = new Option<string?>("--root")
        {
            HelpName = "FILE",
            Description = new Text("Write the throw-away root certificate here (PEM)", "把一次性根证书写到此处（PEM）").In(language),
        };
        ports = [.. Ports.Select(port => (port, port.ToOption(language)))];
    }

    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var command = new SandboxCommand(language);
        var verb = new Verb("sandbox", new Text("Run stand-ins for both clouds on this machine", "在本机运行两家云的替身"), language)
        {
            Details = new Text(
                "Both APIs with their signatures and error codes, name servers that serve what they hold, a test certificate authority (ACME), address echo and time servers. Prints 'ready' and the ports when all answer; ends on SIGTERM or SIGINT. A port of 0 takes a free one.",
                "包含两家接口（校验签名、返回真实错误码）、按其内容应答的域名服务器、测试证书颁发机构（ACME）、地址回显和时间服务器。全部就绪后输出 ready 和端口；收到 SIGTERM 或 SIGINT 时结束。端口写 0 则取空闲端口。"),
            EndsBySignal = true,
            DefaultLogLevel = LogLevel.Information,
            Examples =
            [
                new Example("mooring sandbox", new Text("then `curl http://127.0.0.1:9100/calls` shows what clients asked", "然后 `curl http://127.0.0.1:9100/calls` 可查看客户端的请求")),
                new Example("mooring sandbox --tls --root root.pem --seed seed.yaml", new Text("with HTTPS and zones of your own", "启用 HTTPS，并使用自备的区域")),
            ],
            RunAsync = command.RunAsync,
        };
        Option[] options = [command.listen, command.seed, command.tls, command.root, .. command.ports.Select(port => port.Option)];
        foreach (var option in options)
        {
            verb.Add(option);
        }

        return verb;
    }

    private async Task<int> RunAsync(CommandContext context, CancellationToken cancellation)
    {
        var options = Options(context);
        await using var host = await StartAsync(options, context, cancellation);
        context.Output.Line(host.ReadyLine);
        await Task.Delay(Timeout.InfiniteTimeSpan, context.Time, cancellation);
        return ExitCode.Done;
    }

    private static async Task<SandboxHost> StartAsync(SandboxOptions options, CommandContext context, CancellationToken cancellation)
    {
        try
        {
            return await SandboxHost.StartAsync(options, context.Time, cancellation);
        }
        catch (SandboxException e)
        {
            throw new CommandException(e.Text, ExitCode.Partial, e);
        }
    }

    private SandboxOptions Options(CommandContext context) => new()
    {
        Listen = Address(context.Get(listen)!),
        Ports = ports.Aggregate(SandboxPorts.Fixed, (all, one) => one.Port.Set(all, context.Get(one.Option))),
        Seed = context.Get(seed) is { } file ? ReadSeed(InWorkingDirectory(file, context), context) : Seed.Default,
        Tls = context.Get(tls),
        RootFile = context.Get(root) is { } pem ? InWorkingDirectory(pem, context) : null,
    };

    private static string InWorkingDirectory(string path, CommandContext context) =>
        Path.GetFullPath(path, context.Environment.WorkingDirectory);

    private static IPAddress Address(string text) => AddressText.TryParse(text, out var local, out var why)
        ? local
        : throw new ProblemsException(why, new Text("write an address of this machine", "请填写本机的地址"), "--listen");

    private static Seed ReadSeed(string file, CommandContext context)
    {
        if (SmallFile.Read(file, LargestSeed, context.Environment, out var why) is not { } bytes)
        {
            throw new ProblemsException([new Problem(
                why!.Message, new Text("name a file that can be read with --seed", "请用 --seed 指定可读的文件")) { File = file, Key = "--seed" }]);
        }

        try
        {
            using var text = new StreamReader(new MemoryStream(bytes));
            return SeedReader.Read(text.ReadToEnd(), file);
        }
        catch (SeedException e)
        {
            throw new ProblemsException([.. e.Problems.Select(problem => new Problem(problem.Message, problem.Mend)
            {
                File = problem.File,
                Line = problem.Line,
                Column = problem.Column,
                Key = problem.Key.Length == 0 ? null : problem.Key,
            })]);
        }
    }

    /// <summary>One port and its option.</summary>
    private sealed record PortOption(string Name, Func<SandboxPorts, int> Get, Func<SandboxPorts, int, SandboxPorts> Set, Text About)
    {
        public Option<int> ToOption(Language language)
        {
            var usual = Get(SandboxPorts.Fixed);
            var option = new Option<int>(Name)
            {
                HelpName = "PORT",
                DefaultValueFactory = _ => usual,
                Description = new Text($"Port of {About.English} ({usual})", $"端口：{About.Chinese}（默认 {usual}）").In(language),
            };
            option.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: var text }]
                    && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= LargestPort))
                {
                    result.AddError(new Text($"{Name}: '{text}' is no port (0 to {LargestPort})", $"{Name}：“{text}”不是端口（0 到 {LargestPort}）").In(language));
                }
            });
            return option;
        }
    }
}
