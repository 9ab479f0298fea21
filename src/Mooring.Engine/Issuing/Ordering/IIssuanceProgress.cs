using Mooring.Core;

namespace Mooring.Engine.Issuing.Ordering;

/// <summary>Hears how an issuance goes on, for people who wait.</summary>
public interface IIssuanceProgress
{
    /// <summary>A step has begun.</summary>
    void Tell(CertificateWish wish, Text what);

    /// <summary>A person has something to do. Told as anything else, unless there is a better way.</summary>
    void Ask(CertificateWish wish, Text what) => Tell(wish, what);

    /// <summary>Something that whoever asked for this certificate may want to keep, and that is no matter of the moment.</summary>
    void Remark(CertificateWish wish, Text what) => Tell(wish, what);

    /// <summary>Something is to be known, even where all goes well in the end.</summary>
    void Warn(CertificateWish wish, Text what);
}
