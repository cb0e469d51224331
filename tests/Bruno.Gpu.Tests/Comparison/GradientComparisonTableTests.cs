using System.Xml.Linq;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Comparison;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Tests.Comparison;

public sealed class GradientComparisonTableTests
{
    private static readonly GradientComparisonRow Row = new()
    {
        Method = "bruno", Layer = "all", HorizonSteps = 10, Cosine = 0.98765, NormRatio = 1.5, ReferenceNorm = 2, Loss = 1,
        ReferenceLoss = 1, SpikeMismatch = 0.25, ReferenceSubsteps = 2000, Samples = 8, Precision = Precision.Double,
        Accelerator = "cpu", Seed = 0,
    };

    private static readonly GradientComparisonRow[] Rows =
    [
        Row,
        Row with { Layer = "0.linear.weights", Cosine = null, NormRatio = null, ReferenceNorm = 0 },
        Row with { Method = "exact-literal", Cosine = -0.01, NormRatio = 1.234e24 },
        Row with { Method = "exact-literal", Layer = "0.linear.weights", Cosine = double.NaN, NormRatio = double.PositiveInfinity },
        Row with { HorizonSteps = 25, SpikeMismatch = null },
    ];

    [Fact]
    public void Markdown_HasALineALayerAndMethod_AndAColumnAHorizon()
    {
        string text = GradientComparisonTable.ToMarkdown(new()
        {
            Status = "cancelled", Subject = "initial parameters", Remarks = ["A remark."], Rows = Rows,
        });
        string[] expected =
        [
            "Initial parameters.",
            "| layer | method | 10 | 25 |",
            "| all | bruno | 0.988 (1.5) | 0.988 (1.5) |",
            "| all | exact-literal | -0.010 (1.2e+24) | - |",
            "| 0.linear.weights | bruno | - (-) | - |",
            "| 0.linear.weights | exact-literal | NaN (Infinity) | - |",
            "| bruno | 0.250 | - |",
            "A remark.",
            "It was cancelled: horizons and methods are missing.",
        ];
        Assert.Equal(expected, text.Split('\n').Where(expected.Contains));
    }

    [Fact]
    public void Picture_HasAPanelForAllAndForEachWeightArray()
    {
        string text = Words(GradientComparisonPlot.Of([.. Rows, Row with { Layer = "1.lif.decays" }]));
        Assert.All(["cosine, all", "cosine, 0.linear.weights", "norm / converged norm", "Horizon (outer steps)", "bruno", "exact-literal"], word => Assert.Contains(word, text));
        Assert.DoesNotContain("decays", text);
        Assert.Contains("nothing to draw", Words(GradientComparisonPlot.Of([])));
    }

    /// <summary>What has no place on the axes is named.</summary>
    [Fact]
    public void Picture_SaysWhichMethodsExploded()
    {
        GradientComparisonRow row = Row with { Layer = GradientComparisonRow.AllLayers, Cosine = 0.9, NormRatio = 1.1 };
        string text = Words(GradientComparisonPlot.Of(
        [
            row with { Method = "bruno", HorizonSteps = 10 }, row with { Method = "pass", HorizonSteps = 10 },
            row with { Method = "exact", HorizonSteps = 10, Cosine = double.NaN, NormRatio = double.NaN },
            row with { Method = "exact", HorizonSteps = 50, Cosine = double.NaN, NormRatio = double.NaN },
            row with { Method = "sltt", HorizonSteps = 50, Cosine = null, NormRatio = 0 },
        ]));
        Assert.Contains("exploded, not finite: exact at 10, 50", text);
        Assert.Contains("no gradient: sltt at 50", text);
        Assert.Contains("pass (on bruno)", text);
    }

    private static string Words(Picture picture) => XElement.Parse(picture.ToSvg(170, "")).Value;
}
