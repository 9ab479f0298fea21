using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Configuration;

/// <summary>A small file takes little memory, whatever it holds.</summary>
public sealed class MemoryTests
{
    private const long Most = 400L * 1024 * 1024;

    public static TheoryData<string> Files()
    {
        var nested = string.Concat(Enumerable.Range(0, 30).Select(_ => $"{{? \"{new string('k', 1000)}\" : "));
        return new()
        {
            $"? \"{new string('k', 100_000)}\"\n: [{string.Join(',', Enumerable.Repeat("1", 20_000))}]\n",
            $"{nested}[{string.Join(',', Enumerable.Repeat("1", 50_000))}]{new string('}', 30)}\n",
            $"{nested}{{{string.Join(',', Enumerable.Repeat("a: 1", 50_000))}}}{new string('}', 30)}\n",
            $"a: &a [{string.Join(',', Enumerable.Repeat("1", 1_000))}]\n? \"{new string('k', 100_000)}\"\n: [{string.Join(',', Enumerable.Repeat("*a", 50))}]\n",
        };
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_small_file_takes_little_memory(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var loaded = ConfigurationLoader.Parse(text, "/etc/mooring.yaml", Run.Nowhere, ProviderLines.Of);

        Assert.Null(loaded.Configuration);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Most);
        Assert.All(loaded.Errors, error => Assert.InRange($"{error.Key}{error.Message.English}".Length, 1, 600));
    }
}
