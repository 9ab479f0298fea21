using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Orders;

/// <summary>The names of a new order, judged as public CAs do.</summary>
internal static class Identifiers
{
    /// <summary>Most names of one certificate; Let's Encrypt's number.</summary>
    public const int Most = 100;

    private static readonly string[] Forbidden = ["localhost", "local", "onion", "invalid"];

    /// <summary>The names, no two alike, sorted.</summary>
    /// <exception cref="ProblemException">One is of another kind, malformed, or none that a certificate may have.</exception>
    public static IReadOnlyList<DomainName> Read(JsonMembers payload)
    {
        var given = (payload.List("identifiers") ?? throw ProblemException.Malformed("the order lacks 'identifiers'"))
            .Select(identifier => (Type: identifier.RequiredText("type"), Value: identifier.RequiredText("value"))).ToArray();
        if (given.Length is 0 or > Most)
        {
            throw ProblemException.Malformed($"an order has 1 to {Most} identifiers, not {given.Length}");
        }

        var problems = given.Select(one => Judge(one.Type, one.Value) is { } problem ? problem with { Name = one.Value } : null).OfType<Problem>().ToArray();
        if (problems.Length > 0)
        {
            throw new ProblemException(Problem.Of(problems, $"no certificate can be issued for {problems.Length} of the names"));
        }

        var names = given.Select(one => DomainName.Parse(one.Value)).Distinct().Order().ToArray();
        return names.FirstOrDefault(name => !name.IsWildcard && names.Any(wild => wild.IsWildcard && wild.Parent == name.Parent)) is { } covered
            ? throw ProblemException.Malformed($"{covered} is redundant beside the wildcard *.{covered.Parent}")
            : names;
    }

    private static Problem? Judge(string type, string value) =>
        type != "dns" ? new Problem("unsupportedIdentifier", 400, $"identifiers of type '{type}' are not supported; certificates are for DNS names")
        : Syntax(value) is { } why ? new Problem("malformed", 400, why)
        : Forbidden.Contains(DomainName.Parse(value).Labels[^1], StringComparer.Ordinal)
            ? new Problem("rejectedIdentifier", 400, "the policy of this CA forbids certificates for this name")
        : null;

    private static string? Syntax(string value)
    {
        var bare = value.StartsWith("*.", StringComparison.Ordinal) ? value[2..] : value;
        return bare.Contains('*', StringComparison.Ordinal) ? "only the leftmost label may be a wildcard"
            : !bare.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.') ? "the name has characters other than letters, digits, '-' and '.'; send A-labels"
            : bare.EndsWith('.') ? "the name ends with a dot"
            : !bare.Contains('.', StringComparison.Ordinal) ? "the name needs at least one dot"
            : bare.Split('.')[^1].All(char.IsAsciiDigit) ? "the name is an IP address or ends like one"
            : DomainName.TryParse(value, out var name, out var why) && name.Value.Equals(value, StringComparison.OrdinalIgnoreCase) ? null
            : why?.English ?? "the name is no valid international domain name";
    }
}
