using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Dns;
using Mooring.Dns.Tests.Bind;

namespace Mooring.Http.Tests.Resolving;

/// <summary>DNS over HTTPS judged by Debian's BIND, which speaks it over TLS and HTTP/2 alone.</summary>
public sealed class BindOverHttpsTests : IAsyncLifetime
{
    private const string Configuration = """
        tls here { key-file "DIRECTORY/key.pem"; cert-file "DIRECTORY/certificate.pem"; };
        http here { endpoints { "/dns-query"; }; };
        options {
          directory "DIRECTORY"; pid-file none; session-keyfile none; dnssec-validation no; notify no; empty-zones-enable no;
          listen-on port PORT tls here http here { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; allow-query { any; };
        };
        controls { };
        zone "example.com" { type primary; file "example.com.zone"; };
        """;

    private const string Zone = """
        $ORIGIN example.com.
        $TTL 600
        @ IN SOA ns1 hostmaster 1 3600 600 86400 300
          NS ns1
        ns1 A 127.0.0.1
        _acme-challenge TXT "one"
        _acme-challenge TXT "two"

        """;

    private readonly X509Certificate2 _certificate = Certificate();
    private NamedProcess? _named;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_answer_comes_over_HTTP_2_and_verified_TLS()
    {
        using var resolver = Resolver(_certificate);

        var found = await ReadAsync(resolver, "_acme-challenge.example.com", DnsType.Txt);
        var many = new List<ReplyReading>();
        for (var i = 0; i < 20; i++)
        {
            // One after another: BIND 9.18 now and then forgets one of many questions that stand on one connection at once.
            many.Add(await ReadAsync(resolver, "_acme-challenge.example.com", DnsType.Txt));
        }


        Assert.Equal(["\"one\"", "\"two\""], Assert.IsType<ReplyReading.Answer>(found).Records.Select(record => record.Data.ToString()).Order(StringComparer.Ordinal));
        Assert.All(many, one => Assert.IsType<ReplyReading.Answer>(one));
        Assert.IsType<ReplyReading.NoData>(await ReadAsync(resolver, "_acme-challenge.example.com", DnsType.A));
        Assert.IsType<ReplyReading.NxDomain>(await ReadAsync(resolver, "nowhere.example.com", DnsType.A));
        Assert.Equal(DnsRcode.Refused, Assert.IsType<ReplyReading.Error>(await ReadAsync(resolver, "example.net", DnsType.A)).Rcode);
    }

    [Fact]
    public async Task A_server_that_cannot_prove_its_name_is_refused()
    {
        using var stranger = Certificate();
        using var resolver = Resolver(stranger);

        var failure = await Assert.ThrowsAsync<DnsQueryException>(() => ReadAsync(resolver, "example.com", DnsType.Soa));

        Assert.Equal(DnsQueryFault.Unreachable, failure.Fault);
        Assert.Contains("certificate", failure.Explanation.English, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        using var key = _certificate.GetECDsaPrivateKey()!;
        _named = await NamedProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["named.conf"] = Configuration,
            ["example.com.zone"] = Zone,
            ["key.pem"] = key.ExportPkcs8PrivateKeyPem(),
            ["certificate.pem"] = _certificate.ExportCertificatePem(),
        });
        if (_named is null)
        {
            NamedProcess.SayItIsMissing();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _certificate.Dispose();
        await (_named?.DisposeAsync() ?? default);
    }

    private HttpsResolver Resolver(X509Certificate2 trusted) => new(
        new Uri($"https://127.0.0.1:{_named!.Port}/dns-query"), new HttpConnectionOptions { RootCertificates = [trusted] }, TimeProvider.System);

    private static async Task<ReplyReading> ReadAsync(HttpsResolver resolver, string name, DnsType type)
    {
        var question = new DnsQuestion(DnsName.Parse(name), type);
        return ReplyReading.Of(await resolver.QueryAsync(question, Cancellation), question);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(70));
    }
}
