using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mooring.Composition;
using Mooring.Core;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Demo;

/// <summary>The certificates of the demo: issued, deployed, and read back as a web server would read them.</summary>
/// <param name="harbour">Where they are issued and deployed.</param>
/// <param name="told">Hears what a person should know.</param>
internal sealed class DemoCertificates(DemoHarbour harbour, Action<Text> told) : IIssuanceProgress
{
    /// <summary>One <c>cert renew</c>, as from cron: what is missing is issued, what is due renewed, what is new deployed.</summary>
    public async Task<ImmutableArray<CertificateOutcome>> RenewAsync(CancellationToken cancellation)
    {
        var (configuration, workshop) = (harbour.Load(), harbour.Workshop);
        using var installation = await workshop.InstallAsync(configuration, cancellation);
        var tools = await Certificates.ToolsAsync(configuration, installation, told, workshop.Time, cancellation);
        var outcomes = await new CertificateRound(tools, this, Random.Shared.NextDouble)
            .RunAsync(Certificates.Wishes(configuration, installation), CertificateAim.Due, TimeSpan.Zero, cancellation);
        var deployments = Deployment.Of(tools.Certificates, tools.Store, workshop.Time);
        foreach (var certificate in configuration.Certificates)
        {
            if (await deployments.DeployAsync(Deployment.Spec(certificate), DeployWhen.Pending, cancellation) is { Error: { } why })
            {
                told(why);
            }
        }

        return outcomes;
    }

    /// <summary>What is deployed under a name; null where its key does not fit or the authority's root does not stand behind it.</summary>
    public X509Certificate2? Read(string name)
    {
        var folder = Path.Combine(harbour.TlsDirectory, name);
        var chain = new X509Certificate2Collection();
        var roots = new X509Certificate2Collection();
        try
        {
            // Reads the key too, and refuses one of another certificate.
            var leaf = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "fullchain.pem"), Path.Combine(folder, "privkey.pem"));
            chain.ImportFromPemFile(Path.Combine(folder, "fullchain.pem"));
            roots.ImportFromPemFile(harbour.RootFile);
            return IsTrusted(leaf, chain, roots) ? leaf : null;
        }
        catch (Exception e) when (e is CryptographicException or IOException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Tell(CertificateWish wish, Text what)
    {
        // Each step for those who wait; nobody waits here.
    }

    /// <inheritdoc />
    public void Warn(CertificateWish wish, Text what) => told(what);

    private static bool IsTrusted(X509Certificate2 leaf, X509Certificate2Collection chain, X509Certificate2Collection roots)
    {
        using var path = new X509Chain();
        path.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        path.ChainPolicy.CustomTrustStore.AddRange(roots);
        path.ChainPolicy.ExtraStore.AddRange(chain);
        path.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return path.Build(leaf);
    }
}
