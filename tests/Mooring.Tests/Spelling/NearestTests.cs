using Mooring.Spelling;

namespace Mooring.Tests.Spelling;

public sealed class NearestTests
{
    private static readonly string[] Verbs = ["plan", "update", "records", "lookup", "check", "schema", "access-key-secret", "ttl"];

    [Theory]
    [InlineData("plna", "plan")]
    [InlineData("udpate", "update")]
    [InlineData("record", "records")]
    [InlineData("accessKeySecret", "access-key-secret")]
    [InlineData("access_key_secret", "access-key-secret")]
    [InlineData("tll", "ttl")]
    public void Finds_what_was_meant(string typed, string meant) => Assert.Equal(meant, Nearest.Of(typed, Verbs));

    [Theory]
    [InlineData("banana")]
    [InlineData("")]
    [InlineData("xyzzy")]
    public void Suggests_nothing_for_a_strange_word(string typed) => Assert.Null(Nearest.Of(typed, Verbs));
}
