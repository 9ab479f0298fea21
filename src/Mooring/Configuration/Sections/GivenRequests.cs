using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;

namespace Mooring.Configuration.Sections;

/// <summary><c>certificates.csr:</c>, a request that was made elsewhere: opened here, so that a wrong one is told before any network.</summary>
internal static class GivenRequests
{
    private const int LargestFile = 256 * 1024;

    /// <summary>The key.</summary>
    public static readonly Key<string> Key = new("csr", Files.Path,
        new Text(
            "a certificate request that was made elsewhere, PEM or DER: the certificate is issued for its key, which never comes here",
            "在别处生成的证书请求文件（PEM 或 DER）：证书按其密钥签发，私钥不会到本机"));

    /// <summary>The request; null when none is written or it cannot be used, which is then reported.</summary>
    public static GivenRequest? Read(Section section)
    {
        if (section.Find(Key) is not { } written)
        {
            return null;
        }

        var path = section.State.Resolve(written);
        if (SmallFile.Read(path, LargestFile, section.State.Environment, out var why) is not { } bytes)
        {
            section.Report(section.At(Key), why!);
            return null;
        }

        try
        {
            return GivenRequest.Read(bytes);
        }
        catch (GivenRequestException e)
        {
            section.Report(Key, new Text($"{path} cannot be used: {e.What.English}", $"无法使用 {path}：{e.What.Chinese}"), e.Mend);
            return null;
        }
    }

    /// <summary>Reports names that are not the request's, keys that are about a private key of ours, and files that hold one.</summary>
    public static void Check(Section section, GivenRequest? request, IReadOnlyList<DomainName>? domains, IReadOnlyList<DeployStep> deploy)
    {
        if (request is not null && domains is not null && !request.Domains.ToHashSet().SetEquals(domains))
        {
            var names = string.Join(", ", request.Domains.Select(domain => domain.Describe()));
            section.Report(CertificateSections.Domains,
                new Text($"the request's names are others: {names}", $"与证书请求中的域名不同：{names}"),
                new Text("leave `domains` out, or write the same names", "请删去 `domains`，或写相同的域名"));
        }

        foreach (var key in new Key[] { CertificateSections.Keys, CertificateSections.ReuseKey }.Where(section.Has))
        {
            section.Report(key,
                new Text($"'{key.Name}' is about a private key that is made here, and the request's is not", $"“{key.Name}”针对本机生成的私钥，而证书请求的私钥不在本机"),
                new Text("leave it out: of what kind the request's key is, its file says", "请删去；密钥类型由证书请求文件决定"));
        }

        for (var i = 0; i < deploy.Count; i++)
        {
            if (deploy[i] is DeployStep.Files { Layout: FileLayout.Combined or FileLayout.Pfx })
            {
                section.Report(section.At(DeploySection.Steps, i), new Complaint(
                    new Text("this layout holds the private key, which is not here where the request was made elsewhere", "该布局包含私钥，而证书请求在别处生成，私钥不在本机"),
                    new Text("write `layout: flat` or `layout: live`, and add the key where it lies", "请写 `layout: flat` 或 `layout: live`，并在私钥所在处自行合并")));
            }
        }
    }
}
