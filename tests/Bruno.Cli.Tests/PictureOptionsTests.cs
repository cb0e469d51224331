using System.CommandLine;
using System.Reflection;
using System.Xml.Linq;
using Bruno.Gpu.Plots;

namespace Bruno.Cli.Tests;

/// <summary>Every command that draws takes formats and a width, and does with them what it says.</summary>
public sealed class PictureOptionsTests : IDisposable
{
    /// <summary>The commands by what they draw: a new kind of picture must find its command here.</summary>
    private static readonly Dictionary<string, string> CommandsOf = new(StringComparer.Ordinal)
    {
        ["LearningCurvePlot"] = "train",
        ["RateTestPlot"] = "train",
        ["ChipPlot"] = "evaluate",
        ["ExitPlot"] = "evaluate",
        ["TrajectoryPlot"] = "simulate",
        ["FitPlot"] = "fit",
        ["MemoryPlot"] = "benchmark memory",
        ["IntegratorPlot"] = "benchmark integrators",
        ["GradientComparisonPlot"] = "compare gradients",
        ["SamplePlot"] = "data inspect",
        ["StepResponsePlot"] = "devices check",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EveryCommandThatDraws_TakesFormatsAndAWidth()
    {
        // Programs draw what a network did with a sample; they say format and width in code.
        IEnumerable<string> kinds = typeof(Picture).Assembly.GetTypes()
            .Where(type => type.Name != "TracePlot" && type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static).Any(method => !method.IsPrivate && method.ReturnType == typeof(Picture)))
            .Select(type => type.Name);
        Assert.Equal(CommandsOf.Keys.Order(), kinds.Order());
        Assert.All(CommandsOf.Values.Distinct(), path =>
        {
            Command command = Find(path);
            Assert.Single(command.Options, option => option.Name == "--format");
            Option width = Assert.Single(command.Options, option => option.Name == "--width-mm");
            Assert.Equal(path != "simulate", width.Aliases.Contains("--width"));
        });
        // And no other one does.
        Assert.Equal(CommandsOf.Values.Distinct().Order(), Commands("", BrunoProgram.CreateCommand()).Where(entry => entry.Command.Options.Any(option => option.Name == "--width-mm")).Select(entry => entry.Path).Order());
    }

    [Theory]
    [InlineData("--format: 'jpg' is not one of png, svg, pdf", "--format", "jpg")]
    [InlineData("'png' is given more than once", "--format", "png,svg", "--format", "png")]
    [InlineData("--width-mm must be 40 to 1200 mm, not 10", "--width-mm", "10")]
    [InlineData("--width-mm '3 V' is not a quantity in mm", "--width-mm", "3 V")]
    public void WhatIsNoFormatOrWidth_IsRefused(string message, params string[] options)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(["simulate", "--duration", "1ms", "--output", folder["out"], .. options]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Theory]
    [InlineData("--format is about pictures, which are drawn with --chips or --early-exit", "evaluate", "RUN", "--format", "pdf")]
    [InlineData("--width-mm is about pictures, which are drawn with --output", "devices", "check", "felif", "--width", "85")]
    [InlineData("--format is about pictures, which are drawn with --output", "data", "inspect", "tactile", "--format", "svg")]
    public void WhereNothingIsDrawn_TheOptionsAreRefused(string message, params string[] arguments)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run(arguments);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors);
    }

    [Fact]
    public void Simulate_WritesTheFormatsInTheWidthThatWasAskedFor()
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("simulate", "--duration", "5ms", "--output", folder["out"], "--format", "svg,pdf", "--width-mm", "8.5cm");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Equal(["trajectory.csv", "trajectory.pdf", "trajectory.svg"], Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order());
        Assert.Equal("85mm", XElement.Load(folder["out", "trajectory.svg"]).Attribute("width")!.Value);
        Assert.EndsWith($"{folder["out", "trajectory.svg"]}\n{folder["out", "trajectory.pdf"]}\n", outcome.Output);
    }

    /// <summary>No picture of the run is left that shows less than it trained.</summary>
    [Fact]
    public void Train_ResumedRunsDrawWhatIsThereAnew()
    {
        string[] data = ["--set", "data.tactile.letters=3", "--set", "data.tactile.repetitions=4", "--set", "data.tactile.steps=20", "--device", "cpu", "--no-progress"];
        Assert.Equal(0, BrunoProcess.Run(["train", "--epochs", "1", "--output", folder["run"], "--format", "svg", .. data]).ExitCode);
        Assert.Equal(["learning-curve.svg"], Directory.GetFiles(folder["run", "plots"]).Select(Path.GetFileName));
        string first = File.ReadAllText(folder["run", "plots", "learning-curve.svg"]);
        Assert.Equal(0, BrunoProcess.Run("train", "--resume", folder["run"], "--epochs", "2", "--format", "pdf", "--no-progress").ExitCode);
        Assert.Equal(["learning-curve.pdf", "learning-curve.svg"], Directory.GetFiles(folder["run", "plots"]).Select(Path.GetFileName).Order());
        Assert.NotEqual(first, File.ReadAllText(folder["run", "plots", "learning-curve.svg"]));
    }

    private static Command Find(string path) => path.Split(' ').Aggregate((Command)BrunoProgram.CreateCommand(), (command, name) => command.Subcommands.Single(sub => sub.Name == name));

    private static IEnumerable<(string Path, Command Command)> Commands(string path, Command command) =>
        command.Subcommands.SelectMany(sub => Commands($"{path} {sub.Name}".Trim(), sub)).Prepend((path, command));
}
