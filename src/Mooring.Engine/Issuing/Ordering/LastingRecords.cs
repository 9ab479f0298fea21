using Mooring.Acme;
using Mooring.Core;
using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>The TXT texts of a name, of each authoritative server that tells of it one list; none of a server that says there is no such record.</summary>
/// <param name="name">The owner name; aliases are followed.</param>
/// <param name="cancellation">Gives up.</param>
/// <returns>Empty where no server tells.</returns>
public delegate Task<IReadOnlyList<IReadOnlyList<string>>> TextsAt(DomainName name, CancellationToken cancellation);

/// <summary>Looks whether the lasting records of <c>dns-persist-01</c> (draft-ietf-acme-dns-persist) stand that an authority would take.</summary>
/// <param name="account">Our account's URL there.</param>
/// <param name="textsAt">Asks; null: nobody is asked.</param>
/// <param name="time">The clock that their ends are judged by.</param>
internal sealed class LastingRecords(string account, TextsAt? textsAt, TimeProvider time)
{
    /// <summary>
    /// What is known of the record of an authorization; null where the authority does not offer it. It names our account and no other, whatever
    /// the authority says: such a record lets whoever it names have certificates, of any authority it names, for as long as it stands.
    /// </summary>
    public async Task<LastingRecord?> LookAsync(AcmeAuthorization authorization, CancellationToken cancellation)
    {
        if (authorization.Persist01 is not { } challenge || (challenge.AccountUri ?? account) != account)
        {
            return null;
        }

        PersistentRecord[] wanted =
        [
            .. challenge.IssuerDomainNames.Select(issuer => new PersistentRecord(issuer, account) { Wildcard = authorization.IsWildcard }),
        ];
        var name = PersistentRecord.NameFor(authorization.Domain);
        var seen = textsAt is null ? [] : await textsAt(name, cancellation);
        return new LastingRecord(authorization.Domain, challenge, name, wanted[0].ToString(), seen.Count > 0 && seen.All(texts => Serve(texts, wanted)));
    }

    private bool Serve(IReadOnlyList<string> texts, PersistentRecord[] wanted) =>
        texts.Select(PersistentRecord.Read).Any(found => found is not null && wanted.Any(one => found.Serves(one, time.GetUtcNow())));
}

/// <summary>A lasting record that an authority would take.</summary>
/// <param name="Domain">For which name.</param>
/// <param name="Answer">The challenge it would prove.</param>
/// <param name="Name">Where it has to stand.</param>
/// <param name="Content">Its text.</param>
/// <param name="Stands">Whether every authoritative server that tells has it.</param>
internal sealed record LastingRecord(DomainName Domain, AcmeChallenge Answer, DomainName Name, string Content, bool Stands)
{
    /// <summary>The same for people, where another proof is given.</summary>
    public Text Text => Stands
        ? new Text(
            $"{Domain.Describe()}: the lasting record at {Name} stands (dns-persist-01); it is not needed while the authority takes dns-01",
            $"{Domain.Describe()}：{Name} 处的长期记录有效（dns-persist-01）；颁发机构接受 dns-01 时不需要它")
        : new Text(
            $"{Domain.Describe()}: the authority would take a lasting record too (dns-persist-01), as TXT at {Name}: {Content}",
            $"{Domain.Describe()}：颁发机构也接受长期记录（dns-persist-01），即 {Name} 处的 TXT：{Content}");
}
