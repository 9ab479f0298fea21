using Mooring.Core.Addresses;
using Mooring.Engine.Sources;

namespace Mooring.Engine.Tests.Sources;

/// <summary>A source that is asked once.</summary>
public sealed class AskedOnceSourceTests
{
    [Fact]
    public async Task Everybody_hears_the_one_answer()
    {
        var counting = new Counting();
        var once = new AskedOnceSource(counting);

        var first = await once.AskAsync(TestContext.Current.CancellationToken);
        var second = await new FirstOfSource("any4", IpFamily.IPv4, [once]).AskAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, counting.Asked);
        Assert.Equal(first.Value, second.Value);
        Assert.Equal(("program4", IpFamily.IPv4, false), (once.Name, once.Family, once.IsPrompt));
    }

    private sealed class Counting : IAddressSource
    {
        public int Asked { get; private set; }

        public string Name => "program4";

        public IpFamily Family => IpFamily.IPv4;

        public bool IsPrompt => false;

        public Task<SourceAnswer> AskAsync(CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult(SourceAnswer.Found(System.Net.IPAddress.Parse($"203.0.113.{Asked}")));
        }
    }
}
