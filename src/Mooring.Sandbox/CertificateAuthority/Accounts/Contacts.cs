using System.Buffers;
using Mooring.Sandbox.CertificateAuthority.Requests;

namespace Mooring.Sandbox.CertificateAuthority.Accounts;

/// <summary>The addresses of an account's holder (RFC 8555 §7.3).</summary>
internal static class Contacts
{
    private const int Most = 10;
    private const string Scheme = "mailto:";
    private static readonly SearchValues<char> NotOfOneAddress = SearchValues.Create(" ,?&%<>\"");

    /// <summary>The contacts of a payload; null when it names none.</summary>
    /// <exception cref="ProblemException">One is no mail address.</exception>
    public static IReadOnlyList<string>? Read(JsonMembers members)
    {
        var contacts = members.Texts("contact");
        return contacts is { Count: > Most }
            ? throw Invalid($"{contacts.Count} contacts are too many; {Most} are taken")
            : contacts?.Select(Check).ToArray();
    }

    private static string Check(string contact)
    {
        if (!contact.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem("unsupportedContact", 400, $"'{contact}' is no mailto address, and no other kind is supported"));
        }

        // One address without header fields (RFC 8555 §7.3).
        var address = contact[Scheme.Length..];
        return address.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.Contains('.', StringComparison.Ordinal)
            && !address.AsSpan().ContainsAny(NotOfOneAddress) && address.All(char.IsAscii)
                ? contact
                : throw Invalid($"'{address}' is not one mail address");
    }

    private static ProblemException Invalid(string why) => new(new Problem("invalidContact", 400, why));
}
