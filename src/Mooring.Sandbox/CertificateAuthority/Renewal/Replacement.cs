using Mooring.Core.Names;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Orders;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority.Renewal;

/// <summary>The certificate that a new order says it replaces (RFC 9773 §5).</summary>
internal static class Replacement
{
    /// <summary>Finds it.</summary>
    /// <exception cref="ProblemException">There is none, it is another account's, shares no name with the order, or was replaced already.</exception>
    public static AuthorityCertificate Require(
        string id, Account account, IReadOnlyList<DomainName> names, OrderBook orders, CertificateBook certificates)
    {
        if (!CertificateIdText.IsOne(id))
        {
            throw ProblemException.Malformed($"'replaces' is no certificate identifier (RFC 9773 §4.1): '{id}'");
        }

        var certificate = certificates.All.Find(issued => issued.Id == id)
            ?? throw ProblemException.Malformed("'replaces' names a certificate that this CA did not issue", 404);
        return certificate.Account != account.Id ? throw ProblemException.Unauthorized("'replaces' names another account's certificate")
            : !certificate.Names.Any(name => names.Any(wanted => wanted.Value == name))
                ? throw ProblemException.Malformed("the order has no name in common with the certificate that it replaces")
            : orders.IsReplaced(certificate)
                ? throw new ProblemException(new Problem("alreadyReplaced", 409, "the certificate was replaced by another order already"))
            : certificate;
    }
}
