using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Http.Tests;

/// <summary>What a witness of handshakes sees.</summary>
public sealed class TlsWitnessTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly TestCa ca = new(Now.AddYears(-1), Now.AddYears(1));

    [Fact]
    public async Task An_accepted_chain_is_seen_with_its_names_signers_and_protocol()
    {
        var witness = new TlsWitness();

        await AskAsync(witness, ca.Roots, "localhost");

        var chain = Assert.Single(witness.Shown);
        Assert.True(chain.IsAccepted);
        Assert.Equal(["localhost", "192.0.2.1"], chain.Names);
        Assert.Equal(2, chain.Issuers.Count);
        Assert.StartsWith("Test intermediate ", chain.Issuers[0], StringComparison.Ordinal);
        Assert.StartsWith("Test root ", chain.Issuers[1], StringComparison.Ordinal);
        Assert.InRange(chain.ValidTo, Now.AddDays(29), Now.AddDays(31));
        Assert.True(witness.Protocol is SslProtocols.Tls13 or SslProtocols.Tls12);
    }

    [Theory]
    [InlineData("other.example.com", true, true, X509ChainStatusFlags.NoError)]
    [InlineData("localhost", false, false, X509ChainStatusFlags.PartialChain)]
    public async Task A_refused_one_is_seen_and_refused_all_the_same(string name, bool rootKnown, bool wrongName, X509ChainStatusFlags faults)
    {
        using var other = new TestCa(Now.AddYears(-1), Now.AddYears(1));
        var witness = new TlsWitness();

        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(witness, rootKnown ? ca.Roots : other.Roots, name));

        var chain = Assert.Single(witness.Shown);
        Assert.Equal((false, wrongName), (chain.IsAccepted, chain.WrongName));
        Assert.Equal(faults, chain.Faults & faults);
        Assert.Null(witness.Protocol);
    }

    public void Dispose() => ca.Dispose();

    private async Task AskAsync(TlsWitness witness, X509Certificate2Collection roots, string name)
    {
        await using var server = ScriptedServer.Start(ca.Serving(Now.AddDays(-2), Now.AddDays(30), Steps.Answering("ok"), name));
        using var sender = new HttpMessageInvoker(HttpConnections.Create(new HttpConnectionOptions { RootCertificates = roots, Witness = witness }, TimeProvider.System));
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Https);
        using var response = await sender.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
