using System.Diagnostics.CodeAnalysis;
using System.Text;
using Mooring.Configuration;

namespace Mooring.Tests.Configuration;

/// <summary>The loader on damaged files: it must say what is wrong, never crash, hang or grow without bound.</summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Damage that repeats from run to run.")]
public sealed class FuzzTests
{
    private const int Seed = 20260102;
    private const int Rounds = 3000;

    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ":", ": ", "- ", "\n", "\n  ", "\t", "#", "&a ", "*a", "!!str ", "!x ", "|\n", ">\n", "\"", "'", "%YAML 1.1\n", "---\n", "...\n",
        "? ", "<<: *a\n", "${env:", "${file:", "}", "$${", "\0", "\uFEFF", "\u2028", "\uD83D", "é", "：", "~", "null", "-1", "1e9", "99999999999999999999",
    ];

    [Fact]
    public void A_damaged_file_never_crashes_the_loader()
    {
        var random = new Random(Seed);

        for (var round = 0; round < Rounds; round++)
        {
            var text = Damage(Sample.Whole, random);

            var loaded = Sample.Read(text);

            Assert.True(loaded.Configuration is not null || loaded.Errors.Count > 0, text);
            Assert.All(loaded.Problems, problem => Assert.True(problem.Line >= 1 && problem.Column >= 1, text));
            Assert.All(loaded.Problems, problem => Assert.DoesNotContain("alidns-secret", problem.Message.English + problem.Mend.English, StringComparison.Ordinal));
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

                var loaded = ConfigurationLoader.Load(file, Sample.Environment);

                Assert.True(loaded.Configuration is not null || loaded.Errors.Count > 0);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Damage(string text, Random random)
    {
        var damaged = new StringBuilder(text);
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(damaged.Length);
            switch (random.Next(4))
            {
                case 0:
                    damaged.Remove(at, Math.Min(random.Next(1, 40), damaged.Length - at));
                    break;
                case 1:
                    damaged.Insert(at, Fragments[random.Next(Fragments.Length)]);
                    break;
                case 2:
                    damaged.Insert(at, text.AsSpan(random.Next(text.Length / 2), random.Next(1, 200)));
                    break;
                default:
                    damaged[at] = (char)random.Next(1, 0x3000);
                    break;
            }
        }

        return damaged.ToString();
    }
}
