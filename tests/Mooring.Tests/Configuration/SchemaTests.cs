using System.Text.Json;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Configuration;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public async Task The_schema_knows_every_key_and_describes_it(string language)
    {
        var result = await Run.Async("schema", "--language", language);

        Assert.Equal(0, result.Code);
        var schema = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
        var keys = Keys(schema).ToList();
        string[] known = ["accounts", "access-key-secret", "secret-key", "security-token", "probes", "agree", "match", "absent", "ttl", "hmac-key", "https-resolvers", "sntp", "scopes", "webhook"];
        Assert.All(known, key => Assert.Contains(keys, one => one.Name == key));
        Assert.All(keys, key => Assert.False(string.IsNullOrEmpty(key.Value.GetProperty("description").GetString()), key.Name));
        if (language == "zh")
        {
            Assert.All(keys, key => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}|webhook", key.Value.GetProperty("description").GetString()));
        }
    }

    [Fact]
    public async Task The_schema_tells_defaults_words_and_ranges()
    {
        var schema = JsonDocument.Parse((await Run.Async("schema")).Output).RootElement;

        var account = schema.GetProperty("properties").GetProperty("accounts").GetProperty("additionalProperties");
        Assert.Equal("provider", Assert.Single(account.GetProperty("required").EnumerateArray()).GetString());
        var words = account.GetProperty("properties").GetProperty("provider").GetProperty("anyOf")[0].GetProperty("enum");
        Assert.Equal("alidns tencent manual", string.Join(' ', words.EnumerateArray().Select(word => word.GetString())));
        var port = schema.GetProperty("properties").GetProperty("dns").GetProperty("properties").GetProperty("authoritative-port");
        Assert.Contains("default: 53", port.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(65535, port.GetProperty("anyOf")[0].GetProperty("maximum").GetInt32());
    }

    private static IEnumerable<JsonProperty> Keys(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var own = schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().ToList() : [];
        string[] below = ["additionalProperties", "items"];
        var deeper = own.Select(property => property.Value)
            .Concat(below.Where(name => schema.TryGetProperty(name, out _)).Select(name => schema.GetProperty(name)))
            .Concat(schema.TryGetProperty("anyOf", out var choices) ? choices.EnumerateArray() : []);
        return own.Concat(deeper.SelectMany(Keys));
    }
}
