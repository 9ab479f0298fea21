using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Mooring.Http;

/// <summary>TLS over a connection that is no HTTP, verified as always: name, dates, chain, root.</summary>
public static class TlsClient
{
    /// <summary>Shakes hands; the result owns the connection.</summary>
    /// <param name="plain">The connection; disposed where the handshake fails.</param>
    /// <param name="host">Whose certificate is expected.</param>
    /// <param name="roots">The only roots trusted; null or empty trusts the system's.</param>
    /// <param name="time">What certificates' dates are judged by.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The server was refused; the message says why.</exception>
    public static async Task<Stream> OverAsync(Stream plain, string host, X509Certificate2Collection? roots, TimeProvider time, CancellationToken cancellation)
    {
        var check = new ServerCertificateCheck(roots, witness: null);
        check.JudgeAt(time.GetUtcNow());
        var options = check.Options;
        options.TargetHost = host;
        var tls = new SslStream(plain);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellation);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }
}
