using Mooring.Core.Records;

namespace Mooring.Core.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("例子 A 192.0.2.1", "例子 A 192.0.2.1")]
    [InlineData("a\u001b[2Jb\r\nc\u202ed", "a\\u001b[2Jb\\u000d\\u000ac\\u202ed")]
    public void Shows_what_would_steer_a_terminal(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void A_record_value_cannot_forge_a_line() =>
        Assert.DoesNotContain('\n', new RecordValue("192.0.2.1\nnas.example.com A 192.0.2.2").ToString());
}
