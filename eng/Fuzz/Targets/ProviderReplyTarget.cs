using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mooring.Core;
using Mooring.Core.Names;
using Mooring.Core.Records;
using Mooring.Http;
using Mooring.Providers;
using Mooring.Providers.Alidns;
using Mooring.Providers.TencentCloud;
using Mooring.Providers.TencentCloud.Cns;

namespace Mooring.Fuzz;

/// <summary>Damaged answers of the clouds. Either they are read whole, or they are a fault; they never crash and never read as empty.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Damage that repeats from run to run.")]
internal static class ProviderReplyTarget
{
    private const string AlidnsRecords =
        """{"PageNumber":1,"TotalCount":2,"PageSize":20,"RequestId":"536E9CAD-DB30-4647-AC87-AA5CC38C5382","DomainRecords":{"Record":[{"RR":"_acme-challenge","Status":"ENABLE","Value":"abc","Weight":1,"RecordId":"17543850369424384","Type":"TXT","DomainName":"example.com","Locked":false,"Line":"default","TTL":600,"CreateTimestamp":1704038400000},{"RR":"@","Status":"DISABLE","Value":"mx.example.net","Priority":10,"RecordId":"9999985","Type":"MX","Locked":true,"Line":"telecom","TTL":86400,"Remark":"测试"}]}}""";

    private const string AlidnsError =
        """{"RequestId":"6856BCF6-11D6-4D7E-AC53-FD579933522B","HostId":"alidns.aliyuncs.com","Code":"SignatureDoesNotMatch","Message":"Specified signature is not matched with our calculation. server string to sign is:ACS3-HMAC-SHA256 fuzz-id","Recommend":"https://api.aliyun.com/"}""";

    private const string DnspodRecords =
        """{"Response":{"RequestId":"ab4f1426-ea15-42ea-8183-dc1b44151166","RecordCountInfo":{"SubdomainCount":1,"ListCount":2,"TotalCount":2},"RecordList":[{"RecordId":556507778,"Value":"f1g1ns1.dnspod.net.","Status":"ENABLE","UpdatedOn":"2021-03-28 11:27:09","Name":"@","Line":"默认","LineId":"0","Type":"NS","Weight":null,"MonitorStatus":"","Remark":"","TTL":86400,"MX":0,"DefaultNS":true},{"RecordId":2183921139,"Value":"192.0.2.1","Status":"DISABLE","Name":"www","Line":"电信","LineId":"10=0","Type":"A","Weight":5,"Remark":"x","TTL":600,"MX":0}]}}""";

    private const string DnspodError =
        """{"Response":{"Error":{"Code":"AuthFailure.SignatureExpire","Message":"Signature expired. server time 1706406788. fuzz-secret"},"RequestId":"ab4f1426-ea15-42ea-8183-dc1b44151166"}}""";

    private const string CnsRecords =
        """{"code":0,"message":"","codeDesc":"Success","data":{"domain":{"id":"2238000","name":"example.com","punycode":"example.com","ttl":600,"dnspod_ns":["f1g1ns1.dnspod.net"]},"info":{"sub_domains":"1","record_total":"1"},"records":[{"id":44146112,"ttl":600,"value":"192.0.2.1","enabled":1,"status":"enabled","name":"www","line":"默认","line_id":"0","type":"A","remark":"","mx":0}]}}""";

    private const string CnsError = """{"code":4102,"message":"fuzz-id is not allowed","codeDesc":"SecretidNotAuthAccessResource"}""";

    private static readonly HostedZone Zone = new(DomainName.Parse("example.com"));

    private static readonly ApiCredentials Credentials = new("fuzz-id", new Secret("fuzz-secret"));

    private static readonly string[] Hard =
        ["null", "{}", "[]", "\"\"", "-1", "1e400", "99999999999999999999", "0.5", "true", "\"\\ud800\"", "\"\\u0000\"", "\"*.*.\"", "\"xn--\"", "[[[[[[[["];

    public static void ReadsDamagedAlidnsAnswers(Random random) =>
        Read(random, [AlidnsRecords, AlidnsError], channel => new AlidnsZoneEditor(channel, new AlidnsOptions { Credentials = Credentials }));

    public static void ReadsDamagedDnspodAnswers(Random random) =>
        Read(random, [DnspodRecords, DnspodError], channel => new DnspodZoneEditor(channel, new DnspodOptions { Credentials = Credentials }));

    public static void ReadsDamagedCnsAnswers(Random random) =>
        Read(random, [CnsRecords, CnsError], channel => new CnsZoneEditor(channel, new CnsOptions { Credentials = Credentials }));

