using System.Net;
using Mooring.Core;
using Mooring.Core.Addresses;
using Mooring.Engine.Sources;

namespace Mooring.Engine.Tests.Sources;

public sealed class FirstOfSourceTests
{
    private static readonly IPAddress Here = IPAddress.Parse("203.0.113.9");

    [Fact]
    public async Task The_first_that_knows_an_address_counts_and_later_ones_are_not_asked()
    {
        var (silent, knows, later) = (new Member("router4"), new Member("wan4", Here), new Member("cmd4", Here));

        var answer = await AskAsync(silent, knows, later);

        Assert.Equal(Here, answer.Value);
        Assert.Equal("from wan4", answer.How?.English);
        Assert.Equal("来自 wan4", answer.How?.Chinese);
        var passed = Assert.Single(answer.Refused);
        Assert.Equal(("router4", "router4 is silent"), (passed.Value, passed.Reason.English));
        Assert.Equal(0, later.Asked);
    }

    [Fact]
    public async Task Where_none_knows_one_the_errors_of_all_are_told()
    {
        var answer = await AskAsync(new Member("router4"), new Member("wan4"));

        Assert.Null(answer.Value);
        Assert.Equal("none of its sources knows an address: router4: router4 is silent; wan4: wan4 is silent", answer.Error?.English);
        Assert.Equal("所列来源都没有得到地址：router4：router4 没有应答；wan4：wan4 没有应答", answer.Error?.Chinese);
    }

    [Fact]
    public async Task Chains_lead_into_chains()
    {
        var inner = new FirstOfSource("inner", IpFamily.IPv4, [new Member("a"), new Member("b", Here)]);

        var answer = await AskAsync(inner);

        Assert.Equal("from inner: from b", answer.How?.English);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    public void It_is_prompt_where_all_are(bool one, bool other, bool all)
    {
        var source = new FirstOfSource("wan", IpFamily.IPv4, [new Member("a") { IsPrompt = one }, new Member("b") { IsPrompt = other }]);

        Assert.Equal(all, source.IsPrompt);
    }

    private static Task<SourceAnswer> AskAsync(params IAddressSource[] members) =>
        new FirstOfSource("wan", IpFamily.IPv4, members).AskAsync(TestContext.Current.CancellationToken);

    private sealed class Member(string name, IPAddress? knows = null) : IAddressSource
    {
        public string Name => name;

        public IpFamily Family => IpFamily.IPv4;

        public bool IsPrompt { get; init; } = true;

        public int Asked { get; private set; }

        public Task<SourceAnswer> AskAsync(CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult(knows is null
                ? SourceAnswer.Unknown(new Text($"{name} is silent", $"{name} 没有应答"))
                : SourceAnswer.Found(knows));
        }
    }
}
