using Mooring.Fuzz;

namespace Mooring.Engine.Tests.Sources.Probe;

/// <summary>Hostile answers: fixed seed, fixed count. <c>eng/Fuzz</c> feeds the same targets without end.</summary>
public sealed class ProbeFuzzTests
{
    private const int Inputs = 30_000;

    [Fact]
    public void Web_answers_are_an_address_or_a_failure() => Feed(ProbeAnswerTarget.ReadsAnyWebAnswer);

    [Fact]
    public void Stun_answers_are_an_address_or_nothing() => Feed(ProbeAnswerTarget.ReadsAnyStunAnswer);

    [Fact]
    public void Name_server_answers_are_an_address_or_a_failure() => Feed(ProbeAnswerTarget.ReadsAnyNameServersAnswer);

    [Fact]
    public void Output_of_programs_is_an_address_or_a_failure() => Feed(ProbeAnswerTarget.ReadsAnyOutput);

    [Fact]
    public void News_of_the_kernel_never_break_the_reader() => Feed(ProbeAnswerTarget.ReadsAnyNetlinkMessage);

    private static void Feed(Action<Random> target)
    {
        for (var seed = 0; seed < Inputs; seed++)
        {
            target(new Random(seed));
        }
    }
}
