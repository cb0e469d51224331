using System.Xml.Linq;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Reporting;

public sealed class PlotTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static List<MetricsRow> Rows(int epochs, bool hasAccuracy) =>
    [
        .. from epoch in Enumerable.Range(1, epochs)
           from split in new[] { "test", "train", "validation" }
           select new MetricsRow { Epoch = epoch, Split = split, Loss = 1.0 / epoch, Accuracy = hasAccuracy ? 0.5 : null },
    ];

    private static Trajectory Sample(int points) => new()
    {
        TimeSeconds = [.. Enumerable.Range(0, points).Select(i => i * 1e-6)],
        InputCurrentAmperes = new double[points],
        Curves =
        [
            new(new("membrane_potential", "V", "V", 1), [.. Enumerable.Range(0, points).Select(i => Math.Sin(i * 1e-3))]),
            new(new("polarization", "P", "C/m2", 1) { FigureUnit = "µC/cm²", FigureScale = 100 }, new double[points]),
            new(new("electric_field", "E", "V/m", 1e9) { FigureUnit = "V/nm", FigureScale = 1e-9 }, new double[points]),
        ],
        Spike = [.. Enumerable.Range(0, points).Select(i => i % 5000 == 0)],
        Threshold = 2.5,
    };

    private static string TextOf(string path) => XDocument.Load(path).Root!.Value;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(150)]
    public void Learning_curves_are_drawn_for_any_number_of_epochs(int epochs)
    {
        LearningCurvePlot.Save(folder["curve.png"], Rows(epochs, hasAccuracy: true));
        Assert.Equal([0x89, .. "PNG"u8], File.ReadAllBytes(folder["curve.png"])[..4]);
    }

    [Fact]
    public void Curves_are_labelled_and_accuracy_is_left_out_where_there_is_none()
    {
        List<MetricsRow> rows = Rows(5, hasAccuracy: true);
        rows.Add(rows[0] with { Epoch = 6, Loss = double.NaN, Accuracy = double.PositiveInfinity });
        LearningCurvePlot.Save(folder["both.svg"], rows);
        foreach (string word in new[] { "Loss", "Accuracy", "Epoch", "train", "validation", "test" })
            Assert.Contains(word, TextOf(folder["both.svg"]));
        LearningCurvePlot.Save(folder["loss.svg"], Rows(5, hasAccuracy: false));
        Assert.DoesNotContain("Accuracy", TextOf(folder["loss.svg"]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000)]
    public void Trajectories_of_any_length_are_drawn(int points)
    {
        TrajectoryPlot.Save(folder["trajectory.png"], Sample(points));
        TrajectoryPlot.Save(folder["trajectory.svg"], Sample(points));
        foreach (string word in new[] { "Time (ms)", "I (nA)", "V (V)", "P (µC/cm²)", "E (V/nm)", "threshold", "spike" })
            Assert.Contains(word, TextOf(folder["trajectory.svg"]));
    }

    [Fact]
    public void A_neuron_without_polarization_has_fewer_panels()
    {
        TrajectoryPlot.Save(folder["lif.svg"], Sample(10) with { Curves = [Sample(10).Curves[0]] });
        Assert.DoesNotContain("V/nm", TextOf(folder["lif.svg"]));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TrajectoryPlot.Save(folder["a.png"], Sample(10) with { Curves = Sample(9).Curves }));
        Assert.Equal(ExitCode.Usage, Assert.Throws<BrunoException>(() => TrajectoryPlot.Save(folder["a.pdf"], Sample(10))).ExitCode);
    }
}
