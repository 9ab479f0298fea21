using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Engine.Deploy;

namespace Mooring.Configuration.Sections;

/// <summary><c>certificates.deploy:</c>.</summary>
internal static class DeploySection
{
    private static readonly Key<string> Directory = new("directory", Files.AbsolutePath, new Text("where the files go", "文件存放的目录")) { IsRequired = true };

    private static readonly Key<FileLayout> Layout = new("layout",
        Words.Choice(("flat", FileLayout.Flat), ("live", FileLayout.Live), ("combined", FileLayout.Combined), ("pfx", FileLayout.Pfx)),
        new Text(
            "flat: NAME.fullchain.pem, NAME.privkey.pem, NAME.cert.pem, NAME.chain.pem; live: the same four in a directory NAME, as certbot has them; combined: NAME.pem with chain and key; pfx: NAME.pfx",
            "flat：NAME.fullchain.pem、NAME.privkey.pem、NAME.cert.pem、NAME.chain.pem；live：与 certbot 相同，四个文件放在目录 NAME 中；combined：NAME.pem，包含证书链和私钥；pfx：NAME.pfx"))
    { Default = "flat" };

    private static readonly Key<string> Owner = new("owner", Words.Any(new Text("a user name", "用户名")), new Text("who owns them; else the running user", "文件属主；未给出时为运行用户"));

    private static readonly Key<string> Group = new("group", Words.Any(new Text("a group name", "用户组名")), new Text("their group; else the owner's", "文件属组；未给出时为属主的组"));

    private static readonly Key<UnixFileMode> Mode = new("mode", Files.Mode, new Text("the private key's mode", "私钥文件的权限")) { Default = "\"0600\"" };

    private static readonly Key<Secret> Password = new("password", Credentials.Secret,
        new Text("what encrypts a PFX file; else the empty password", "PFX 文件的密码；未给出时为空密码"));

    private static readonly Key<DeployStep.Files> FilesStep = new("files",
        new ObjectKind<DeployStep.Files>(new Shape(new Text("where and how files are written", "文件的写入方式"), Directory, Layout, Owner, Group, Mode, Password), ReadFiles),
        new Text("write the certificate's files", "写入证书文件"));

    private static readonly Key<IReadOnlyList<string>> RunStep = new("run", Programs.Command("run"),
        new Text("run a program afterwards; no shell, facts in MOORING_* variables", "随后运行程序；不经过 shell，信息通过 MOORING_* 变量传入"));

    private static readonly Key<string> ReloadStep = new("reload", Words.Any(new Text("a systemd unit", "systemd 单元名称")),
        new Text("reload a systemd unit afterwards, or restart it where it cannot reload", "随后重新加载该 systemd 单元；不支持重新加载时重启它"));

    private static readonly Key<TimeSpan> Timeout = new("timeout", Durations.Between(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        new Text("how long `run` or `reload` may take; it is tried three times", "`run` 或 `reload` 的时限；最多尝试三次")) { Default = "1m" };

    /// <summary>The key <c>deploy</c>.</summary>
    public static readonly Key<IReadOnlyList<DeployStep>> Steps = new("deploy",
        new ListKind<DeployStep>(
            new ObjectKind<DeployStep>(new Shape(new Text("a step: `files:`, `run:` or `reload:`", "一个步骤：`files:`、`run:` 或 `reload:`"), FilesStep, RunStep, ReloadStep, Timeout), ReadStep),
            new Text("a list of steps", "步骤列表")),
        new Text("what happens with a new certificate, in order", "获得新证书后依次执行的步骤"));

    private static DeployStep.Files? ReadFiles(Section section)
    {
        var step = new DeployStep.Files(section.Find(Directory) ?? "", section.Get(Layout, FileLayout.Flat))
        {
            Owner = section.Find(Owner),
            Group = section.Find(Group),
            Mode = section.Get(Mode, UnixFileMode.UserRead | UnixFileMode.UserWrite),
            Password = section.Find(Password),
        };
        if (step is { Password: not null, Layout: not FileLayout.Pfx })
        {
            section.Report(Password,
                new Text("only PFX files have a password", "只有 PFX 文件有密码"),
                new Text("write `layout: pfx`, or leave the password out", "请写 `layout: pfx`，或删去密码"));
        }

        return section.Failed ? null : step;
    }

    private static DeployStep? ReadStep(Section section)
    {
        Key[] steps = [FilesStep, RunStep, ReloadStep];
        Key[] written = [.. steps.Where(section.Has)];
        if (written.Length != 1)
        {
            section.Report(written.Length > 1 ? written[1] : FilesStep,
                new Text("a step is one of `files:`, `run:` and `reload:`", "一个步骤只能是 `files:`、`run:`、`reload:` 之一"),
                new Text("write one of them; begin a further step with '- '", "请只写其中一个；下一步骤另起一行，以“- ”开头"));
            return null;
        }

        DeployStep? step = section.Find(FilesStep);
        step ??= (section.Find(RunStep) ?? Reload(section.Find(ReloadStep))) is { } command
            ? new DeployStep.Run(command) { Timeout = section.Get(Timeout, TimeSpan.FromMinutes(1)) }
            : null;
        if (section.Has(FilesStep) && section.Has(Timeout))
        {
            section.Report(Timeout, new Text("writing files has no time limit", "写入文件没有时限"), new Text("write it beside `run:` or `reload:`, or leave it out", "请写在 `run:` 或 `reload:` 旁边，或删去"));
        }

        return section.Failed ? null : step;
    }

    private static IReadOnlyList<string>? Reload(string? unit) => unit is null ? null : ["systemctl", "reload-or-restart", "--", unit];
}
