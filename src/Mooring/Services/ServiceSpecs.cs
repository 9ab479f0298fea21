using System.Text.RegularExpressions;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Services.Machine;
using Mooring.Services.Systemd;
using Mooring.Telling;

namespace Mooring.Services;

/// <summary>Makes of a configuration what a service needs to run on it, or says why it cannot.</summary>
/// <param name="wish">What is known.</param>
/// <param name="machine">Where rights are looked at.</param>
internal sealed partial class ServiceSpecs(ServiceWish wish, IMachine machine)
{
    private readonly List<Problem> problems = [];

    private MooringConfiguration Configuration => wish.Configuration;

    /// <summary>What a unit of systemd runs: as a user of its own that sees no home directories; beside it root deploys certificates.</summary>
    /// <param name="cancellation">Ends what is asked of the machine.</param>
    /// <exception cref="ProblemsException">It would not run; says why and what to do.</exception>
    public async Task<ServiceSpec> ForSystemdAsync(CancellationToken cancellation)
    {
        CheckProgram();
        var deploys = Configuration.Certificates.Any(certificate => certificate.Deploy.Count > 0);
        if (deploys)
        {
            await CheckOwnersAsync(cancellation);
        }

        Visible(Configuration.Path, "--config", new Text(
            $"move it with its secrets: `sudo install -D -m 600 {Shell.Quote(Configuration.Path)} /etc/mooring/mooring.yaml`",
            $"请将其与密钥一起移走：`sudo install -D -m 600 {Shell.Quote(Configuration.Path)} /etc/mooring/mooring.yaml`"));
        CheckSources();
        CheckVariables(machine.Read(UnitText.VariablesFile));
        var state = StateName();
        var (opened, passed) = Rights();
        return Done(new ServiceSpec
        {
            Program = wish.Program,
            Configuration = Configuration.Path,
            Interval = Configuration.Daemon.Interval,
            Language = wish.Language,
            StateName = state,
            Deploys = deploys,
            Opened = opened,
            Credentials = passed,
        });
    }

    /// <summary>What Windows or launchd runs: as the system, or as one user.</summary>
    /// <param name="forUser">Whether it runs for one user, with that user's variables and no other rights.</param>
    /// <param name="cancellation">Ends what is asked of the machine.</param>
    /// <exception cref="ProblemsException">As above.</exception>
    public async Task<ServiceSpec> ForOthersAsync(bool forUser, CancellationToken cancellation)
    {
        CheckProgram();
        if (!forUser)
        {
            CheckNoVariables();
            await CheckOwnersAsync(cancellation);
        }

        return Done(new ServiceSpec
        {
            Program = wish.Program, Configuration = Configuration.Path, Language = wish.Language, Account = wish.Facts.Account, LogFile = LogFile(forUser),
        });
    }

    private ServiceSpec Done(ServiceSpec spec) => problems.Count > 0 ? throw new ProblemsException(problems) : spec;

    private string LogFile(bool forUser) =>
        wish.Facts.IsMacOs ? "/var/log/mooring.log"
        : forUser && wish.Environment.FindFilled("LOCALAPPDATA") is { } own ? $@"{own}\Mooring\mooring.log"
        : $@"{wish.Environment.SystemConfigurationDirectory}\mooring.log";

    /// <summary>A line break would begin a line of its own in a unit, and XML knows no other control characters.</summary>
    private void CheckProgram()
    {
        foreach (var path in new[] { wish.Program, Configuration.Path }.Where(path => path.Any(char.IsControl)))
        {
            Report("--config",
                new Text($"a service cannot be given a path with a line break or another control character: {Printable.Of(path)}", $"不能把含有换行等控制字符的路径交给服务：{Printable.Of(path)}"),
                new Text("rename it", "请重命名"));
        }

        if (Path.GetFileNameWithoutExtension(wish.Program) is "dotnet")
        {
            Report("mooring",
                new Text("this is .NET running a build, not the program itself", "当前由 .NET 运行构建产物，而不是程序本身"),
                new Text("publish it (`dotnet publish src/Mooring -c Release -o out`) and install `out/mooring`", "请先发布（`dotnet publish src/Mooring -c Release -o out`），再安装 `out/mooring`"));
        }
        else if (!wish.Facts.IsWindows && !wish.Facts.IsMacOs)
        {
            CheckPlace();
        }
    }

    private void CheckNoVariables()
    {
        if (Configuration.Outside.Variables is [var variable, ..])
        {
            Report("${env:" + variable + "}",
                new Text($"a service has no variable {variable}", $"服务没有环境变量 {variable}"),
                new Text("put the value into a file that only administrators can read, and write ${file:PATH}", "请把值写入只有管理员可读的文件，并改用 ${file:路径}"));
        }
    }

    /// <summary>What the system itself runs, and what tells it what to run, must be in nobody else's hands.</summary>
    private async Task CheckOwnersAsync(CancellationToken cancellation)
    {
        if (await IsExchangeableAsync(wish.Program, cancellation))
        {
            Report("mooring",
                new Text($"{wish.Program} lies where others than administrators may exchange it, and would run with all rights", $"{wish.Program} 位于管理员以外的用户可以替换的位置，却将以最高权限运行"),
                TrustedPlaces.ForProgram(wish));
        }

        if (await IsExchangeableAsync(Configuration.Path, cancellation))
        {
            Report("--config",
                new Text(
                    $"others than administrators may change or exchange {Configuration.Path}, which says what runs with all rights",
                    $"管理员以外的用户可以修改或替换 {Configuration.Path}，而其中的命令将以最高权限运行"),
                TrustedPlaces.ForConfiguration(wish));
        }
    }

