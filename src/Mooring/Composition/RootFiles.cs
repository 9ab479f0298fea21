using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Composition;

/// <summary>Files of root certificates that a configuration names.</summary>
internal static class RootFiles
{
    /// <summary>The certificates of a PEM file; null where none is named.</summary>
    /// <param name="file">The file, absolute.</param>
    /// <param name="owner">Where it is named: <c>accounts.home</c>.</param>
    /// <exception cref="CommandException">It cannot be read as such; exit code 2.</exception>
    public static X509Certificate2Collection? Read(string? file, string owner)
    {
        if (file is null)
        {
            return null;
        }

        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(file);
            return roots.Count > 0 ? roots : throw new CryptographicException("no certificate");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandException(
                new Text(
                    $"{owner}.root-certificates: {file} cannot be read as PEM certificates; see that it exists, that this user may read it, and that it holds '-----BEGIN CERTIFICATE-----'",
                    $"{owner}.root-certificates：无法从 {file} 读取 PEM 证书；请确认文件存在、当前用户可读，且包含“-----BEGIN CERTIFICATE-----”"),
                ExitCode.Usage,
                e);
        }
    }
}
