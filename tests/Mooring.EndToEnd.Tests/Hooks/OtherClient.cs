using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Hooks;

/// <summary>Runs ACME clients by others against Pebble.</summary>
internal static class OtherClient
{
    /// <summary>Runs a client in the harbour's directory, with this program and its configuration where the client's scripts find them.</summary>
    public static async Task<ProgramResult> RunAsync(Harbour harbour, string program, Dictionary<string, string> variables, params string[] arguments)
    {
        variables["MOORING_CONFIG"] = harbour.ConfigurationFile;
        using var process = MooringProgram.StartOther(
            harbour.Directory, ["env", $"PATH={Path.GetDirectoryName(MooringProgram.Path)}:/usr/local/bin:/usr/bin:/bin", program, .. arguments], variables);
        return await MooringProgram.FinishAsync(process);
    }

    /// <summary>Starts Pebble for a client; the test is skipped where either is not installed.</summary>
    public static async Task<Pebble> StartPebbleAsync(Harbour harbour, PeerProgram client)
    {
        var isThere = await client.RunAsync(["--version"], TestContext.Current.CancellationToken) is not null;
        var pebble = isThere ? await Pebble.StartAsync(harbour.Directory, harbour.Sandbox.Ports.Dns) : null;
        var missing = isThere ? Pebble.Missing : client.Missing;
        if (pebble is null && PeerProgram.MustBeThere)
        {
            Assert.Fail(missing);
        }

        Assert.SkipWhen(pebble is null, missing);
        return pebble;
    }
}
