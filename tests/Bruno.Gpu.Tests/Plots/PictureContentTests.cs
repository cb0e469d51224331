using System.Xml.Linq;
using Bruno.Gpu.Chips;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Simulation;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Plots;

/// <summary>What pictures show of what they are made from.</summary>
public sealed class PictureContentTests
{
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

    private static string Words(Picture picture) => XElement.Parse(picture.ToSvg(170, "")).Value;

    [Fact]
    public void Learning_curves_have_a_panel_for_the_accuracy_where_there_is_one()
    {
        List<MetricsRow> rows = Rows(5, hasAccuracy: true);
        rows.Add(rows[0] with { Epoch = 6, Loss = double.NaN, Accuracy = double.PositiveInfinity });
        string both = Words(LearningCurvePlot.Of(rows));
        foreach (string word in new[] { "Loss", "Accuracy", "Epoch", "train", "validation", "test" })
            Assert.Contains(word, both);
        Assert.DoesNotContain("Accuracy", Words(LearningCurvePlot.Of(Rows(5, hasAccuracy: false))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    public void Trajectories_have_a_panel_for_each_quantity(int points)
    {
        string words = Words(TrajectoryPlot.Of(Sample(points)));
        foreach (string word in new[] { "Time (ms)", "I (nA)", "V (V)", "P (µC/cm²)", "E (V/nm)", "threshold", "spike" })
            Assert.Contains(word, words);
        Assert.DoesNotContain("V/nm", Words(TrajectoryPlot.Of(Sample(10) with { Curves = [Sample(10).Curves[0]] })));
    }

    [Fact]
    public void A_trajectory_without_spikes_says_so_and_has_none_in_the_legend()
    {
        Picture picture = TrajectoryPlot.Of(Sample(10) with { Spike = new bool[10] });
        Assert.Contains("no spikes", Words(picture));
        Assert.DoesNotContain(picture.Panels[1].Series, series => series.Label == "spike");
    }

    [Fact]
    public void A_trajectory_whose_arrays_differ_in_length_is_refused()
    {
        Assert.Throws<ArgumentException>(() => TrajectoryPlot.Of(Sample(10) with { Curves = Sample(9).Curves }));
        Assert.Throws<ArgumentException>(() => TrajectoryPlot.Of(Sample(10) with { Spike = new bool[9] }));
    }

    /// <summary>17 samples: 18 accuracies, one a bin, so that none holds two where its neighbours hold one.</summary>
    [Fact]
    public void Bins_of_accuracies_hold_a_whole_number_of_steps()
    {
        double[] accuracies = [.. Enumerable.Range(0, 18).Select(right => right / 17.0)];
        AccuracyBins bins = AccuracyBins.Of(accuracies);
        (double[] x, double[] y) = bins.Outline(accuracies);
        Assert.Equal(19, bins.Edges.Count);
        Assert.Equal([0, .. Enumerable.Repeat(1.0, 36), 0], y);
        Assert.Equal(x[0], x[1]);
        Assert.Equal(-0.5 / 17, x[0], 1e-12);
        Assert.Equal(17.5 / 17, x[^1], 1e-12);
    }

    [Theory]
    [InlineData(new[] { 0.5 }, 1)]
    [InlineData(new[] { 0.25, 0.75 }, 3)]
    [InlineData(new[] { 0.1234567891, 0.3141592653, 0.7182818284 }, 24)]
    public void Bins_hold_every_chip(double[] accuracies, int bins)
    {
        AccuracyBins found = AccuracyBins.Of(accuracies);
        Assert.Equal(bins, found.Edges.Count - 1);
        (_, double[] y) = found.Outline(accuracies);
        Assert.Equal(accuracies.Length, y.Where((_, i) => i % 2 == 1).SkipLast(1).Sum());
        Assert.Equal((0, 0), (y[0], y[^1]));
    }
}
