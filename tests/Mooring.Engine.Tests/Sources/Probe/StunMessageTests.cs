using Mooring.Engine.Sources.Probe;

namespace Mooring.Engine.Tests.Sources.Probe;

public sealed class StunMessageTests
{
    private const string Transaction = "b7e7a701bc34d686fa87dfae";

    /// <summary>RFC 5769 §2.2 and §2.3: sample responses.</summary>
    [Theory]
    [InlineData(
        "0101003c2112a442" + Transaction + "8022000b7465737420766563746f7220002000080001a147e112a643"
        + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96",
        "192.0.2.1")]
    [InlineData(
        "010100482112a442" + Transaction + "8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
        + "00080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c",
        "2001:db8:1234:5678:11:2233:4455:6677")]
    public void Reads_the_sample_responses_of_the_standard(string datagram, string address)
    {
        var bytes = Convert.FromHexString(datagram);

        Assert.True(StunMessage.Answers(bytes, Convert.FromHexString(Transaction)));
        Assert.Equal(address, StunMessage.ReadAddress(bytes)?.ToString());
    }

    [Fact]
    public void A_request_is_a_header_with_the_cookie_and_the_transaction() =>
        Assert.Equal("000100002112a442" + Transaction, Convert.ToHexStringLower(StunMessage.Request(Convert.FromHexString(Transaction))));

    [Fact]
    public void The_plain_address_of_an_old_server_is_taken_and_the_mixed_one_goes_first()
    {
        const string Mapped = "000100080001a147c0000205";
        const string Mixed = "002000080001a147e112a643";

        Assert.Equal("192.0.2.5", Read("0101000c2112a442" + Transaction + Mapped));
        Assert.Equal("192.0.2.1", Read("010100182112a442" + Transaction + Mapped + Mixed));
        Assert.Equal("192.0.2.1", Read("010100182112a442" + Transaction + Mixed + Mapped));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0101")]
    [InlineData("000100002112a442" + Transaction)]
    [InlineData("010100042112a442" + Transaction)]
    [InlineData("010100002112a443" + Transaction)]
    [InlineData("010100002112a442b7e7a701bc34d686fa87dfaf")]
    [InlineData("010100002112a442" + Transaction + "00")]
    public void What_does_not_answer_our_request_is_passed_over(string datagram) =>
        Assert.False(StunMessage.Answers(Convert.FromHexString(datagram), Convert.FromHexString(Transaction)));

    [Theory]
    [InlineData("011100002112a442" + Transaction)]
    [InlineData("010100002112a442" + Transaction)]
    [InlineData("0101000c2112a442" + Transaction + "002000ff0001a147e112a643")]
    [InlineData("0101000c2112a442" + Transaction + "002000080003a147e112a643")]
    [InlineData("0101000c2112a442" + Transaction + "002000080002a147e112a643")]
    [InlineData("010100042112a442" + Transaction + "00200000")]
    [InlineData("010100022112a442" + Transaction + "0020")]
    public void An_answer_without_a_sound_address_has_none(string datagram) =>
        Assert.Null(Read(datagram));

    private static string? Read(string datagram) => StunMessage.ReadAddress(Convert.FromHexString(datagram))?.ToString();
}
