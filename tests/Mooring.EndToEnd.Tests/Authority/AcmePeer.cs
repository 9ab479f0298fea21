using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Authority;

/// <summary>An ACME client by others, unmodified, run against the sandbox's test CA; a hook of ours writes its records over the control API.</summary>
/// <param name="name">What is run, and the Debian package that brings it.</param>
internal sealed class AcmePeer(string name)
{
    // hook ADDRESS auth|cleanup NAME VALUE: one TXT record more, or that one less, in the zone of the name's last two labels.
    private const string Hook = """
        #!/usr/bin/env python3
        import json, sys, urllib.request
        control, action, name, value = sys.argv[1:5]
        labels = ("_acme-challenge." + name.removesuffix(".").removeprefix("_acme-challenge.")).split(".")
        url = control + "zones/" + ".".join(labels[-2:]) + "/records"
        records = [record for record in json.load(urllib.request.urlopen(url)) if record["value"] != value]
        if action == "auth":
            records.append({"name": ".".join(labels[:-2]), "type": "TXT", "value": value})
        urllib.request.urlopen(urllib.request.Request(url, json.dumps(records).encode(), method="PUT"))
        """;

    private readonly PeerProgram program = new(name, name);

    /// <summary>Where the CA's directory is.</summary>
    public static string Directory(Harbour harbour) => $"https://127.0.0.1:{harbour.Sandbox.Ports.Ca}/directory";

    /// <summary>Writes the hook and, beside it, a script that calls it with what the client gives it.</summary>
    /// <param name="harbour">Whose control API and directory.</param>
    /// <param name="script">A shell script; <c>$hook</c> is the hook with its first argument.</param>
    /// <returns>The script's path.</returns>
    public static async Task<string> WriteHookAsync(Harbour harbour, string script)
    {
        var hook = await WriteAsync(harbour, "hook", Hook);
        return await WriteAsync(harbour, "client-hook", $"#!/bin/sh -e\nhook='{hook} http://127.0.0.1:{harbour.Sandbox.Ports.Control}/'\n{script}\n");
    }

    /// <summary>Runs the client to its end in the harbour's directory.</summary>
    public async Task<ProgramResult> RunAsync(Harbour harbour, string[] arguments, params (string Name, string Value)[] variables)
    {
        var there = await new PeerProgram("which", "debianutils").RunAsync([name], TestContext.Current.CancellationToken) is { ExitCode: 0 };
        Assert.SkipWhen(!there && !PeerProgram.MustBeThere, program.Missing);
        Assert.True(there, program.Missing);
        var all = variables.Append(("HOME", harbour.Directory)).ToDictionary(StringComparer.Ordinal);
        using var process = MooringProgram.StartOther(harbour.Directory, [name, .. arguments], all);
        return await MooringProgram.FinishAsync(process);
    }

    /// <summary>Asks openssl whether the certificate of a file is good for a server of that name, by the chain of another.</summary>
    public static async Task VerifyAsync(Harbour harbour, string certificate, string chain, string host)
    {
        var openssl = new PeerProgram("openssl", "openssl");
        var result = await openssl.RunAsync(
            ["verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", host, "-CAfile", Path.Combine(harbour.Directory, "root.pem"), "-untrusted", chain, certificate],
            TestContext.Current.CancellationToken);
        Assert.True(result is { ExitCode: 0 }, result?.ToString() ?? openssl.Missing);
    }

    private static async Task<string> WriteAsync(Harbour harbour, string name, string text)
    {
        var path = Path.Combine(harbour.Directory, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
