using Mooring.Configuration;
using Mooring.Core;
using Mooring.Providers;

namespace Mooring.Setup;

/// <summary>Credentials that lie in environment variables for other tools.</summary>
/// <param name="Provider">The DNS host they are for.</param>
/// <param name="Variables">Where they lie.</param>
/// <param name="HasToken">Whether the token of temporary credentials lies there too.</param>
internal sealed record KnownCredentials(ProviderInfo Provider, CredentialVariables Variables, bool HasToken)
{
    /// <summary>The first pair of variables that is filled, for each DNS host.</summary>
    public static IReadOnlyList<KnownCredentials> In(ProcessEnvironment environment) =>
    [
        .. ProviderCatalog.All.SelectMany(provider => provider.Variables
            .Where(variables => environment.FindFilled(variables.Id) is not null && environment.FindFilled(variables.Key) is not null)
            .Take(1)
            .Select(variables => new KnownCredentials(
                provider, variables, variables.Token is { } token && environment.FindFilled(token) is not null))),
    ];

    /// <summary>Every variable that would have been taken, for a message.</summary>
    public static string AllNames => string.Join(", ", ProviderCatalog.All.SelectMany(provider => provider.Variables)
        .Select(variables => $"{variables.Id} + {variables.Key}"));

    /// <summary>The account that refers to them.</summary>
    public FirstAccount ToAccount() => new(
        Provider, $"${{env:{Variables.Id}}}", $"${{env:{Variables.Key}}}", HasToken ? $"${{env:{Variables.Token}}}" : null);

    /// <summary>Where they were found, for people.</summary>
    public Text Describe() => new(
        $"{Provider.Title.English}: key in {Variables.Id} and {Variables.Key} ({Variables.Tools})",
        $"{Provider.Title.Chinese}：密钥在 {Variables.Id} 和 {Variables.Key} 中（{Variables.Tools}）");
}
