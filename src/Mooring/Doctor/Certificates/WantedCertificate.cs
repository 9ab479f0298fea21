using Mooring.Engine.Issuing.Keeping;
using Mooring.Engine.Issuing.Ordering;

namespace Mooring.Doctor.Certificates;

/// <summary>How one wanted certificate stands on this machine.</summary>
/// <param name="Wish">Which.</param>
/// <param name="InUse">The version in use; null where none was issued.</param>
/// <param name="State">What is remembered of attempts and deployments.</param>
/// <param name="IsDeployed">Whether the configuration says what to do with it.</param>
internal sealed record WantedCertificate(CertificateWish Wish, StoredCertificate? InUse, CertificateState State, bool IsDeployed);
