using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mooring.Configuration.Kinds;
using Mooring.Configuration.Reading;
using Text = Mooring.Core.Text;

namespace Mooring.Configuration.Sections;

/// <summary><c>root-certificates:</c>, wherever it stands: the file is opened here, so that a wrong one is told before any network.</summary>
internal static class RootCertificates
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>The key.</summary>
    public static readonly Key<string> Key = new("root-certificates", Files.Path,
        new Text("a PEM file of roots trusted instead of the system's", "PEM 文件，只信任其中的根证书，不再使用系统的"));

    /// <summary>The file, absolute; null when none is written or it holds no certificate, which is then reported.</summary>
    public static string? Read(Section section)
    {
        if (section.Find(Key) is not { } written)
        {
            return null;
        }

        var path = section.State.Resolve(written);
        if (SmallFile.Read(path, LargestFile, section.State.Environment, out var why) is not { } bytes)
        {
            section.Report(section.At(Key), why!);
        }
        else if (!HoldsCertificates(bytes))
        {
            section.Report(Key,
                new Text($"{path} holds no certificate in PEM form", $"{path} 中没有 PEM 格式的证书"),
                new Text("name a file with '-----BEGIN CERTIFICATE-----' in it", "请指定含有“-----BEGIN CERTIFICATE-----”的文件"));
        }
        else if (NativeFiles.Look(path) is { IsRegular: false })
        {
            section.Report(Key,
                new Text($"{path} is no regular file, and roots are read more than once", $"{path} 不是普通文件，而根证书需要多次读取"),
                new Text("name a file in PEM form", "请指定 PEM 格式的文件"));
        }

        return path;
    }

    private static bool HoldsCertificates(byte[] bytes)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(Encoding.UTF8.GetString(bytes));
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }

            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
