using System.CommandLine;
using System.Globalization;
using Mooring.Cli.Output;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Sources.Command;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary><c>cert export</c>: a certificate's files to a directory, or the deployment that the configuration describes. No network.</summary>
// Long, because each option's rule stands beside the others it excludes.
internal static class CertExportCommand
{
    private static readonly (string Word, FileLayout Layout)[] Layouts =
        [("flat", FileLayout.Flat), ("live", FileLayout.Live), ("combined", FileLayout.Combined), ("pfx", FileLayout.Pfx)];

    /// <summary>The verb with its texts in that language.</summary>
    public static Verb Create(Language language)
    {
        var options = new Options(language);
        var verb = new Verb("export", new Text("Write a certificate's files somewhere, or deploy it as configured", "把证书文件写到指定位置，或按配置部署"), language)
        {
            Details = new Text(
                "Nothing is asked of any network. With --deploy, only what the configuration lists is written and run. Exit code 1: a certificate is missing, or a step failed.",
                "不访问网络。使用 --deploy 时，只写入和运行配置中列出的内容。退出码 1：缺少证书，或有步骤失败。"),
            Examples =
            [
                new Example("mooring cert export example --to /tmp/tls", new Text("chain and key as PEM files", "证书链和私钥（PEM 文件）")),
                new Example("mooring cert export example --to /tmp/tls --layout pfx --password-file /etc/mooring/pfx.txt", new Text("one PFX file", "一个 PFX 文件")),
                new Example("mooring cert export --deploy --pending", new Text("deploy what was not deployed yet, as root beside a daemon that is not", "部署尚未部署的证书；守护进程非 root 时由 root 运行")),
            ],
            RunAsync = (context, cancellation) => RunAsync(context, options, cancellation),
        };
        options.AddTo(verb);
        return verb;
    }

    private static async Task<int> RunAsync(CommandContext context, Options options, CancellationToken cancellation)
    {
        var wish = options.Read(context);
        var configuration = context.LoadConfiguration();
        using var installation = await context.InstallAsync(configuration, cancellation);
        var certificates = Deployment.Certificates(configuration, context.Time, context.Warn);
        var results = wish.Deploys
            ? await DeployAsync(wish, configuration, Deployment.Of(certificates, installation.Store, context.Time), cancellation)
            : [await ExportAsync(wish, configuration, certificates, context.Time, cancellation)];
        DeployOutput.Write(context, results);
        return results.All(result => result.Report?.Succeeded ?? result.IsFine) ? ExitCode.Done : ExitCode.Partial;
    }

    private static async Task<IReadOnlyList<DeployResult>> DeployAsync(
        ExportWish wish, MooringConfiguration configuration, Deployments deployments, CancellationToken cancellation)
    {
        var results = new List<DeployResult>();
        foreach (var settings in Chosen(wish, configuration))
        {
            var report = await deployments.DeployAsync(Deployment.Spec(settings), wish.Pending ? DeployWhen.Pending : DeployWhen.Now, cancellation);
            results.Add(new DeployResult(settings.Name, report, IsFine: wish.Pending || settings.Deploy.Count == 0));
        }

        return results;
    }

    private static IEnumerable<CertificateSettings> Chosen(ExportWish wish, MooringConfiguration configuration) =>
        wish.Name is null ? configuration.Certificates
        : configuration.Certificates.FirstOrDefault(certificate => certificate.Name == wish.Name) is { } one ? [one] : throw NoSuchName(wish.Name, configuration);

    private static ProblemsException NoSuchName(string name, MooringConfiguration configuration)
    {
        var names = string.Join(", ", configuration.Certificates.Select(certificate => certificate.Name));
        return new ProblemsException(
            new Text($"there is no certificate '{name}' under `certificates`", $"`certificates` 下没有名为“{name}”的证书"),
            new Text($"`certificates` has {names}", $"`certificates` 下有：{names}"), "NAME");
    }

