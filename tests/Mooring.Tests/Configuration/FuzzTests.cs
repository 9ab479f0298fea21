using System.Diagnostics.CodeAnalysis;
using System.Text;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Fuzz;

namespace Mooring.Tests.Configuration;

/// <summary>The loader on damaged files; <c>eng/Fuzz</c> runs the same targets without end.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Damage that repeats from run to run.")]
public sealed class FuzzTests
{
    private const int Seed = 20260102;

    [Fact]
    public void A_damaged_file_never_crashes_the_loader()
    {
        for (var seed = Seed; seed < Seed + 3000; seed++)
        {
            ConfigurationTarget.ReadsDamagedFiles(new Random(seed));
        }
    }

    [Fact]
    public void Aliases_of_aliases_stay_bounded()
    {
        for (var seed = Seed; seed < Seed + 10; seed++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();

            ConfigurationTarget.ReadsAnyAliases(new Random(seed));

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 256L << 20);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_never_crash_the_loader()
    {
        var random = new Random(Seed);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            for (var round = 0; round < 200; round++)
            {
                var bytes = Encoding.UTF8.GetBytes(Sample.Whole);
                for (var i = 0; i < 1 + (round % 8); i++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                File.WriteAllBytes(file, bytes);

                var loaded = ConfigurationLoader.Load(file, Sample.Environment, ProviderLines.Of);

                Assert.True(loaded.Configuration is not null || loaded.Errors.Count > 0);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
