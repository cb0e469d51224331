using System.Globalization;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Tests.Plots;

public sealed class AxisTicksTests
{
    private static readonly PlotAxis Linear = new("x"), Whole = Linear with { IsWhole = true }, Logarithmic = Linear with { IsLogarithmic = true };

    private static AxisTicks Ticks(PlotAxis axis, double low, double high, double length = 300, bool isHorizontal = false) =>
        AxisTicks.Of(axis, new(axis.Place(low), axis.Place(high), length, isHorizontal));

    private static IEnumerable<string> Labels(AxisTicks ticks) => ticks.Major.Select(tick => tick.Label);

    [Fact]
    public void Decades_have_minor_ticks_where_their_digits_are()
    {
        AxisTicks ticks = Ticks(Logarithmic, 1, 1000, 120);
        Assert.Equal(["1", "10", "100", "1000"], Labels(ticks));
        double[] digits = [.. from power in Enumerable.Range(0, 3) from digit in Enumerable.Range(2, 8) select Math.Log10(digit) + power];
        Assert.Equal(digits, ticks.Minor);
        Assert.True(digits[1] - digits[0] > 3 * (digits[7] - digits[6]));
    }

    [Theory]
    [InlineData(3, 40, "5 10 20")]
    [InlineData(3, 8, "3 4 5 6 7 8")]
    [InlineData(2.1, 2.9, "2.2 2.4 2.6 2.8")]
    [InlineData(0.004, 0.3, "0.005 0.01 0.02 0.05 0.1 0.2")]
    [InlineData(1e-7, 1e-4, "10^−7 10^−6 10^−5 10^−4")]
    [InlineData(1.5e-7, 6e-7, "2×10^−7 3×10^−7 4×10^−7 5×10^−7 6×10^−7")]
    public void Less_than_a_decade_has_labels_enough(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', Labels(Ticks(Logarithmic, low, high, 130))));

    [Fact]
    public void Of_many_decades_some_have_labels_and_all_have_ticks()
    {
        AxisTicks ticks = Ticks(Logarithmic, 1e-30, 1e30, 150);
        Assert.InRange(ticks.Major.Count, 5, 13);
        Assert.Equal(61, ticks.Major.Count + ticks.Minor.Count);
        Assert.Contains("10^0", Labels(ticks));
    }

    [Theory]
    [InlineData(1, 5, "1 2 3 4 5", 0)]
    [InlineData(0, 20, "0 2 4 6 8 10 12 14 16 18 20", 10)]
    [InlineData(0.6, 1.4, "1", 0)]
    [InlineData(1, 200, "50 100 150 200", 16)]
    public void Nothing_is_between_whole_numbers(double low, double high, string labels, int minor)
    {
        AxisTicks ticks = Ticks(Whole, low, high, 200, isHorizontal: true);
        Assert.Equal(labels, string.Join(' ', Labels(ticks)));
        Assert.Equal(minor, ticks.Minor.Count);
        Assert.All(ticks.Minor.Concat(ticks.Major.Select(tick => tick.Place)), place => Assert.Equal(Math.Round(place), place, 1e-9));
    }

    [Theory]
    [InlineData(-0.05, 0.13, "−0.05 0 0.05 0.10")]
    [InlineData(0, 3e6, "0 0.5×10^6 1.0×10^6 1.5×10^6 2.0×10^6 2.5×10^6 3.0×10^6")]
    [InlineData(-2e-6, 2e-6, "−2×10^−6 −1×10^−6 0 1×10^−6 2×10^−6")]
    [InlineData(99.2, 100.1, "99.2 99.4 99.6 99.8 100.0")]
    public void Linear_axes_have_round_labels(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', Labels(Ticks(Linear, low, high, 90))));

    [Fact]
    public void Measured_values_have_a_tick_each_and_a_label_where_there_is_room()
    {
        PlotAxis axis = Linear with { TicksAt = [100, 10, 11, 12, 50] };
        AxisTicks ticks = Ticks(axis, 5, 105, 200, isHorizontal: true);
        Assert.Equal(["10", "50", "100"], Labels(ticks));
        Assert.Equal([11.0, 12.0], ticks.Minor);
        Assert.Equal(["10", "11", "12", "50", "100"], Labels(Ticks(axis, 5, 105, 2000, isHorizontal: true)));
    }

    /// <summary>Whatever the range: labels are apart and where they say, and there are two at least.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Labels_are_true_and_apart(bool isLogarithmic)
    {
        Random random = new(5);
        PlotAxis axis = isLogarithmic ? Logarithmic : Linear;
        for (int i = 0; i < 2000; ++i)
        {
            double low = Math.Pow(10, random.NextDouble() * 30 - 15), high = low * (1 + Math.Pow(10, random.NextDouble() * 12 - 3));
            bool isHorizontal = random.Next(2) == 0;
            TickRoom room = new(axis.Place(low), axis.Place(high), 120 + 300 * random.NextDouble(), isHorizontal);
            AxisTicks ticks = AxisTicks.Of(axis, room);
            Assert.True(ticks.Major.Count >= 2, $"{low} to {high}: {string.Join(' ', Labels(ticks))}");
            Assert.True(room.Fits(ticks.Major, 2));
            Assert.All(ticks.Minor.Concat(ticks.Major.Select(tick => tick.Place)), place => Assert.True(room.Contains(place)));
            foreach ((double place, string label) in ticks.Major)
                Assert.Equal(axis.Place(Number(label)), place, 1e-6 * Math.Max(Math.Abs(place), room.High - room.Low));
        }
    }

    [Fact]
    public void Bounds_hold_and_what_is_constant_stands_in_the_middle()
    {
        PlotAxis share = Linear with { Lowest = 0, Highest = 1 };
        (double low, double high) = share.Range([0.02, 1]);
        Assert.InRange(low, -0.05, 0);
        Assert.InRange(high, 1, 1.05);
        Assert.Equal((1.8, 2.2), Linear.Range([2, 2]));
        Assert.Equal((-1, 1), Linear.Range([0]));
        Assert.Equal((0, 1), Linear.Range([]));
        Assert.Equal(0, (Linear with { IsFromZero = true }).Range([3, 7]).Low);
    }

    private static double Number(string label)
    {
        string[] parts = label.Replace('−', '-').Split("10^");
        double factor = parts[0].TrimEnd('×') is { Length: > 0 } digits ? double.Parse(digits, CultureInfo.InvariantCulture) : 1;
        return parts.Length == 1 ? factor : factor * Math.Pow(10, int.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
