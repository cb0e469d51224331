using System.Globalization;
using System.Text.RegularExpressions;

namespace Bruno.Cli.Tests;

/// <summary>The programs of examples/: they run, are short, and the page about the library goes through all of them.</summary>
public sealed partial class ExamplesTests
{
    private static readonly string Page = Path.Combine(SourceTree.Root(), "docs", "library.md");

    /// <summary>Accuracies in per cent by which a program shows that it learns: what it must say, and the least of each.</summary>
    public static TheoryData<string, string, double> Programs => new()
    {
        { "train", @"^test accuracy (\d+) %", 90 },
        { "batches", @"^test accuracy (\d+) %", 50 },
        { "inside", @"^membrane_potential_v of neuron 0: (-?\d)", -5 },
        { "loss", @"^test accuracy (\d+) %", 60 },
        { "gradient-method", @"^coarse-implicit: .* test accuracy (\d+) %", 40 },
        { "device", @"^test accuracy (\d+) %", 80 },
        { "spikes", @"\.png: \d+ output spikes, test accuracy (\d+) %", 80 },
        { "chips", @"^  after 86400 s: (\d+)\.\d %", 50 },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void AProgramRuns(string name, string pattern, double least)
    {
        string output = ExampleProgram.Run(name);
        Match match = Regex.Match(output, pattern, RegexOptions.Multiline);
        Assert.True(match.Success, output);
        Assert.True(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) >= least, output);
    }

    [Fact]
    public void DotnetRunsAProgramAsItStands() => Assert.Matches(@"test accuracy (9[0-9]|100) %", ExampleProgram.RunByDotnet("train"));

    /// <summary>Without being asked to: otherwise it trains ten times slower.</summary>
    [Fact]
    public void DotnetOptimisesThePrograms() => Assert.Equal("Release", ExampleProgram.ConfigurationByDotnet());

    [Fact]
    public void EveryProgramIsRunShortAndExplained()
    {
        Assert.Equal(Programs.Select(row => row.Data.Item1).Order(StringComparer.Ordinal), ExampleProgram.Names);
        string page = File.ReadAllText(Page);
        Assert.All(ExampleProgram.Names, name =>
        {
            Assert.InRange(ExampleProgram.Lines(name).Length, 1, 59);
            Assert.Contains($"(../examples/{name}.cs)", page, StringComparison.Ordinal);
        });
        Assert.InRange(ExampleProgram.Lines("train").Length, 1, 25);
    }

    /// <summary>What the page prints of a program is what stands in it.</summary>
    [Fact]
    public void ThePagePrintsLinesOfThePrograms()
    {
        string[] programs = [.. ExampleProgram.Names.Select(name => Flat(string.Join('\n', ExampleProgram.Lines(name))))];
        foreach (string page in (string[])[Page, Path.Combine(SourceTree.Root(), "README.md")])
        {
            (int Line, string Text)[] blocks = [.. DocumentationTests.Blocks(page, "csharp")];
            Assert.NotEmpty(blocks);
            Assert.All(blocks, block => Assert.True(Array.Exists(programs, program => program.Contains(Flat(block.Text), StringComparison.Ordinal)), $"{page}:{block.Line} is in no example"));
        }
    }

    private static string Flat(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