    // Windows: what lies in a profile is one user's, and the running user counts as trusted.
    private async Task<bool> IsExchangeableAsync(string path, CancellationToken cancellation) =>
        (wish.Facts.IsWindows && path.Contains(@":\Users\", StringComparison.OrdinalIgnoreCase)) || !await machine.IsOursAloneAsync(path, cancellation);

    private void CheckPlace()
    {
        var mend = new Text(
            $"put it where programs lie: `sudo install {Shell.Quote(wish.Program)} /usr/local/bin/mooring`, and call that one",
            $"请放到程序目录：`sudo install {Shell.Quote(wish.Program)} /usr/local/bin/mooring`，然后运行该程序");
        Visible(wish.Program, "mooring", mend);
        if (wish.Program.AsSpan().IndexOfAny("\"'\\$") >= 0)
        {
            Report("mooring", new Text($"systemd starts no program of such a name: {wish.Program}", $"systemd 无法启动这样命名的程序：{wish.Program}"), mend);
        }
        else if (!new Reach(machine).CanRun(wish.Program))
        {
            Report("mooring", new Text($"only its owner can run {wish.Program}, and a service has a user of its own", $"只有属主可以运行 {wish.Program}，而服务使用自己的用户"), mend);
        }
    }

    private void CheckSources()
    {
        foreach (var address in Configuration.Addresses)
        {
            if (address is FileAddress file)
            {
                Visible(file.Path, $"addresses.{file.Name}", Elsewhere(file.Path));
            }
            else if (address is CommandAddress { Command: [var program, ..] } command)
            {
                Visible(program, $"addresses.{command.Name}", Elsewhere(program));
            }
        }
    }

    private void CheckVariables(string? file)
    {
        var known = (file ?? "").Split('\n').Select(line => line.Split('=')[0].Trim()).ToHashSet(StringComparer.Ordinal);
        foreach (var variable in Configuration.Outside.Variables.Where(variable => !known.Contains(variable)))
        {
            Report("${env:" + variable + "}",
                new Text($"a service has no variable {variable}", $"服务没有环境变量 {variable}"),
                new Text(
                    $"write it as a line `{variable}=value` into {UnitText.VariablesFile} (`sudo install -m 600 /dev/stdin {UnitText.VariablesFile}`), or use ${{file:PATH}}",
                    $"请在 {UnitText.VariablesFile} 中写一行 `{variable}=值`（`sudo install -m 600 /dev/stdin {UnitText.VariablesFile}`），或改用 ${{file:路径}}"));
        }
    }

    private string StateName()
    {
        if (Configuration.State.Directory is not { } directory)
        {
            return "mooring";
        }

        var name = directory.StartsWith("/var/lib/", StringComparison.Ordinal) ? directory["/var/lib/".Length..].TrimEnd('/') : "";
        if (!StateWord().IsMatch(name))
        {
            Report("state",
                new Text($"the service may write nowhere but in a directory of its own below /var/lib, so not in {directory}", $"服务只能写入 /var/lib 下属于自己的目录，因此不能写入 {directory}"),
                new Text("leave `state:` out, which means /var/lib/mooring, or name a directory right below /var/lib, of letters, digits, `.`, `_` and `-`", "请去掉 `state:`（即 /var/lib/mooring），或指定 /var/lib 下的一级目录，其名称由字母、数字、`.`、`_` 和 `-` 组成"));
        }

        return name;
    }

    /// <summary>What is opened to everybody, since it holds no secret, and what is passed to the service instead.</summary>
    private (IReadOnlyList<(string Path, UnixFileMode More)> Opened, IReadOnlyList<string> Passed) Rights()
    {
        var reach = new Reach(machine);
        var path = Configuration.Path;
        var directory = Path.GetDirectoryName(path)!;
        var own = !Configuration.Outside.FileHoldsSecrets && directory == wish.Environment.SystemConfigurationDirectory
            && reach.CanEnter(Path.GetDirectoryName(directory)!) && reach.CanOpenFor(path, directory);
        (string, UnixFileMode)[] opened = own
            ? [.. reach.Missing(directory, UnixFileMode.OtherExecute), .. reach.Missing(path, UnixFileMode.OtherRead)]
            : [];
        var secrets = Configuration.Outside.Files.Where(file => !reach.CanRead(file));
        string[] passed = [.. own || reach.CanRead(path) ? [] : new[] { path }, .. secrets];
        foreach (var strange in passed.Where(file => file.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"/._-+@%".Contains(letter, StringComparison.Ordinal))))
        {
            Report(strange,
                new Text($"systemd cannot pass a file of such a name: {strange}", $"systemd 无法传递这样命名的文件：{strange}"),
                new Text("give it a name of letters, digits, `.`, `_` and `-`", "请改用由字母、数字、`.`、`_` 和 `-` 组成的名称"));
        }

        return (opened, passed);
    }

    private void Visible(string path, string key, Text mend)
    {
        if (Reach.Hidden.FirstOrDefault(hidden => path.StartsWith(hidden, StringComparison.Ordinal)) is { } where)
        {
            Report(key, new Text($"{path} lies below {where}, which services do not see", $"{path} 位于 {where} 之下，服务无法访问"), mend);
        }
    }

    private static Text Elsewhere(string path) => new(
        $"move {path} to a place such as /usr/local/lib or /var/spool, or run mooring from cron", $"请将 {path} 移到 /usr/local/lib 或 /var/spool 等位置，或改由 cron 运行 mooring");

    /// <summary>A word that StateDirectory= takes as it is: blanks would make several of it, and % something else.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9._-]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex StateWord();

    private void Report(string key, Text message, Text mend) => problems.Add(new Problem(message, mend) { Key = key });
}
