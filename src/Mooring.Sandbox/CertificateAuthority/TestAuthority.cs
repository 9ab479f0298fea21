using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mooring.Sandbox.CertificateAuthority.Accounts;
using Mooring.Sandbox.CertificateAuthority.Directory;
using Mooring.Sandbox.CertificateAuthority.Faults;
using Mooring.Sandbox.CertificateAuthority.Issuing;
using Mooring.Sandbox.CertificateAuthority.Requests;
using Mooring.Sandbox.NameServer;
using Mooring.Sandbox.World;

namespace Mooring.Sandbox.CertificateAuthority;

/// <summary>The test CA: RFC 8555 with renewal information (RFC 9773) and profiles, validating by the sandbox's name servers.</summary>
internal sealed class TestAuthority : IDisposable
{
    // One request after the other: each is short, and what the rooms hold then needs no locks of its own.
    private readonly Lock gate = new();
    private readonly SandboxWorld world;
    private readonly NonceBook nonces = new();
    private readonly WrongAnswers wrong = new();
    private readonly ThrowAwayRoot alternateRoot;
    private readonly Intermediate intermediate;
    private readonly SignatureCheck signatures;
    private readonly AcmeRoutes routes;

    /// <summary>Makes the CA of a world.</summary>
    /// <param name="world">The zones, and how the CA shall behave.</param>
    /// <param name="root">Who signs the usual chain.</param>
    /// <param name="hosts">Names beside the zones.</param>
    public TestAuthority(SandboxWorld world, ThrowAwayRoot root, HostNames hosts)
    {
        var accounts = new AccountBook();
        this.world = world;
        alternateRoot = ThrowAwayRoot.Create(world.Clock.TrueNow, "Mooring sandbox alternate root");
        intermediate = new Intermediate(root, alternateRoot);
        signatures = new SignatureCheck(accounts, nonces, world.Authority);
        routes = new AcmeRoutes(world, accounts, intermediate, hosts);
        world.Authority.Roots = [root.Pem, alternateRoot.Pem];
    }

    private AuthoritySettings Settings => world.Authority.Settings;

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var request = await AcmeRequest.ReadAsync(context);
        if (Settings.Mode == AuthorityMode.Unreachable)
        {
            Note(request, account: null, status: 0, problem: null);
            context.Abort();
            return;
        }

        AcmeReply reply;
        lock (gate)
        {
            reply = Finish(request, Answer(request));
        }

        await WriteAsync(context, reply);
    }

    public void Dispose()
    {
        intermediate.Dispose();
        alternateRoot.Dispose();
    }

    private AcmeReply Answer(AcmeRequest request)
    {
        string? account = null;
        AcmeReply reply;
        try
        {
            reply = Settings.Mode switch
            {
                AuthorityMode.Error => WrongAnswers.Maintenance,
                AuthorityMode.Wrong => wrong.Next(),
                _ => Dispatch(request, out account),
            };
        }
        catch (ProblemException error)
        {
            reply = AcmeReply.Of(error.Problem);
        }

        Note(request, account, reply.Status, reply.Problem);
        return reply;
    }

    private AcmeReply Dispatch(AcmeRequest request, out string? account)
    {
        account = null;
        if (request.UserAgent.Length == 0)
        {
            throw ProblemException.Malformed("a client says what it is by User-Agent (RFC 8555 §6.1)");
        }

        var route = routes.Find(request.Path) ?? throw ProblemException.Malformed($"there is nothing at {request.Path}", 404);
        if (request.Method is "GET" or "HEAD" && route.Get is not null)
        {
            return route.Get(request);
        }

        if (request.Method != "POST")
        {
            return AcmeReply.Of(new Problem("malformed", 405, $"{request.Method} is not possible here; resources are read by POST-as-GET (RFC 8555 §6.3)"))
                .With("Allow", route.Get is null ? "POST" : "GET, HEAD, POST");
        }

        var signed = signatures.Check(request, route.Key);
        account = signed.Signer?.Id;
        return route.Post(signed);
    }

    private void Note(AcmeRequest request, string? account, int status, string? problem) => world.Authority.Calls.Add(
        new AuthorityCall(routes.Find(request.Path)?.Resource ?? request.Path, account, world.Clock.TrueNow, status, problem));

    // What every answer has: the sandbox's date, the way to the directory, and a nonce where the request took or wanted one.
    private AcmeReply Finish(AcmeRequest request, AcmeReply reply)
    {
        var path = new AcmeUrls(request.Base);
        reply = reply.With("Date", world.Clock.Now.ToString("R", CultureInfo.InvariantCulture)).With("Cache-Control", "no-store");
        if (request.Method == "POST" || request.Url == path.NewNonce)
        {
            reply = reply.With("Replay-Nonce", nonces.Issue());
        }

        if (request.Url != path.Directory)
        {
            reply = reply.With("Link", $"<{path.Directory}>;rel=\"index\"");
        }

        return reply.RetryAfter is { } wait && RetryHint.Write(Settings.RetryAfter, wait, world.Clock.Now) is { } hint
            ? reply.With("Retry-After", hint)
            : reply;
    }

    private static Task WriteAsync(HttpContext context, AcmeReply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers.Append(name, value);
        }

        if (reply.ContentType is null)
        {
            return Task.CompletedTask;
        }

        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(reply.Body, context.RequestAborted).AsTask();
    }
}