    private static void Read(Random random, string[] recorded, Func<IApiChannel, IZoneEditor> open)
    {
        var body = random.Next(2) == 0 ? DamagedBytes(random, recorded) : DamagedTree(random, recorded);
        var editor = open(new OneAnswer(body, random));
        Ask(editor.ListAsync(Zone, CancellationToken.None), records => Require(
            records.Select(record => record.Id).Distinct(StringComparer.Ordinal).Count() == records.Count && (records.Count > 0 || MayBeEmpty(body)),
            Encoding.UTF8.GetString(body)));
        Ask(editor.ListZonesAsync(CancellationToken.None), static _ => { });
        Ask(editor.AddAsync(Zone, Content(editor), CancellationToken.None), static id => Require(id.Length > 0, "an empty id"));
        Ask(DeleteAsync(editor), static _ => { });
    }

    private static async Task<bool> DeleteAsync(IZoneEditor editor)
    {
        await editor.DeleteAsync(Zone, "1", CancellationToken.None);
        return true;
    }

    private static RecordContent Content(IZoneEditor editor) =>
        new(Zone.Name, RecordType.A, new RecordValue("192.0.2.1"), Ttl.Default, editor.Line(null));

    private static void Ask<T>(Task<T> call, Action<T> judge)
    {
        Require(call.IsCompleted, "a reader waits for something");
        if (call.Exception?.InnerException is { } error)
        {
            Require(error is DnsApiException, error.ToString());
            var text = $"{((DnsApiException)error).Text} {((DnsApiException)error).Text.Chinese} {((DnsApiException)error).Code} {((DnsApiException)error).RequestId}";
            Require(
                !text.Contains("fuzz-id", StringComparison.OrdinalIgnoreCase) && !text.Contains("fuzz-secret", StringComparison.OrdinalIgnoreCase),
                $"shows a key: {text}");
            Require(text.Length < 5_000, $"{text.Length} characters");
            return;
        }

        judge(call.GetAwaiter().GetResult());
    }

    /// <summary>Only JSON whose count says so is an empty zone, or one whose every name was spoiled.</summary>
    private static bool MayBeEmpty(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static byte[] DamagedBytes(Random random, string[] recorded)
    {
        var bytes = Encoding.UTF8.GetBytes(recorded[random.Next(recorded.Length)]).ToList();
        for (var hits = random.Next(4); hits >= 0 && bytes.Count > 0; hits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(20), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Hard[random.Next(Hard.Length)]));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(60), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Valid JSON of a wrong shape: some values are replaced, removed or repeated.</summary>
    private static byte[] DamagedTree(Random random, string[] recorded)
    {
        var root = JsonNode.Parse(recorded[random.Next(recorded.Length)])!;
        for (var hits = random.Next(3); hits >= 0; hits--)
        {
            Damage(random, root);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Damage(Random random, JsonNode node)
    {
        if (node is JsonArray array && array.Count > 0 && random.Next(3) == 0)
        {
            array.Add(array[random.Next(array.Count)]?.DeepClone());
            return;
        }

        if (node is JsonObject members && members.Count > 0)
        {
            var (name, inner) = members.ElementAt(random.Next(members.Count));
            if (inner is JsonObject or JsonArray && random.Next(4) > 0)
            {
                Damage(random, inner);
            }
            else if (random.Next(4) == 0)
            {
                members.Remove(name);
            }
            else
            {
                members[name] = Value(random);
            }
        }
        else if (node is JsonArray items && items.Count > 0 && items[random.Next(items.Count)] is { } item)
        {
            Damage(random, item);
        }
    }

    private static JsonNode? Value(Random random) => random.Next(7) switch
    {
        0 => null,
        1 => random.Next(-2, 3),
        2 => new JsonArray(),
        3 => new JsonObject(),
        4 => true,
        5 => new string((char)random.Next(1, 0xd800), random.Next(400)),
        _ => long.MaxValue,
    };

    private static void Require(bool promise, string broken)
    {
        if (!promise)
        {
            throw new InvalidOperationException(broken);
        }
    }

    /// <summary>A host that says the same whatever it is asked.</summary>
    private sealed class OneAnswer(byte[] body, Random random) : IApiChannel
    {
        private readonly int _status = random.Next(4) switch { 0 => 400, 1 => 500, _ => 200 };

        public Task<T> SendAsync<T>(ApiCall<T> call, CancellationToken cancellation)
        {
            var reply = new ApiReply { Status = _status, MediaType = "application/json", Body = body };
            try
            {
                call.RequestId?.Invoke(reply);
                return Task.FromResult(call.Read(reply));
            }
            catch (Exception error)
            {
                return Task.FromException<T>(error);
            }
        }
    }
}
