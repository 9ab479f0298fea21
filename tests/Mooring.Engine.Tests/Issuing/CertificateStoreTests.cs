using System.Security.Cryptography;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Store;
using Mooring.Engine.Tests.Store;
using Mooring.Testing;

namespace Mooring.Engine.Tests.Issuing;

public sealed class CertificateStoreTests : IDisposable
{
    private readonly TemporaryDirectory state = new();
    private readonly TestAuthority authority = new(Sample.Now);
    private readonly List<Text> notices = [];
    private readonly CertificateStore store;

    public CertificateStoreTests() => store = new CertificateStore(state.Path, TimeProvider.System, notices.Add);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        authority.Dispose();
        state.Dispose();
    }

    [Fact]
    public async Task Gives_back_what_was_kept()
    {
        var issued = Sample.Issue(authority);

        var added = await store.AddAsync(issued, Cancellation);
        var found = await store.FindAsync("Example", CertificateKeyKind.EcdsaP256, Cancellation);

        Assert.NotNull(found);
        Assert.Equal(1, added.Version);
        Assert.Equal(issued.Chain, found.Chain);
        Assert.Equal(issued.Key, found.Key);
        Assert.Equal(Sample.Domains, found.Domains);
        Assert.Equal(new Validity(Sample.Now.AddHours(-1), Sample.Now.AddDays(90)), found.Validity);
        Assert.Equal(issued.Origin, found.Origin);
        Assert.Equal("CN=Test intermediate", found.IssuedBy);
        Assert.Null(await store.FindAsync("example", CertificateKeyKind.Rsa2048, Cancellation));
        Assert.Null(await store.FindAsync("other", CertificateKeyKind.EcdsaP256, Cancellation));
    }

    [Fact]
    public async Task Keeps_earlier_versions_and_puts_them_in_use_again()
    {
        for (var i = 0; i < 7; i++)
        {
            await store.AddAsync(Sample.Issue(authority), Cancellation);
        }

        Assert.Equal([7, 6, 5, 4, 3], (await store.VersionsAsync("example", CertificateKeyKind.EcdsaP256, Cancellation)).Select(version => version.Version));

        var restored = await store.RestoreAsync("example", CertificateKeyKind.EcdsaP256, 4, Cancellation);
        Assert.Equal(restored!.Serial, (await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation))!.Serial);
        Assert.Null(await store.RestoreAsync("example", CertificateKeyKind.EcdsaP256, 1, Cancellation));
        Assert.Equal(4, (await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation))!.Version);
        Assert.Equal("example-ecdsa-p256 4\n", await File.ReadAllTextAsync(state.Below("certificates/finished"), Cancellation));
        Assert.Equal(8, (await store.AddAsync(Sample.Issue(authority), Cancellation)).Version);
    }

    [Fact]
    public async Task Takes_nothing_but_certificates_and_their_key_from_files_that_another_user_may_have_written()
    {
        var issued = Sample.Issue(authority);
        await store.AddAsync(issued, Cancellation);
        var key = state.Below("certificates/example-ecdsa-p256/1/privkey.pem");
        await File.WriteAllTextAsync(key, $"* * * * * root id\n{issued.Key!.Reveal()}\n# more\n", Cancellation);
        var about = state.Below("certificates/example-ecdsa-p256/1/about");
        await File.WriteAllTextAsync(about, (await File.ReadAllTextAsync(about, Cancellation)).Replace("letsencrypt", "x$(id)", StringComparison.Ordinal), Cancellation);

        var found = await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation);

        Assert.Equal(issued.Key!.Reveal(), found?.Key?.Reveal());
        Assert.Equal("", found?.Origin.Issuer);
    }

    [Fact]
    public async Task A_certificate_that_claims_another_kind_of_key_is_not_taken_for_this_one()
    {
        await store.AddAsync(Sample.Issue(authority), Cancellation);
        var about = state.Below("certificates/example-ecdsa-p256/1/about");
        await File.WriteAllTextAsync(about, (await File.ReadAllTextAsync(about, Cancellation)).Replace("ecdsa-p256", "rsa-4096", StringComparison.Ordinal), Cancellation);

        Assert.Null(await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation));
    }

    [Fact]
    public async Task Lists_every_certificate_whatever_its_name()
    {
        await store.AddAsync(Sample.Issue(authority, "b"), Cancellation);
        await store.AddAsync(Sample.Issue(authority, "b", CertificateKeyKind.Rsa2048), Cancellation);
        await store.AddAsync(Sample.Issue(authority, "accounts"), Cancellation);
        await store.AddAsync(Sample.Issue(authority, new string('证', 64)), Cancellation);

        var listed = await store.ListAsync(Cancellation);

        Assert.Equal(["accounts EcdsaP256", "b EcdsaP256", "b Rsa2048", $"{new string('证', 64)} EcdsaP256"], listed.Select(one => $"{one.Name} {one.Kind}"));
    }

    [Fact]
    public async Task Refuses_a_key_that_is_not_the_certificates()
    {
        var issued = Sample.Issue(authority);

        await Assert.ThrowsAsync<CryptographicException>(() => store.AddAsync(issued with { Key = CertificateKeys.Create(CertificateKeyKind.EcdsaP256) }, Cancellation));
        await Assert.ThrowsAsync<CryptographicException>(() => store.AddAsync(issued with { Chain = [] }, Cancellation));

        Assert.Empty(await store.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData("fullchain.pem", "")]
    [InlineData("privkey.pem", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n")]
    [InlineData("about", "{")]
    public async Task Goes_on_with_an_earlier_version_where_the_one_in_use_is_damaged(string file, string content)
    {
        await store.AddAsync(Sample.Issue(authority), Cancellation);
        await store.AddAsync(Sample.Issue(authority), Cancellation);
        await File.WriteAllTextAsync(state.Below($"certificates/example-ecdsa-p256/2/{file}"), content, Cancellation);

        var found = await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation);

        Assert.Equal(1, found?.Version);
        Assert.Contains("version 1 is used instead", Assert.Single(notices).English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_nothing_of_what_a_killed_writer_left_and_takes_it_away()
    {
        await store.AddAsync(Sample.Issue(authority), Cancellation);
        var left = state.Below("certificates/example-ecdsa-p256/.new-0123");
        Directory.CreateDirectory(left);
        await File.WriteAllTextAsync(Path.Combine(left, "privkey.pem"), "half", Cancellation);

        Assert.Equal(1, (await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation))?.Version);
        await store.AddAsync(Sample.Issue(authority), Cancellation);

        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public async Task Nobody_but_the_owner_may_look_into_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        await store.AddAsync(Sample.Issue(authority), Cancellation);
        await store.SavePendingKeyAsync("example", CertificateKeyKind.EcdsaP256, CertificateKeys.Create(CertificateKeyKind.EcdsaP256), Cancellation);

        var everything = Directory.EnumerateFileSystemEntries(state.Below("certificates"), "*", SearchOption.AllDirectories).ToList();

        Assert.Contains(everything, path => path.EndsWith("1/privkey.pem", StringComparison.Ordinal));
        Assert.All(everything, path => Assert.Equal(Directory.Exists(path) ? "0700" : "0600", Mode(path)));
        Assert.Equal("0700", Mode(state.Below("certificates")));
    }

    [Fact]
    public async Task The_key_of_an_order_stays_until_its_certificate_comes()
    {
        var key = CertificateKeys.Create(CertificateKeyKind.EcdsaP256);
        await store.SavePendingKeyAsync("example", CertificateKeyKind.EcdsaP256, key, Cancellation);

        Assert.Equal(key, await store.FindPendingKeyAsync("example", CertificateKeyKind.EcdsaP256, Cancellation));
        Assert.Null(await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation));
        await store.AddAsync(Sample.Issue(authority), Cancellation);
        Assert.Null(await store.FindPendingKeyAsync("example", CertificateKeyKind.EcdsaP256, Cancellation));

        await store.SavePendingKeyAsync("example", CertificateKeyKind.EcdsaP256, key, Cancellation);
        await store.DropPendingKeyAsync("example", CertificateKeyKind.EcdsaP256, Cancellation);
        Assert.Null(await store.FindPendingKeyAsync("example", CertificateKeyKind.EcdsaP256, Cancellation));
    }

    [Fact]
    public async Task Lies_beside_the_documents_of_the_state_without_being_one()
    {
        using var documents = new DirectoryStateStore(state.Path, TimeProvider.System, notices.Add);
        await store.AddAsync(Sample.Issue(authority), Cancellation);

        await CertificateState.In(documents, "example", CertificateKeyKind.EcdsaP256).ChangeAsync(before => before with { Failures = 3 }, Cancellation);

        Assert.Equal(["certificates/example-ecdsa-p256"], await documents.ListAsync("", Cancellation));
        Assert.NotNull(await store.FindAsync("example", CertificateKeyKind.EcdsaP256, Cancellation));
    }

    private static string Mode(string path) => Convert.ToString((int)(OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path)), 8).PadLeft(4, '0');
}
