namespace Mooring.Sandbox.CertificateAuthority.Requests;

/// <summary>The addresses of what the CA holds.</summary>
/// <param name="Base">Scheme and authority as the client wrote them.</param>
internal sealed record AcmeUrls(string Base)
{
    public string Directory => $"{Base}/directory";

    public string NewNonce => $"{Base}/new-nonce";

    public string NewAccount => $"{Base}/new-account";

    public string NewOrder => $"{Base}/new-order";

    public string RevokeCert => $"{Base}/revoke-cert";

    public string KeyChange => $"{Base}/key-change";

    public string RenewalInfo => $"{Base}/renewal-info";

    public string Terms => $"{Base}/terms/v1";

    /// <summary>Why a certificate is to be renewed early.</summary>
    public string Incident => $"{Base}/incident";

    public string Account(string id) => $"{Base}/account/{id}";

    public string Orders(string account) => $"{Base}/account/{account}/orders";

    public string Order(string id) => $"{Base}/order/{id}";

    public string Finalize(string order) => $"{Base}/order/{order}/finalize";

    public string Authorization(string id) => $"{Base}/authorization/{id}";

    public string Challenge(string id) => $"{Base}/challenge/{id}";

    public string Certificate(string serial) => $"{Base}/certificate/{serial}";

    public string Alternate(string serial) => $"{Base}/certificate/{serial}/alternate/1";
}
