using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Mooring.Core.Names;

namespace Mooring.Core.Tests;

/// <summary>What holds for every text that is read as a name, over texts made of the characters that are hard.</summary>
public sealed class InternationalNameProperties
{
    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20240229, 7);

    private static readonly Gen<string> Character = Gen.Frequency(
        (6, Gen.Elements("a", "Z", "9", "-", "_", "*", ".", ".", "xn--", "ä", "Ü", "ß", "中", "文", "한", "한", "。")),
        (3, Gen.Elements("\u0301", "\u0308", "\u0316", "\u0345", "\u094d", "\u200c", "\u200d", "\u00ad", "א", "م", "١", "1", "Å", "क़", "ｘ", "\u3099", "か")),
        (2, Gen.Choose(0, 0x10FFFF).Where(Rune.IsValid).Select(char.ConvertFromUtf32)),
        (1, Gen.Choose(0, 0xFFFF).Select(unit => ((char)unit).ToString())));

    private static readonly Arbitrary<string> Typed =
        Gen.Choose(0, 24).SelectMany(length => Gen.ArrayOf(Character, length)).Select(string.Concat<string>).ToArbitrary();

    private static readonly Arbitrary<string> ALabels =
        Gen.Choose(0, 20).SelectMany(length => Gen.ArrayOf(Gen.Elements("abcdefghijklmnopqrstuvwxyz0123456789-".ToCharArray()), length))
            .Select(letters => $"xn--{string.Concat(letters)}").ToArbitrary();

    [Fact]
    public void Every_text_is_a_name_or_has_a_reason_why_not() =>
        Prop.ForAll(Typed, typed =>
        {
            var read = DomainName.TryParse(typed, out var name, out var why);

            Assert.Equal(read, name is not null);
            Assert.Equal(read, why is null);
        }).Check(Runs);

    [Fact]
    public void A_name_is_ASCII_within_its_limits_and_reads_back_as_itself_in_both_forms() =>
        Prop.ForAll(Typed, typed =>
        {
            if (DomainName.TryParse(typed, out var name))
            {
                Assert.True(name.Value.All(char.IsAscii) && name.Value.Length <= 253 && name.Labels.All(label => label.Length is > 0 and <= 63));
                Assert.Equal(name.Value.ToLowerInvariant(), name.Value);
                Assert.Equal(name, name == DomainName.Root ? name : DomainName.Parse(name.Value));
                Assert.Equal(name, name == DomainName.Root ? name : DomainName.Parse(name.Describe()));
            }
        }).Check(Runs);

    [Fact]
    public void An_A_label_is_taken_as_it_stands_or_refused() =>
        Prop.ForAll(ALabels, typed =>
        {
            if (DomainName.TryParse(typed, out var name))
            {
                Assert.Equal(typed, name.Value);
                Assert.False(typed == name.Describe());
            }
        }).Check(Runs);
}
