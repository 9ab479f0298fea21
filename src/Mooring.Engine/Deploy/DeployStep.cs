using Mooring.Core;
using Mooring.Core.Certificates;

namespace Mooring.Engine.Deploy;

/// <summary>What is to happen with a new certificate.</summary>
/// <param name="Name">The name under <c>certificates:</c>.</param>
/// <param name="Kinds">Every kind of key it has, in the order of the file; files bear the algorithm where there are several.</param>
/// <param name="Steps">What to do, in order.</param>
public sealed record DeploySpec(string Name, IReadOnlyList<CertificateKeyKind> Kinds, IReadOnlyList<DeployStep> Steps);

/// <summary>One step of a deployment.</summary>
public abstract record DeployStep
{
    private DeployStep()
    {
    }

    /// <summary>Writes files.</summary>
    /// <param name="Directory">Absolute; made where it is missing.</param>
    /// <param name="Layout">Which files, and what they are called.</param>
    public sealed record Files(string Directory, FileLayout Layout) : DeployStep
    {
        /// <summary>A user's name or number; null for the running user.</summary>
        public string? Owner { get; init; }

        /// <summary>A group's name or number; null for the owner's own.</summary>
        public string? Group { get; init; }

        /// <summary>The mode of files that hold the private key. Default 0600; others are 0644.</summary>
        public UnixFileMode Mode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        /// <summary>What encrypts a PFX file; null for the empty password.</summary>
        public Secret? Password { get; init; }
    }

    /// <summary>Runs a program; the facts are in <c>MOORING_*</c> variables.</summary>
    /// <param name="Command">The program and its arguments; no shell.</param>
    public sealed record Run(IReadOnlyList<string> Command) : DeployStep
    {
        /// <summary>How long one attempt may take. Default 1 minute.</summary>
        public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

        /// <summary>How often it is tried, at least once. Default 3.</summary>
        public int Attempts { get; init; } = 3;
    }
}

/// <summary>Which files a deployment writes, and what they are called.</summary>
public enum FileLayout
{
    /// <summary><c>flat</c>, the default: <c>NAME.fullchain.pem</c>, <c>NAME.privkey.pem</c>, <c>NAME.cert.pem</c>, <c>NAME.chain.pem</c> in the directory.</summary>
    Flat,

    /// <summary><c>live</c>: as certbot's <c>live/</c> directory, <c>NAME/fullchain.pem</c>, <c>privkey.pem</c>, <c>cert.pem</c>, <c>chain.pem</c>.</summary>
    Live,

    /// <summary><c>combined</c>: <c>NAME.pem</c>, the chain and the key in one file, as HAProxy and others take it.</summary>
    Combined,

    /// <summary><c>pfx</c>: <c>NAME.pfx</c>, PKCS #12 with AES-256 and SHA-256, as Windows and Java take it.</summary>
    Pfx,
}
