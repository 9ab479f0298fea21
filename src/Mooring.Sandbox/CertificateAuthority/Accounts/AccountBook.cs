using System.Globalization;
using Mooring.Sandbox.CertificateAuthority.Jose;

namespace Mooring.Sandbox.CertificateAuthority.Accounts;

/// <summary>Every account, deactivated ones too.</summary>
internal sealed class AccountBook
{
    private readonly Dictionary<string, Account> accounts = new(StringComparer.Ordinal);

    public Account? Find(string id) => accounts.GetValueOrDefault(id);

    /// <summary>The account that has the key, or null; a key belongs to one account.</summary>
    public Account? FindByKey(Jwk key) => accounts.Values.FirstOrDefault(account => account.Key.Thumbprint == key.Thumbprint);

    /// <summary>Whether a key of certificates is an account's, as <see cref="Jwk.SubjectPublicKeyInfo"/>.</summary>
    public bool HasKey(byte[] subjectPublicKeyInfo) =>
        accounts.Values.Any(account => account.Key.SubjectPublicKeyInfo.AsSpan().SequenceEqual(subjectPublicKeyInfo));

    public Account Add(Jwk key, IReadOnlyList<string> contacts, string? externalKeyId)
    {
        var id = (accounts.Count + 1).ToString(CultureInfo.InvariantCulture);
        return accounts[id] = new Account(id, key) { Contacts = contacts, ExternalKeyId = externalKeyId };
    }
}
