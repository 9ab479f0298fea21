using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Mooring.Engine.Store;

namespace Mooring.Engine.Updating;

/// <summary>This machine's mark in providers' remarks, such as <c>mooring@nas-7f3a</c>: tells its records from those of others.</summary>
/// <remarks>
/// Host names are not unique (<c>raspberrypi</c>, cloned images), so a random part is kept in state. Where the state is lost the next mark
/// is another one, and what carried the old one is somebody else's for all we know.
/// </remarks>
/// <param name="store">Where the random part is kept.</param>
/// <param name="host">The machine's name.</param>
public sealed class HostMark(IStateStore store, string host)
{
    /// <summary>With it a mark stays within the 50 characters that Alidns allows a remark ("UpdateDomainRecordRemark").</summary>
    private const int LongestHost = 32;

    private const int Digits = 4;

    private readonly StateDocumentOf<MarkDocument> memory = new(store, "mark", MarkJson.Default.MarkDocument, MarkDocument.None);
    private readonly string fresh = RandomNumberGenerator.GetHexString(Digits, lowercase: true);

    /// <summary>The mark; made and kept the first time.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellation)
    {
        var name = host.ToLowerInvariant();
        return $"mooring@{name[..Math.Min(name.Length, LongestHost)]}-{await RandomPartAsync(cancellation)}";
    }

    private async Task<string> RandomPartAsync(CancellationToken cancellation)
    {
        try
        {
            var now = await memory.ReadAsync(cancellation);
            return now.IsGood ? now.Random : (await memory.ChangeAsync(
                before => before.IsGood ? before : new MarkDocument(1, fresh), cancellation)).Random;
        }
        catch (StateStoreException)
        {
            // Who holds the state keeps us from writing records, too, and that is told then.
            return fresh;
        }
    }

    /// <param name="Version">Format of this document.</param>
    /// <param name="Random">Hexadecimal digits.</param>
    internal sealed record MarkDocument(int Version, string Random)
    {
        public static readonly MarkDocument None = new(1, "");

        [JsonIgnore]
        public bool IsGood => Random.Length == Digits && Random.All(char.IsAsciiHexDigitLower);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HostMark.MarkDocument))]
internal sealed partial class MarkJson : JsonSerializerContext;
