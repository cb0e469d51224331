using System.Xml.Linq;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Comparison;

namespace Bruno.Gpu.Tests.Comparison;

public sealed class GradientComparisonTableTests : IDisposable
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

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

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
        GradientComparisonPlot.Save(folder["gradients.svg"], [.. Rows, Row with { Layer = "1.lif.decays" }]);
        string text = XDocument.Load(folder["gradients.svg"]).Root!.Value;
        Assert.All(["cosine, all", "cosine, 0.linear.weights", "Horizon (outer steps)", "bruno", "exact-literal"], word => Assert.Contains(word, text));
        Assert.DoesNotContain("decays", text);
        GradientComparisonPlot.Save(folder["nothing.png"], []);
        Assert.Equal([0x89, .. "PNG"u8], File.ReadAllBytes(folder["nothing.png"])[..4]);
    }
}
