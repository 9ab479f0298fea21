using Mooring.EndToEnd.Tests.Harness;

namespace Mooring.EndToEnd.Tests.Hooks;

/// <summary>Calls the hooks as certbot does, by variables.</summary>
internal static class Hook
{
    public const string Foreign = "_acme-challenge TXT foreign";

    /// <summary>A harbour whose name servers and zones are the sandbox's, with a foreign challenge at the name.</summary>
    public static async Task<Harbour> OpenAsync(Cloud cloud)
    {
        var harbour = await Harbour.OpenAsync();
        await harbour.ConfigureAsync(
            [("home", cloud)], $"dns: {{ resolvers: [\"127.0.0.1:{harbour.Sandbox.Ports.Dns}\"], authoritative-port: {harbour.Sandbox.Ports.Dns} }}");
        harbour.AddZone(cloud, "example.org", Foreign);
        return harbour;
    }

    /// <summary>The auth hook; what is not given is as in a run of one challenge.</summary>
    public static Task<ProgramResult> AuthAsync(this Harbour harbour, string domain, string value, int remaining = 0) =>
        MooringProgram.RunAsync(harbour.Directory, ["certbot", "auth"], Variables(domain, value, remaining));

    /// <summary>The clean-up hook.</summary>
    public static Task<ProgramResult> CleanUpAsync(this Harbour harbour, string domain, string? value, string output = "") =>
        MooringProgram.RunAsync(harbour.Directory, ["certbot", "cleanup"], new Dictionary<string, string>(Variables(domain, value, 0), StringComparer.Ordinal) { ["CERTBOT_AUTH_OUTPUT"] = output.TrimEnd('\n') });

    public static Dictionary<string, string> Variables(string domain, string? value, int remaining)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["CERTBOT_DOMAIN"] = domain, ["CERTBOT_REMAINING_CHALLENGES"] = $"{remaining}", ["CERTBOT_ALL_DOMAINS"] = domain };
        if (value is not null)
        {
            variables["CERTBOT_VALIDATION"] = value;
        }

        return variables;
    }
}
