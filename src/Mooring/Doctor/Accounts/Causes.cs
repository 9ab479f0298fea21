using Mooring.Core.Records;

namespace Mooring.Doctor.Accounts;

/// <summary>What a DNS host itself said, below what was added on the way.</summary>
internal static class Causes
{
    /// <summary>The host's own refusal.</summary>
    public static DnsApiException Of(DnsApiException failure) => failure.InnerException is DnsApiException inner ? Of(inner) : failure;
}
