using Mooring.Engine.Store;

namespace Mooring.Engine.Tests.Store;

public sealed class HeldFileTests
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int DiskFull = unchecked((int)0x80070070);

    [Fact]
    public void A_file_that_a_reader_lets_go_of_is_replaced()
    {
        var refusals = new Queue<Exception>([new UnauthorizedAccessException(), new IOException("in use", SharingViolation)]);
        var replaced = false;

        HeldFile.Insist(() =>
        {
            if (refusals.TryDequeue(out var refusal))
            {
                throw refusal;
            }

            replaced = true;
        });

        Assert.True(replaced);
    }

    [Fact]
    public void A_file_that_is_never_let_go_of_fails_as_it_did()
    {
        Assert.Throws<UnauthorizedAccessException>(() => HeldFile.Insist(() => throw new UnauthorizedAccessException()));
    }

    [Fact]
    public void Another_failure_is_told_at_once()
    {
        var tries = 0;

        Assert.Throws<IOException>(() => HeldFile.Insist(() =>
        {
            tries++;
            throw new IOException("full", DiskFull);
        }));
        Assert.Equal(1, tries);
    }
}