    private static async Task<DeployResult> ExportAsync(
        ExportWish wish, MooringConfiguration configuration, CertificateStore certificates, TimeProvider time, CancellationToken cancellation)
    {
        var name = wish.Name!;
        var kept = (await certificates.ListAsync(cancellation)).Where(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)).Select(one => one.Kind).ToArray();
        var configured = configuration.Certificates.Where(certificate => certificate.Name == name).SelectMany(Deployment.Kinds);
        CertificateKeyKind[] kinds = [.. configured.Union(kept)];
        Refuse(wish, kinds, configuration);
        var found = new List<StoredCertificate>();
        foreach (var kind in kinds.Where(kind => wish.Kind is null || kind == wish.Kind))
        {
            var one = wish.Version is { } version
                ? await certificates.FindAsync(name, kind, version, cancellation)
                : await certificates.FindAsync(name, kind, cancellation);
            found.AddRange(one is null ? [] : [one]);
        }

        if (found.Count == 0)
        {
            return wish.Version is { } number && kept.Length > 0
                ? throw new ProblemsException(
                    new Text($"there is no version {number} of {name} here", $"没有 {name} 的第 {number} 版"),
                    new Text($"`mooring cert show {name}` lists those that are", $"`mooring cert show {name}` 可列出现有版本"), "--number")
                : new DeployResult(name, null, IsFine: false);
        }

