namespace Mooring.Sandbox.World;

/// <summary>Numbers from 0 to below 1 that are the same in every run and on every runtime (SplitMix64).</summary>
/// <remarks>Not <see cref="Random"/>: its sequence for a seed is not promised between versions. Not for secrets.</remarks>
internal sealed class DeterministicChance(int seed)
{
    private ulong state = (ulong)seed * 0x9E3779B97F4A7C15;

    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (z >> 11) * (1.0 / (1UL << 53));
    }
}
