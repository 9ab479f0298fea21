using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Doctor.Network;

/// <summary>Judges certificates and roots. Pure. Skipping verification is never the mend: whoever stands in the middle would get the signed calls.</summary>
internal static class TlsJudge
{
    private const X509ChainStatusFlags UnknownRoot = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>A certificate was refused, and nothing was sent.</summary>
    public static Finding Refused(EndpointFacts facts, EndpointAttempt attempt, ShownChain chain) => new(
        FindingIds.NetworkTls,
        Severity.Fault,
        facts.Subject,
        attempt.Failure?.What ?? new Text($"the certificate of {facts.Host} is refused", $"{facts.Host} 的证书不被接受"),
        Mend(facts, chain)) { Origins = chain is { WrongName: false, Faults: X509ChainStatusFlags.NotTimeValid } ? Clocks : [] };

    /// <summary>The certificate was accepted by network time only.</summary>
    public static Finding WrongClock(EndpointFacts facts) => new(
        FindingIds.NetworkTls,
        Severity.Fault,
        facts.Subject,
        new Text(
            $"by this machine's clock the certificate of {facts.Host} is out of date; it was verified at the time that time servers agree on, so calls work all the same",
            $"按本机时钟，{facts.Host} 的证书不在有效期内；Mooring 按时间服务器一致的时间完成了校验，因此调用仍可进行"),
        SetTheClock) { Origins = Clocks };

    private static Origin[] Clocks { get; } = [new(FindingIds.ClockAlidns), new(FindingIds.ClockTencent), new(FindingIds.ClockBuild)];

    /// <summary>The roots of the system, where they are needed.</summary>
    public static IEnumerable<Finding> JudgeRoots(RootFacts roots) => roots.Count switch
    {
        null => [],
        0 => [NoRoots(roots)],
        { } count => [Finding.Ok(FindingIds.NetworkRoots, RootsSubject, new Text($"this system trusts {count} roots", $"本系统信任 {count} 个根证书"))],
    };

    private const string RootsSubject = "root certificates";

    private static Finding NoRoots(RootFacts roots)
    {
        var (where, whereChinese) = roots.InContainer ? (" in the image", "在镜像中") : ("", "");
        return new(
            FindingIds.NetworkRoots,
            Severity.Fault,
            RootsSubject,
            new Text("this system trusts no root at all, so no server can be verified", "本系统没有任何受信任的根证书，无法校验任何服务器"),
            new Text(
                $"install the package ca-certificates{where}: `apt-get install ca-certificates`, `apk add ca-certificates` or `opkg install ca-bundle`; SSL_CERT_FILE and SSL_CERT_DIR must name what exists",
                $"请{whereChinese}安装 ca-certificates：`apt-get install ca-certificates`、`apk add ca-certificates` 或 `opkg install ca-bundle`；SSL_CERT_FILE 与 SSL_CERT_DIR 须指向存在的文件和目录"));
    }

    private static Text Mend(EndpointFacts facts, ShownChain chain) => chain switch
    {
        { WrongName: true } => new(
            "something else answers under this name: the login page of this network (open a browser), an entry of the hosts file, or a wrong answer of the resolver; a server of your own needs a certificate for the name in `endpoint:`",
            "以此名称应答的是别的服务器：可能是网络的登录页（请打开浏览器）、hosts 文件中的条目，或域名服务器的错误应答；自建服务器的证书须包含 `endpoint:` 中的名称"),
        { Faults: X509ChainStatusFlags.NotTimeValid } => SetTheClock,
        _ when (chain.Faults & UnknownRoot) != X509ChainStatusFlags.NoError => Trust(facts, chain),
        _ => new(
            "ask who runs the server, or the company whose proxy opens TLS here, for a correct certificate",
            "请联系该服务器的运营者，或在此拆解 TLS 的公司网络管理员，更换正确的证书"),
    };

    private static Text Trust(EndpointFacts facts, ShownChain chain)
    {
        var issuer = chain.Issuers is [.., var last] ? last : "?";
        return facts.HasOwnRoots
            ? new(
                $"it is signed by {issuer}, which the account's `root-certificates` does not hold; that file stands in place of the system's roots: add this root to it, or leave it out",
                $"它由 {issuer} 签发，而账号的 `root-certificates` 中没有该根证书；该文件会取代系统的根证书：请将其加入，或去掉此设置")
            : new(
                $"it is signed by {issuer}. Where that is your company's proxy or your own CA, name its root in PEM with `root-certificates:` of the account, or make the system trust it "
                + "(Debian: copy it to /usr/local/share/ca-certificates/NAME.crt and run `update-ca-certificates`); where you do not know that name, somebody reads along: use another network",
                $"它由 {issuer} 签发。如果这是公司的代理或自建 CA，请用账号的 `root-certificates:` 指定其 PEM 根证书，或让系统信任它（Debian：复制到 "
                + "/usr/local/share/ca-certificates/名称.crt 后运行 `update-ca-certificates`）；如果您不认识这个名称，说明有人在窃听：请更换网络");
    }

    private static Text SetTheClock { get; } = new(
        "set this machine's clock; see what is said of the clock", "请校准本机时钟；参见时钟的检查结果");
}
