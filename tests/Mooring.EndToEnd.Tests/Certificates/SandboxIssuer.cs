using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Certificates;

/// <summary>Configurations whose authority is the sandbox's own.</summary>
internal static class SandboxIssuer
{
    /// <summary>One certificate from it, under the name <c>own</c>.</summary>
    /// <param name="harbour">Whose sandbox.</param>
    /// <param name="certificate">The keys of the certificate beside its account and issuer, as in a mapping on one line.</param>
    /// <param name="issuer">Keys of the issuer beside the usual, each with a comma before it.</param>
    public static Task UseOwnAuthorityAsync(this Harbour harbour, string certificate, string issuer) => harbour.ConfigureAsync($$"""
        certificates:
          - { {{certificate}}, account: home, issuer: own }
        issuers:
          own: { directory: "https://127.0.0.1:{{harbour.Sandbox.Ports.Ca}}/directory", agree-terms: true, root-certificates: {{harbour.Directory}}/root.pem{{issuer}} }
        dns: { resolvers: ["127.0.0.1:{{harbour.Sandbox.Ports.Dns}}"], authoritative-port: {{harbour.Sandbox.Ports.Dns}} }
        """);
}
