using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Mooring.Sandbox.Tests.Hosting;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.Tests.CertificateAuthority;

/// <summary>A sandbox whose clock stands still, and a registered client of its CA that can walk any part of an issuance.</summary>
public abstract class AuthorityHarbour : IAsyncLifetime
{
    internal RunningSandbox Sandbox { get; private set; } = null!;

    internal AcmeTestClient Client { get; private set; } = null!;

    internal AuthoritySettings Settings { get => Sandbox.World.Authority.Settings; set => Sandbox.World.Authority.Settings = value; }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Sandbox = await RunningSandbox.StartAsync();
        Client = new AcmeTestClient(Sandbox);
        await Client.RegisterAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await Sandbox.DisposeAsync();
    }

    /// <summary>The authorizations of an order.</summary>
    internal async Task<JsonNode[]> AuthorizationsAsync(AcmeAnswer order)
    {
        var read = new List<JsonNode>();
        foreach (var url in order.Json["authorizations"]!.AsArray())
        {
            read.Add((await Client.PostAsync($"{url}")).Json);
        }

        return [.. read];
    }

    internal static JsonNode Challenge(JsonNode authorization, string type = "dns-01") =>
        authorization["challenges"]!.AsArray().Single(challenge => $"{challenge!["type"]}" == type)!;

    /// <summary>Publishes the proofs of all names below example.com and example.net, and answers.</summary>
    internal async Task ProveAsync(AcmeAnswer order)
    {
        foreach (var authorization in await AuthorizationsAsync(order))
        {
            if ($"{authorization["status"]}" == "pending")
            {
                var challenge = Challenge(authorization);
                Publish($"{authorization["identifier"]!["value"]}", Client.Proof(challenge));
                await Client.PostAsync($"{challenge["url"]}", "{}");
            }
        }
    }

    internal void Publish(string domain, string value, string label = "_acme-challenge")
    {
        var zone = string.Join('.', domain.Split('.')[^2..]);
        Sandbox.Add(zone, domain == zone ? label : $"{label}.{domain[..^(zone.Length + 1)]}", "TXT", value);
    }

    /// <summary>Orders, proves, finalizes and waits for nothing.</summary>
    internal async Task<AcmeAnswer> IssueAsync(string[] names, string more = "", AsymmetricAlgorithm? key = null)
    {
        var order = await Client.OrderAsync(names, more);
        Assert.True(order.Status == 201, order.ToString());
        await ProveAsync(order);
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return await Client.PostAsync($"{order.Json["finalize"]}", Csr(key ?? fresh, names));
    }

    /// <summary>The only certificate, or the newest.</summary>
    internal AuthorityCertificate Newest => Sandbox.World.Authority.Certificates.All[^1];

    internal static string Csr(AsymmetricAlgorithm key, params string[] names) => Csr(key, "", names);

    internal static string Csr(AsymmetricAlgorithm key, string subject, string[] names)
    {
        var request = key is ECDsa ec
            ? new CertificateRequest(new X500DistinguishedName(subject), ec, HashAlgorithmName.SHA256)
            : new CertificateRequest(new X500DistinguishedName(subject), (RSA)key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var alternatives = new SubjectAlternativeNameBuilder();
        Array.ForEach(names, alternatives.AddDnsName);
        request.CertificateExtensions.Add(alternatives.Build());
        return Csr(request.CreateSigningRequest());
    }

    internal static string Csr(byte[] der) => $$"""{"csr":"{{Base64Url.EncodeToString(der)}}"}""";
}
