using System.Globalization;
using Mooring.Core;

namespace Mooring.Providers.Faults;

/// <summary>The sentences that say what to do.</summary>
/// <remarks>A table: one entry per cure, in the order of <see cref="Cure"/>.</remarks>
internal static class Cures
{
    /// <summary>What to do, or null when the host's words are all there is.</summary>
    public static Text? Say(Cure cure, ProviderInfo provider, Doing doing, TimeSpan? signingError) => cure switch
    {
        Cure.None or Cure.SetClock => null,
        Cure.RenewKey => Key(provider, signingError, new Text("", "")),
        Cure.FindKey => Key(provider, signingError, new Text(
            $"no key has this {provider.IdSetting}, it is mistyped, deleted or of the vendor's other site (mainland or international); ",
            $"没有此 {provider.IdSetting} 对应的密钥，可能输错、已删除，或属于服务商的另一站点（国内站或国际站）；")),
        Cure.EnableKey => Key(provider, signingError, new Text(
            $"it is disabled; enable it at {provider.KeyConsole} if it shall go on; ", $"密钥已被禁用；如需继续使用，请在 {provider.KeyConsole} 启用；")),
        Cure.CorrectSecret => Key(provider, signingError, new Text(
            $"{provider.KeySetting} is not the secret of this {provider.IdSetting}; ", $"{provider.KeySetting} 与此 {provider.IdSetting} 不匹配；")),
        Cure.RenewToken => new Text(
            $"the temporary credentials are over or not of one piece: fetch {provider.IdSetting}, {provider.KeySetting} and security-token anew, all three together",
            $"临时凭证已过期或不配套：请重新获取 {provider.IdSetting}、{provider.KeySetting} 和 security-token，三者须一起更换"),
        Cure.Grant or Cure.GrantOrCheck => Right(provider, doing),
        Cure.ClearAccount => new Text(
            $"the account itself is held back (arrears, identity check or risk control): sign in at {provider.ZoneConsole} and settle what is named above",
            $"账号本身受到限制（欠费、未实名认证或风险控制）：请登录 {provider.ZoneConsole} 处理上述问题"),
        Cure.AllowAddress => new Text(
            $"the key may not be used from this machine's address: change the key's address list at {provider.KeyConsole}",
            $"此密钥不允许从本机地址使用：请在 {provider.KeyConsole} 修改密钥的 IP 限制"),
        Cure.Wait => new Text("this passes by itself; it is tried again", "这会自行恢复，稍后自动重试"),
        Cure.ChangeTtl => new Text(
            "set a 'ttl' that the zone's edition allows",
            "请设置该域名套餐允许的“ttl”"),
        Cure.ChangeLine => new Text(
            "see that the name of 'line' is right, and that the zone's edition has it, or leave it out; lines are shown in the provider's console",
            "请确认“line”的名称正确，且该域名的套餐支持此线路，或将其去掉；可用线路见服务商控制台"),
        Cure.AddDefaultLine => new Text(
            "add a record on the default line for this name first",
            "请先为此主机记录添加默认线路的记录"),
        Cure.Upgrade => new Text(
            "a limit of the zone's edition is reached: remove records that are not needed or choose a larger edition",
            "已达到该域名套餐的上限：请删除不需要的记录或升级套餐"),
        Cure.ResolveConflict => new Text(
            $"another record at this name excludes it (a CNAME beside other types): see 'mooring records list {doing.Zone?.Describe()}' and remove one of them",
            $"同名的另一条记录与之冲突（例如 CNAME 与其他类型并存）：请用“mooring records list {doing.Zone?.Describe()}”查看并删除其中之一"),
        Cure.NothingToDo => new Text("the very record exists already", "完全相同的记录已经存在"),
        Cure.CheckZone => new Text(
            $"this account does not hold the zone: check 'account' and 'zone', or add the zone at {provider.ZoneConsole}",
            $"此账号下没有这个域名：请检查“account”和“zone”，或在 {provider.ZoneConsole} 添加该域名"),
        Cure.ListAgain => new Text(
            "the record has been removed meanwhile; the next run lists the zone anew",
            "该记录已被删除；下次运行会重新列出记录"),
        Cure.FreeZone => new Text(
            $"the zone is locked, expired or suspended: unlock or renew it at {provider.ZoneConsole}",
            $"该域名已被锁定、过期或暂停：请在 {provider.ZoneConsole} 解锁或续费"),
        Cure.UnlockRecord => new Text(
            $"the record is locked: unlock it at {provider.ZoneConsole}",
            $"该记录已被锁定：请在 {provider.ZoneConsole} 解锁"),
        Cure.CheckValue => new Text("check the record's name, type and value", "请检查记录的主机记录、类型和记录值"),
        Cure.Report => new Text(
            "the host does not take this request: check 'endpoint', and report it if that is right",
            "服务端不接受此请求：请检查“endpoint”，若无误请向我们反馈"),
        _ => throw new ArgumentOutOfRangeException(nameof(cure), cure, message: null),
    };

    private static Text Key(ProviderInfo provider, TimeSpan? signingError, Text what)
    {
        var clock = signingError is { } error
            ? new Text(
                $"the time it was signed with is right ({Seconds(error)} s off), so it is the key",
                $"签名所用的时间正确（偏差 {Seconds(error)} 秒），因此是密钥的问题")
            : new Text("the time it was signed with could not be compared", "无法核对签名所用的时间");
        return new Text(
            $"{clock.English}: {what.English}check that {provider.IdSetting} and {provider.KeySetting} were copied whole; to renew the key, create a new one at {provider.KeyConsole}, "
            + "replace it in this account's settings, test it with 'mooring plan', then disable the old one",
            $"{clock.Chinese}：{what.Chinese}请检查 {provider.IdSetting} 和 {provider.KeySetting} 是否复制完整；如需更换密钥，请在 {provider.KeyConsole} 新建密钥，"
            + "替换此账号配置中的密钥，用“mooring plan”测试，然后停用旧密钥");
    }

    private static Text Right(ProviderInfo provider, Doing doing)
    {
        var right = provider.Right(doing.Action);
        var policy = provider.Policy(doing.Zone);
        return new Text(
            $"grant {right} to the key's user at {provider.PermissionConsole}; the least policy that is enough: {policy}",
            $"请在 {provider.PermissionConsole} 为密钥所属用户授予 {right} 权限；最小策略如下：{policy}");
    }

    private static string Seconds(TimeSpan span) => Math.Round(span.Duration().TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
