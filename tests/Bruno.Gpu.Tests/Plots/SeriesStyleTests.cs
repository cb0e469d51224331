using Bruno.Gpu.Plots;
using ScottPlot;

namespace Bruno.Gpu.Tests.Plots;

/// <summary>
/// The styles of series, as they are seen: by the colour-blind (Machado, Oliveira and Fernandes, 2009, matrices of severity 1 on linear
/// RGB) and in grey (luminance), compared as differences of CIE 1976 L*a*b*.
/// </summary>
public sealed class SeriesStyleTests
{
    /// <summary>Twice what is just told apart side by side is 4.6; lines are thin and apart.</summary>
    private const double Distinct = 11;

    private static readonly Dictionary<string, double[][]> Visions = new(StringComparer.Ordinal)
    {
        ["normal"] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        ["protanopia"] = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ["deuteranopia"] = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ["tritanopia"] = [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
        ["grey"] = [[0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722], [0.2126, 0.7152, 0.0722]],
    };

    public static TheoryData<string> Names => [.. Visions.Keys];

    /// <summary>Lines without markers too: those with the same dashes differ in colour.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Twelve_styles_are_told_apart(string vision)
    {
        Assert.Equal(12, SeriesStyle.All.Count);
        foreach ((SeriesStyle first, SeriesStyle second) in Pairs(SeriesStyle.All))
        {
            double difference = Difference(first.Color, second.Color, Visions[vision]);
            bool isDistinct = difference >= Distinct || !first.Pattern.Intervals.SequenceEqual(second.Pattern.Intervals);
            Assert.True(isDistinct, $"{first} and {second} differ by {difference:F1}");
        }
    }

    [Fact]
    public void Markers_differ_and_every_colour_is_seen_on_white()
    {
        Assert.Equal(12, SeriesStyle.All.Select(style => style.Marker).Distinct().Count());
        Assert.All(SeriesStyle.All, style => Assert.True(Difference(style.Color, Colors.White, Visions["grey"]) >= 2 * Distinct - 1.5));
    }

    /// <summary>What the differences rest on: the lightness of black, white and the grey of 18 %, which is 49.5.</summary>
    [Fact]
    public void Lightness_is_right()
    {
        Assert.Equal(100, Lab(Colors.White, Visions["normal"])[0], 0.01);
        Assert.Equal(0, Lab(Colors.Black, Visions["normal"])[0], 0.01);
        Assert.Equal(49.5, Lab(Color.FromHex("#767676"), Visions["normal"])[0], 0.3);
        Assert.Equal(53.2, Lab(Color.FromHex("#FF0000"), Visions["normal"])[0], 0.1);
    }

    private static IEnumerable<(SeriesStyle, SeriesStyle)> Pairs(IReadOnlyList<SeriesStyle> styles) =>
        from i in Enumerable.Range(0, styles.Count) from j in Enumerable.Range(i + 1, styles.Count - i - 1) select (styles[i], styles[j]);

    private static double Difference(Color first, Color second, double[][] vision) =>
        Math.Sqrt(Lab(first, vision).Zip(Lab(second, vision), (a, b) => (a - b) * (a - b)).Sum());

    private static double[] Lab(Color color, double[][] vision)
    {
        double[] linear = [Linear(color.R), Linear(color.G), Linear(color.B)];
        double[] seen = [.. vision.Select(row => Math.Clamp(row.Zip(linear, (a, b) => a * b).Sum(), 0, 1))];
        double x = Cube((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
        double y = Cube(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        double z = Cube((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
    }

    private static double Linear(byte value) => value / 255.0 is var share && share <= 0.04045 ? share / 12.92 : Math.Pow((value / 255.0 + 0.055) / 1.055, 2.4);

    private static double Cube(double value) => value > 0.008856 ? Math.Cbrt(value) : 7.787 * value + 16.0 / 116;
}