        var step = new DeployStep.Files(wish.Directory!, wish.Layout) { Password = wish.Password };
        var report = await new Deployer(new ProcessRunner(time), time).DeployAsync(new DeploySpec(name, kinds, [step]), found, cancellation);
        return new DeployResult(name, report, IsFine: true);
    }

    /// <summary>What no certificate would ever be found for, however many are issued.</summary>
    private static void Refuse(ExportWish wish, CertificateKeyKind[] kinds, MooringConfiguration configuration)
    {
        if (kinds.Length == 0)
        {
            throw NoSuchName(wish.Name!, configuration);
        }

        if (wish.Kind is { } kind && !kinds.Contains(kind))
        {
            var words = string.Join(", ", kinds.Select(one => one.Word()));
            throw new ProblemsException(
                new Text($"{wish.Name} has no certificate with a key {kind.Word()}", $"{wish.Name} 没有密钥类型为 {kind.Word()} 的证书"),
                new Text($"it has {words}", $"现有：{words}"), "--key");
        }
    }

    private sealed record ExportWish(
        string? Name, string? Directory, FileLayout Layout, CertificateKeyKind? Kind, int? Version, Secret? Password, bool Deploys, bool Pending);

    private sealed class Options(Language language)
    {
        private readonly Argument<string?> name = new("NAME")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = new Text("The certificate's name; with --deploy, every one when it is left out", "证书名称；与 --deploy 一起使用时可省略，表示全部").In(language),
        };

        private readonly Option<string?> to = new("--to") { HelpName = "DIRECTORY", Description = new Text("Where the files go", "文件写入的目录").In(language) };

        private readonly Option<string?> layout = new("--layout")
        {
            HelpName = "flat|live|combined|pfx",
            Description = new Text("Which files: PEM files (default), as certbot's live directory, one PEM file, one PFX file", "文件形式：PEM 文件（默认）、与 certbot 的 live 目录相同、单个 PEM 文件、PFX 文件").In(language),
        };

        private readonly Option<string?> key = new("--key") { HelpName = "KIND", Description = new Text("Only this kind of key, e.g. rsa-2048", "只导出该密钥类型，例如 rsa-2048").In(language) };

        private readonly Option<string?> version = new("--number") { HelpName = "N", Description = new Text("An earlier version, as `cert show` lists them", "较早的版本，编号见 `cert show`").In(language) };

        private readonly Option<string?> password = new("--password-file") { HelpName = "FILE", Description = new Text("A file with the password of a PFX file; else it is empty", "存放 PFX 密码的文件；未给出时为空密码").In(language) };

        private readonly Option<bool> deploy = new("--deploy") { Description = new Text("Do what `deploy` in the configuration says", "执行配置中 `deploy` 的步骤").In(language) };

        private readonly Option<bool> pending = new("--pending") { Description = new Text("With --deploy: only what was not deployed yet", "与 --deploy 一起使用：只部署尚未部署的证书").In(language) };

        public void AddTo(Verb verb)
        {
            verb.Add(name);
            foreach (var option in new Option[] { to, layout, key, version, password, deploy, pending })
            {
                verb.Add(option);
            }
        }

        /// <exception cref="ProblemsException">Options that do not go together, or values that mean nothing.</exception>
        public ExportWish Read(CommandContext context)
        {
            var (deploys, directory) = (context.Get(deploy), context.Get(to));
            Option[] ofExport = [to, layout, key, version, password];
            if (deploys && Array.Find(ofExport, option => context.Arguments.GetResult(option) is not null) is { } misplaced)
            {
                throw Wrong(misplaced, new Text($"{misplaced.Name} has no meaning with --deploy", $"{misplaced.Name} 不能与 --deploy 一起使用"), new Text("leave one of them out", "请删去其中之一"));
            }

            if (!deploys && (context.Get(name) is null || directory is null || context.Get(pending)))
            {
                throw new ProblemsException(
                    new Text("what to export, or where to, is missing", "缺少要导出的证书或目标目录"),
                    new Text("write NAME and --to DIRECTORY, or --deploy", "请写 NAME 和 --to DIRECTORY，或 --deploy"), context.Get(name) is null ? "NAME" : "--to");
            }

            var form = ReadLayout(context.Get(layout));
            return new ExportWish(
                context.Get(name),
                directory is null ? null : Path.GetFullPath(directory, context.Environment.WorkingDirectory),
                form,
                ReadKind(context.Get(key)),
                ReadVersion(context.Get(version)),
                ReadPassword(context, form),
                deploys,
                context.Get(pending));
        }

        private FileLayout ReadLayout(string? word) =>
            word is null ? FileLayout.Flat
            : Array.FindIndex(Layouts, one => one.Word == word) is >= 0 and var index ? Layouts[index].Layout
            : throw Unknown(layout, word, Layouts.Select(one => one.Word));

        private CertificateKeyKind? ReadKind(string? word) =>
            word is null ? null
            : CertificateKeyKinds.TryParse(word, out var kind) ? kind
            : throw Unknown(key, word, CertificateKeyKinds.All.Select(one => one.Word));

        private int? ReadVersion(string? text) =>
            text is null ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
            : throw Wrong(version, new Text($"'{text}' is no version", $"“{text}”不是版本编号"), new Text("write its number, such as 3", "请填写编号，例如 3"));

        private Secret? ReadPassword(CommandContext context, FileLayout form)
        {
            if (context.Get(password) is not { } file)
            {
                return null;
            }

            if (form != FileLayout.Pfx)
            {
                throw Wrong(password, new Text("only PFX files have a password", "只有 PFX 文件有密码"), new Text("add --layout pfx, or leave it out", "请加上 --layout pfx，或删去该选项"));
            }

            try
            {
                var secret = File.ReadAllText(Path.GetFullPath(file, context.Environment.WorkingDirectory)).TrimEnd('\r', '\n');
                context.Secrets.Add(secret);
                return secret.Length == 0 ? null : new Secret(secret);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Wrong(password, new Text($"{file} cannot be read: {e.Message}", $"无法读取 {file}：{e.Message}"), new Text("give a file that this user may read", "请给出当前用户可读的文件"));
            }
        }

        private static ProblemsException Unknown(Option option, string word, IEnumerable<string> known) => Wrong(option,
            new Text($"'{word}' is not known here", $"不支持“{word}”"),
            new Text($"write one of {string.Join(", ", known)}", $"请填写 {string.Join("、", known)} 之一"));

        private static ProblemsException Wrong(Option option, Text message, Text mend) => new(message, mend, option.Name);
    }
}
