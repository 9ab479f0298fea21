using System.Diagnostics;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing;

/// <summary>A second process that keeps certificates without end, and the means to start it.</summary>
internal static class CertificateAdder
{
    /// <summary>The first argument that makes the test program one.</summary>
    public const string Word = "--add-certificates";

    public static Process Start(string directory) => Process.Start(new ProcessStartInfo
    {
        FileName = Path.Combine(AppContext.BaseDirectory, "Mooring.Engine.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")),
        ArgumentList = { Word, directory },
        RedirectStandardOutput = true,
        UseShellExecute = false,
    })!;

    /// <summary>Keeps one certificate after another, each with a key of its own, and prints its version once it is safe.</summary>
    public static async Task<int> RunAsync(string directory)
    {
        using var authority = new TestAuthority(Sample.Now);
        var store = new CertificateStore(directory, TimeProvider.System, _ => { });
        while (true)
        {
            var issued = Sample.Issue(authority);
            await store.SavePendingKeyAsync(issued.Name, CertificateKeyKind.EcdsaP256, issued.Key!, CancellationToken.None);
            Console.WriteLine((await store.AddAsync(issued, CancellationToken.None)).Version);
        }
    }
}
