using Mooring.Core.Certificates;

namespace Mooring.Core.Tests.Certificates;

public sealed class CertificateKeyKindTests
{
    [Fact]
    public void Every_kind_has_a_word_that_reads_back()
    {
        Assert.All(Enum.GetValues<CertificateKeyKind>(), kind => Assert.True(CertificateKeyKinds.TryParse(kind.Word(), out var read) && read == kind));
        Assert.False(CertificateKeyKinds.TryParse("ed25519", out _));
    }

    [Fact]
    public void Files_bear_the_algorithm_where_there_is_a_pair()
    {
        CertificateKeyKind[] pair = [CertificateKeyKind.EcdsaP256, CertificateKeyKind.Rsa2048];
        CertificateKeyKind[] three = [.. pair, CertificateKeyKind.Rsa4096];

        Assert.Equal("example", CertificateKeyKinds.FileName("example", CertificateKeyKind.Rsa2048, [CertificateKeyKind.Rsa2048]));
        Assert.Equal(["example-ecdsa", "example-rsa"], pair.Select(kind => CertificateKeyKinds.FileName("example", kind, pair)));
        Assert.Equal(["example-ecdsa", "example-rsa-2048", "example-rsa-4096"], three.Select(kind => CertificateKeyKinds.FileName("example", kind, three)));
    }
}
