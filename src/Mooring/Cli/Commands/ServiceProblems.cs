using Mooring.Configuration;
using Mooring.Core;
using Mooring.Services;
using Mooring.Services.Machine;
using Mooring.Telling;

namespace Mooring.Cli.Commands;

/// <summary>Why a service is not installed or removed, and what to type instead.</summary>
internal static class ServiceProblems
{
    /// <summary>Nobody keeps services here.</summary>
    public static ProblemsException NoManager(MachineFacts facts)
    {
        var (why, instead) = ServiceManagers.None(facts);
        return new ProblemsException(why, instead, "service");
    }

    /// <summary>Refuses to go on for a user who may not.</summary>
    /// <exception cref="ProblemsException">This is neither root nor an administrator.</exception>
    public static void RefuseWithoutRights(MachineFacts facts, bool mayGoOn, CommandContext context)
    {
        if (mayGoOn || facts.IsAdministrator)
        {
            return;
        }

        var command = string.Join(' ', context.Arguments.Tokens.Select(token => Shell.Quote(token.Value)));
        throw new ProblemsException(
            new Text("services are the administrator's", "系统服务只能由管理员设置"),
            facts.IsWindows
                ? new Text(
                    "run it in a window opened as administrator; `--task --user` needs none, and runs while you are logged on",
                    "请在以管理员身份打开的窗口中运行；`--task --user` 不需要管理员权限，在您登录期间运行")
                : new Text($"type `sudo mooring {command}`; with `--print` it only shows what it would do", $"请执行 `sudo mooring {command}`；加上 `--print` 则只显示将要进行的操作"),
            "service");
    }

    /// <summary>Somebody else made a service of that name.</summary>
    public static ProblemsException Foreign(ServiceState state)
    {
        var place = state.Foreign ?? state.File ?? state.Name;
        return new ProblemsException([new Problem(
            new Text($"{Path.GetFileName(place)} is there already and was not made by `mooring service install`", $"{Path.GetFileName(place)} 已存在，且不是由 `mooring service install` 安装的"),
            new Text(
                $"move {place} away, or leave it as it is; changes to our own unit belong into a drop-in (`systemctl edit`)",
                $"请移走 {place}，或保持原样；对本程序单元的改动请写入 drop-in（`systemctl edit`）"))
        { File = state.Foreign ?? state.File, Key = state.Name }]);
    }

    /// <summary>The same when removing.</summary>
    public static Text LeftAlone(ServiceState state) => new(
        $"{state.Foreign ?? state.File ?? state.Name} was not made by `mooring service install`, so it is left alone", $"{state.Foreign ?? state.File ?? state.Name} 不是由 `mooring service install` 安装的，未做改动");
}
