using System.Text;
using Mooring.Composition;
using Mooring.Configuration;
using Mooring.Import;
using Mooring.Tests.Cli;

namespace Mooring.Tests.Import;

public sealed class DamagedFileTests
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "Import", "Golden");

    [Theory]
    [MemberData(nameof(ImportTests.Files), MemberType = typeof(ImportTests))]
    public void A_damaged_file_is_imported_or_refused_with_a_place_and_nothing_else_happens(string name)
    {
        var original = File.ReadAllBytes(Path.Combine(Golden, name));
        var random = new Random(20261122);
        var file = Path.Combine(Directory.CreateTempSubdirectory("mooring-damaged-").FullName, name);
        try
        {
            for (var trial = 0; trial < 300; trial++)
            {
                File.WriteAllBytes(file, Damage(original, random));
                try
                {
                    var imported = Importer.Import(file, null, Run.Nowhere, ProviderLines.Of);

                    var again = ConfigurationLoader.Parse(YamlText.Write(imported.Draft, Core.Language.English), file, Run.Nowhere, ProviderLines.Of);
                    Assert.Empty(again.Errors.Select(error => $"trial {trial}: {error.Message.English}"));
                }
                catch (ProblemsException refused)
                {
                    Assert.All(refused.Problems, problem => Assert.True(problem.Line >= 1, problem.Message.English));
                }
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public void A_value_that_goes_on_for_hundreds_of_thousands_of_lines_is_refused_like_one_of_two()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("mooring-damaged-").FullName, "ddns.conf");
        try
        {
            File.WriteAllText(file, "[DEFAULT]\naccess_id = a\naccess_key = b\n" + string.Concat(Enumerable.Repeat(" c\n", 600_000)));

            var refused = Assert.Throws<ProblemsException>(() => Importer.Import(file, null, Run.Nowhere, ProviderLines.Of));

            Assert.Contains("the indented line below continues the value", Assert.Single(refused.Problems, problem => !problem.IsWarning).Message.English, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        const string Favourites = "{}[]:=%\"'\\\n\t #,;$~+?&@-/*";
        var bytes = original.ToList();
        for (var times = random.Next(1, 6); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 1:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Favourites[random.Next(Favourites.Length)].ToString()));
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(32, 127);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 60), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }
}
