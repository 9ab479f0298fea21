using System.Diagnostics.CodeAnalysis;
using Mooring.Fuzz;

namespace Mooring.Providers.Tests;

[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Damage that repeats from run to run.")]
public sealed class DamagedAnswerTests
{
    private const int Answers = 1_500;

    [Fact]
    public void Of_alidns_are_faults_or_read_whole() => Feed(ProviderReplyTarget.ReadsDamagedAlidnsAnswers);

    [Fact]
    public void Of_dnspod_are_faults_or_read_whole() => Feed(ProviderReplyTarget.ReadsDamagedDnspodAnswers);

    [Fact]
    public void Of_cns_are_faults_or_read_whole() => Feed(ProviderReplyTarget.ReadsDamagedCnsAnswers);

    private static void Feed(Action<Random> target)
    {
        for (var seed = 0; seed < Answers; seed++)
        {
            target(new Random(seed));
        }
    }
}
