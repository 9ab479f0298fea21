using Mooring.Core;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Hears how an issuance goes on, for people who wait.</summary>
public interface IIssuanceProgress
{
    /// <summary>A step has begun, or something is to be known.</summary>
    void Tell(CertificateWish wish, Text what);
}
