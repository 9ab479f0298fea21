using Mooring.Testing;

namespace Mooring.Providers.Tests.Sdk;

/// <summary>The vendors' own Node SDKs, judges of what this program sends and of what the sandbox answers.</summary>
internal static class VendorSdks
{
    private const string Install = "the vendors' SDKs are not installed: npm ci --prefix tests/sdk --ignore-scripts";

    private static readonly PeerProgram Node = new("node", "nodejs");

    /// <summary>Runs a script of <c>tests/sdk</c> and returns what it printed; a failure shows all it said.</summary>
    public static async Task<string> RunAsync(string script, params IEnumerable<string> arguments)
    {
        var folder = Path.Combine(Checkout.Root, "tests", "sdk");
        Require(Directory.Exists(Path.Combine(folder, "node_modules")), Install);
        var output = await Node.RunAsync([Path.Combine(folder, script), .. arguments], Sample.Cancellation);
        Require(output is not null, Node.Missing);
        Assert.True(output!.ExitCode == 0, $"{script} ended with {output.ExitCode}\n{output.Output}\n{output.Errors}");
        return output.Output;
    }

    private static void Require(bool there, string missing)
    {
        Assert.SkipUnless(there || PeerProgram.MustBeThere, missing);
        Assert.True(there, missing);
    }
}
