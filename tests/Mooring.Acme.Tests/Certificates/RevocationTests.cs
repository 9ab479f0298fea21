using System.Buffers.Text;
using Mooring.Core;

namespace Mooring.Acme.Tests.Certificates;

public sealed class RevocationTests : IDisposable
{
    private readonly TestChain chain = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_account_revokes_with_a_reason()
    {
        await using var berth = await Berth.WithAccountAsync();

        await berth.Client.RevokeAsync(chain.Leaf, RevocationReason.Superseded, null, Cancellation);

        Assert.Equal([$$"""POST {"certificate":"{{Base64Url.EncodeToString(chain.Leaf.RawData)}}","reason":4}"""], berth.Ca.Sent("/revoke"));
    }

    [Fact]
    public async Task The_certificates_own_key_revokes_without_any_account()
    {
        await using var berth = new Berth();
        using var own = AcmeKey.FromPem(new Secret(chain.Key.ExportECPrivateKeyPem()));

        await berth.Client.RevokeAsync(chain.Leaf, RevocationReason.KeyCompromise, own, Cancellation);

        Assert.Single(berth.Ca.Sent("/revoke"));
    }

    [Fact]
    public async Task What_is_revoked_already_is_as_was_wanted()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/revoke", FakeReply.Nothing, FakeCa.Problem(400, "alreadyRevoked"));

        await berth.Client.RevokeAsync(chain.Leaf, RevocationReason.Unspecified, null, Cancellation);

        Assert.Equal(2, berth.Ca.Sent("/revoke").Length);
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        await using var berth = await Berth.WithAccountAsync();
        berth.Ca.On("/revoke", FakeCa.Problem(400, "badRevocationReason"));

        var refusal = await Assert.ThrowsAsync<AcmeException>(() => berth.Client.RevokeAsync(chain.Leaf, RevocationReason.KeyCompromise, null, Cancellation));

        Assert.Equal("badRevocationReason", refusal.Problem!.Type);
    }

    public void Dispose() => chain.Dispose();
}
