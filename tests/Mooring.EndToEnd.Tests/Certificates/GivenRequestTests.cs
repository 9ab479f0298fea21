using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.EndToEnd.Tests.Harness;
using Mooring.Testing;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Certificates for a request that openssl made, whose private key the program never sees.</summary>
public sealed class GivenRequestTests
{
    private static readonly PeerProgram OpenSsl = new("openssl", "openssl");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_issued_renewed_deployed_and_shown_without_the_key_and_anew_for_another_request()
    {
        await using var harbour = await Harbour.OpenAsync();
        await MakeAsync(harbour, "one", "-newkey", "rsa:2048", "-subj", "/CN=example.com", "-addext", "subjectAltName=DNS:example.com,DNS:*.example.com");
        await harbour.UseOwnAuthorityAsync($"name: example, csr: request.pem, deploy: [ {{ files: {{ directory: {harbour.Directory}/tls, layout: live }} }} ]", "");

        var issued = await harbour.RunAsync("cert", "issue", "--output", "json");
        var unchanged = await harbour.RunAsync("cert", "renew", "--output", "json");
        var shown = await harbour.RunAsync("cert", "show", "example");

        Assert.True(issued.ExitCode == 0, issued.ToString());
        Assert.Equal("rsa-2048", issued.Json.GetProperty("certificates")[0].GetProperty("key").GetString());
        Assert.False(unchanged.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean(), unchanged.ToString());
        Assert.Contains("private key: elsewhere", shown.Output, StringComparison.Ordinal);
        Assert.Equal(["cert.pem", "chain.pem", "fullchain.pem"], Directory.GetFiles(Path.Combine(harbour.Directory, "tls", "example")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(IsOfKey(harbour, "one"));
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(harbour.State, "certificates"), "*", SearchOption.AllDirectories),
            file => !file.Contains("accounts", StringComparison.Ordinal) && File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal));

        await MakeAsync(harbour, "two", "-newkey", "rsa:2048", "-subj", "/", "-addext", "subjectAltName=DNS:example.com,DNS:*.example.com");
        var another = await harbour.RunAsync("cert", "renew", "--output", "json");

        Assert.True(another.Json.GetProperty("certificates")[0].GetProperty("issued").GetBoolean(), another.ToString());
        Assert.True(IsOfKey(harbour, "two"));
    }

    [Fact]
    public async Task What_needs_the_key_is_refused_with_what_to_do()
    {
        await using var harbour = await Harbour.OpenAsync();
        await MakeAsync(harbour, "one", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/", "-addext", "subjectAltName=DNS:example.com");
        await harbour.UseOwnAuthorityAsync("name: example, csr: request.pem, domains: example.com", "");
        var issued = await harbour.RunAsync("cert", "issue");

        var pfx = await harbour.RunAsync("cert", "export", "example", "--to", "out", "--layout", "pfx");
        var flat = await harbour.RunAsync("cert", "export", "example", "--to", "out");
        await harbour.UseOwnAuthorityAsync("name: example, csr: request.pem, domains: www.example.com", "");
        var others = await harbour.RunAsync("check");

        Assert.True(issued.ExitCode == 0, issued.ToString());
        Assert.Equal(1, pfx.ExitCode);
        Assert.Contains("the private key of 'example' is not here", pfx.ToString(), StringComparison.Ordinal);
        Assert.True(flat.ExitCode == 0, flat.ToString());
        Assert.Equal(["example.cert.pem", "example.chain.pem", "example.fullchain.pem"], Directory.GetFiles(Path.Combine(harbour.Directory, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, others.ExitCode);
        Assert.Contains("certificates[0].domains: error: the request's names are others: example.com", others.Error, StringComparison.Ordinal);
    }

    /// <summary>A key under that name, and a request for it in <c>request.pem</c>.</summary>
    private static async Task MakeAsync(Harbour harbour, string name, params string[] arguments)
    {
        var output = await OpenSsl.RunAsync(
            ["req", "-new", "-nodes", "-keyout", Path.Combine(harbour.Directory, $"{name}.key"), "-out", Path.Combine(harbour.Directory, "request.pem"), .. arguments], Cancellation);
        Assert.SkipUnless(output is not null || PeerProgram.MustBeThere, OpenSsl.Missing);
        Assert.True(output is { ExitCode: 0 }, output?.Errors ?? OpenSsl.Missing);
    }

    private static bool IsOfKey(Harbour harbour, string name)
    {
        using var leaf = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(harbour.Directory, "tls", "example", "cert.pem")));
        using AsymmetricAlgorithm key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(Path.Combine(harbour.Directory, $"{name}.key")));
        return leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }
}
