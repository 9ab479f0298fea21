using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Issuing;

/// <summary>What certificates look like (draft-ietf-acme-profiles), in Let's Encrypt's names.</summary>
/// <param name="Name">Its name in directory and orders.</param>
/// <param name="About">What it is, for people.</param>
/// <param name="Lifetime">How long its certificates are valid.</param>
/// <param name="IsClassic">Whether they carry what is out of fashion: a common name, a subject key identifier, key encipherment.</param>
internal sealed record IssuanceProfile(string Name, string About, TimeSpan Lifetime, bool IsClassic)
{
    /// <summary>The usual one first.</summary>
    public static IReadOnlyList<IssuanceProfile> All { get; } =
    [
        new("classic", "The usual one: 90 days", TimeSpan.FromDays(90), IsClassic: true),
        new("tlsserver", "For servers alone, without a common name: 45 days", TimeSpan.FromDays(45), IsClassic: false),
        new("shortlived", "As tlsserver, but for 160 hours", TimeSpan.FromHours(160), IsClassic: false),
    ];

    /// <summary>The profile that an order names; the usual one when it names none.</summary>
    /// <exception cref="ProblemException">There is none of that name.</exception>
    public static IssuanceProfile Require(string? name) => name is null ? All[0]
        : All.FirstOrDefault(profile => profile.Name == name)
            ?? throw new ProblemException(new Problem("invalidProfile", 400, $"there is no profile '{name}'; the directory lists those there are"));
}
