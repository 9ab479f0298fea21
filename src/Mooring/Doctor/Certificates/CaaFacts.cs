using Mooring.Core.Names;
using Mooring.Dns;

namespace Mooring.Doctor.Certificates;

/// <summary>The CAA records that count for a name (RFC 8659 §3).</summary>
/// <param name="Domain">The name of a certificate, wildcards as <c>*.example.com</c>.</param>
/// <param name="At">Where they stand: the name itself or one above it; null where there are none.</param>
/// <param name="Records">The records there.</param>
internal sealed record CaaFacts(DomainName Domain, DomainName? At, IReadOnlyList<CaaData> Records);
