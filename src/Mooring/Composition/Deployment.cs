using Mooring.Configuration.Settings;
using Mooring.Core;
using Mooring.Core.Certificates;
using Mooring.Engine.Deploy;
using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Sources.Command;
using Mooring.Engine.Store;

namespace Mooring.Composition;

/// <summary>Puts together what deploys certificates.</summary>
internal static class Deployment
{
    /// <summary>The certificates that a configuration's state keeps.</summary>
    /// <param name="configuration">Whose state.</param>
    /// <param name="time">This machine's clock.</param>
    /// <param name="notice">Told what a person should know.</param>
    public static CertificateStore Certificates(MooringConfiguration configuration, TimeProvider time, Action<Text> notice) =>
        new(StateLocation.Of(configuration, _ => { }), time, notice);

    /// <summary>What deploys them and remembers it.</summary>
    /// <param name="certificates">Where they are.</param>
    /// <param name="store">Where is remembered what was deployed.</param>
    /// <param name="time">This machine's clock.</param>
    public static Deployments Of(CertificateStore certificates, IStateStore store, TimeProvider time) =>
        new(certificates, store, new Deployer(new ProcessRunner(time), time), time, Random.Shared.NextDouble);

    /// <summary>What is to be done with a certificate.</summary>
    public static DeploySpec Spec(CertificateSettings settings) => new(settings.Name, Kinds(settings), settings.Deploy);

    /// <summary>The kinds of key of a certificate, in the order of the file.</summary>
    public static IReadOnlyList<CertificateKeyKind> Kinds(CertificateSettings settings) =>
        [.. settings.Keys.Select(word => CertificateKeyKinds.TryParse(word, out var kind) ? kind : null).OfType<CertificateKeyKind>()];
}
