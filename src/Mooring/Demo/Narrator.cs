using Mooring.Core;
using Mooring.Telling;

namespace Mooring.Demo;

/// <summary>Tells a story in numbered chapters, and which of them did not come true.</summary>
/// <param name="output">Where it is told.</param>
/// <param name="language">In which language.</param>
internal sealed class Narrator(ResultWriter output, Language language)
{
    private readonly List<Text> broken = [];
    private Text step = Text.Same("");
    private int chapter;

    /// <summary>The chapters in which something did not come true; none when all of it did.</summary>
    public IReadOnlyList<Text> Broken => broken;

    /// <summary>The colours of what is told.</summary>
    public Paint Paint => output.Paint;

    /// <summary>Begins the next chapter.</summary>
    public void Chapter(Text title)
    {
        chapter++;
        step = new Text($"{chapter}. {title.English}", $"{chapter}. {title.Chinese}");
        output.Line();
        output.Line(output.Paint.Bold(step.In(language)));
    }

    /// <summary>Tells something.</summary>
    public void Say(Text text) => output.Line("   " + text.In(language).Replace("\n", "\n   ", StringComparison.Ordinal));

    /// <summary>Shows lines as they are.</summary>
    public void Show(string lines) => output.Line(lines);

    /// <summary>Tells a fact, and whether it is as it should be.</summary>
    /// <param name="good">Whether it is.</param>
    /// <param name="expected">What should be, for when it is not.</param>
    /// <param name="fact">What is.</param>
    public void Verdict(bool good, Text expected, Text fact)
    {
        if (good)
        {
            output.Line($"   {output.Paint.Green("ok")}  {fact.In(language)}");
            return;
        }

        var told = new Text($"{fact.English}; expected: {expected.English}", $"{fact.Chinese}；应为：{expected.Chinese}");
        output.Line($"   {output.Paint.Red(new Text("NOT SO", "不符").In(language))}  {told.In(language)}");
        if (!broken.Contains(step))
        {
            broken.Add(step);
        }
    }
}
