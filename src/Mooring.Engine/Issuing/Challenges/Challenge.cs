using Mooring.Core.Names;

namespace Mooring.Engine.Issuing.Challenges;

/// <summary>A dns-01 challenge that is to be answered (RFC 8555 §8.4).</summary>
/// <param name="Domain">The identifier, without the <c>*.</c> of a wildcard: both are proven at the same name.</param>
/// <param name="Value">What the TXT record shall hold: the digest of the key authorization, 43 characters of base64url.</param>
public sealed record Challenge(DomainName Domain, string Value);

/// <summary>A challenge whose value stands in DNS, or, at a zone without an API, shall be put there by a person.</summary>
/// <param name="Challenge">What it answers.</param>
/// <param name="Account">The account's name in the configuration.</param>
/// <param name="Zone">The zone that was written.</param>
/// <param name="Name">The record's owner name: <c>_acme-challenge.</c> and the domain, or where a CNAME at that name leads.</param>
/// <param name="RecordId">The provider's id of the record; null where it is not known, and for manual ones.</param>
/// <param name="IsManual">Whether a person puts it there and takes it away.</param>
public sealed record PublishedChallenge(Challenge Challenge, string Account, DomainName Zone, DomainName Name, string? RecordId, bool IsManual);
