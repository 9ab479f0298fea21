using System.Text;
using System.Text.Json.Serialization.Metadata;
using Mooring.Acme.Tests.Certificates;
using Mooring.Core;
using Mooring.Http;

namespace Mooring.Acme.Tests.Sending;

/// <summary>Good answers with octets changed: each is read, or refused as what it is; nothing else happens.</summary>
public sealed class MutationTests
{
    private const int Rounds = 2_000;

    private static readonly Uri Url = new("https://ca.example.com/");

    [Fact]
    public void Directories() => Feed(
        """{"newNonce":"https://a.example/n","newAccount":"https://a.example/a","newOrder":"https://a.example/o","meta":{"profiles":{"a":"b"},"caaIdentities":["c"]}}""",
        AcmeJson.Default.DirectoryWire,
        wire => wire.ToDirectory());

    [Fact]
    public void Orders() => Feed(
        """
        {"status":"valid","expires":"2026-01-01T00:00:00Z","identifiers":[{"type":"dns","value":"xn--bcher-kva.example"}],"authorizations":["https://a.example/1"],
         "finalize":"https://a.example/f","certificate":"https://a.example/c","error":{"type":"t","subproblems":[{"type":"u","identifier":{"type":"dns","value":"v"}}]}}
        """,
        AcmeJson.Default.OrderWire,
        wire => wire.ToOrder(Url).Problem?.Text);

    [Fact]
    public void Authorizations() => Feed(
        """
        {"status":"pending","identifier":{"type":"dns","value":"example.com"},"challenges":[
         {"type":"dns-01","url":"https://a.example/1","status":"pending","token":"evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA"},
         {"type":"dns-persist-01","url":"https://a.example/2","status":"pending","issuer-domain-names":["ca.example"]}]}
        """,
        AcmeJson.Default.AuthorizationWire,
        wire => wire.ToAuthorization(Url));

    [Fact]
    public void Renewal_information() => Feed(
        """{"suggestedWindow":{"start":"2026-01-02T04:00:00.5+08:00","end":"2026-01-03T04:00:00Z"},"explanationURL":"https://a.example/"}""",
        AcmeJson.Default.RenewalInfoWire,
        wire => wire.ToRenewalInfo(null));

    [Fact]
    public void Chains()
    {
        using var chain = new TestChain();
        Feed(TestChain.Pem(chain.Leaf, chain.IntermediateOne), body =>
        {
            try
            {
                PemChain.Parse(body);
            }
            catch (FormatException)
            {
                // What it is for.
            }
        });
    }

    private static void Feed<TWire, T>(string good, JsonTypeInfo<TWire> shape, Func<TWire, T> make)
    {
        AcmeSession.Read(Text.Same("reading"), Url, new ApiReply { Status = 200, Body = Encoding.UTF8.GetBytes(good) }, shape, (wire, _) => make(wire));
        Feed(good, body =>
        {
            try
            {
                AcmeSession.Read(Text.Same("reading"), Url, new ApiReply { Status = 200, Body = body }, shape, (wire, _) => make(wire));
            }
            catch (AcmeException)
            {
                // What it is for.
            }
        });
    }

    private static void Feed(string good, Action<byte[]> read)
    {
        var octets = Encoding.UTF8.GetBytes(good);
        for (var seed = 0; seed < Rounds; seed++)
        {
            read(Mutate(octets, new Random(seed)));
        }
    }

    /// <summary>Changes, drops or doubles a few octets, or cuts the end.</summary>
    private static byte[] Mutate(byte[] octets, Random random)
    {
        var mutated = octets.ToList();
        for (var times = random.Next(1, 6); times > 0 && mutated.Count > 0; times--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(4))
            {
                case 0:
                    mutated[at] = (byte)random.Next(256);
                    break;
                case 1:
                    mutated.RemoveAt(at);
                    break;
                case 2:
                    mutated.InsertRange(at, mutated.GetRange(at, Math.Min(random.Next(1, 20), mutated.Count - at)));
                    break;
                default:
                    mutated.RemoveRange(at, random.Next(20) == 0 ? mutated.Count - at : 0);
                    break;
            }
        }

        return [.. mutated];
    }
}
