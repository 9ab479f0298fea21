using System.Globalization;
using Mooring.Core;
using Mooring.Engine.Store;

namespace Mooring.Engine.Deploy;

/// <summary>Whose deployed files are to be, in numbers.</summary>
/// <param name="User">The user; <see cref="Unchanged"/> for the running one.</param>
/// <param name="Group">The group; <see cref="Unchanged"/> for the running user's.</param>
internal sealed record FileOwnership(uint User, uint Group)
{
    /// <summary>Leaves it as it is (chown(2)).</summary>
    public const uint Unchanged = uint.MaxValue;

    /// <summary>Whether anything is to be changed at all.</summary>
    public bool IsGiven => User != Unchanged || Group != Unchanged;

    /// <summary>Looks names up; numbers are taken as they are. On Windows files keep what the directory gives them.</summary>
    /// <exception cref="DeployException">There is no such user or group.</exception>
    public static FileOwnership Of(string? owner, string? group)
    {
        if (OperatingSystem.IsWindows())
        {
            return new FileOwnership(Unchanged, Unchanged);
        }

        var (user, own) = owner is null ? (Unchanged, Unchanged)
            : TryNumber(owner, out var number) ? (number, Unchanged)
            : LibC.FindUser(owner) ?? throw Unknown(new Text("user", "用户"), owner);
        return new FileOwnership(user, group is null ? own
            : TryNumber(group, out var groupNumber) ? groupNumber
            : LibC.FindGroup(group) ?? throw Unknown(new Text("group", "用户组"), group));
    }

    private static bool TryNumber(string text, out uint number) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static DeployException Unknown(Text what, string name) => new(new Text(
        $"this machine has no {what.English} '{name}'; correct it in the step `files`, or make it", $"本机没有名为“{name}”的{what.Chinese}；请更正步骤 `files` 中的设置，或先创建它"));
}
