using System.Globalization;

namespace Bruno.Gpu.Plots;

/// <summary>Ticks of a linear axis: steps of 1, 2 or 5 times a power of ten, as fine as there is room for.</summary>
internal static class LinearTicks
{
    /// <summary>The space between labels beside each other and above each other, points, and the least where there would be one label alone.</summary>
    private const double Gap = 11, VerticalGap = 8, LeastGap = 3;

    /// <summary>The least distance of minor ticks, points.</summary>
    private const double Fine = 3.5;

    /// <summary>The ticks.</summary>
    /// <param name="room">The axis.</param>
    /// <param name="isWhole">Whether there is nothing between whole numbers, such as epochs: neither labels nor minor ticks.</param>
    public static AxisTicks Of(TickRoom room, bool isWhole)
    {
        AxisTicks[] candidates = [.. Candidates(room, isWhole)];
        return candidates.FirstOrDefault(ticks => ticks.Major.Count > 1 && room.Fits(ticks.Major, room.IsHorizontal ? Gap : VerticalGap))
            ?? candidates.FirstOrDefault(ticks => ticks.Major.Count > 1 && room.Fits(ticks.Major, LeastGap))
            ?? candidates.FirstOrDefault(ticks => ticks.Major.Count > 0 && room.Fits(ticks.Major, LeastGap), new([], []));
    }

    /// <summary>Ticks of all steps that are worth trying, the finest first.</summary>
    /// <param name="room">The axis.</param>
    /// <param name="isWhole">Whether there is nothing between whole numbers.</param>
    public static IEnumerable<AxisTicks> Candidates(TickRoom room, bool isWhole)
    {
        double span = room.High - room.Low;
        return from exponent in Enumerable.Range((int)Math.Ceiling(Math.Log10(span)) - 3, 5)
               where !isWhole || exponent >= 0
               from digit in (int[])[1, 2, 5]
               let step = digit * Math.Pow(10, exponent)
               where TickRoom.IsSensible(span / step)
               let parts = Parts(digit, isWhole ? exponent : 1).First(parts => parts == 1 || step / parts * room.Length / span >= Fine)
               select new AxisTicks(Major(room, step), Minor(room, step, parts));
    }

    /// <summary>The parts that minor ticks may divide a step into, the most first; none of a whole axis lies between whole numbers.</summary>
    private static int[] Parts(int digit, int exponent) => (digit, exponent) switch
    {
        (1, 0) => [1],
        (1, _) => [5, 2, 1],
        (2, 0) => [2, 1],
        (2, _) => [4, 2, 1],
        _ => [5, 1],
    };

    private static (double, string)[] Major(TickRoom room, double step)
    {
        double[] values = [.. Multiples(room, step)];
        double largest = values.Select(Math.Abs).Append(0).Max();
        bool hasPower = largest >= 1e5 || largest is > 0 and < 1e-3;
        int power = hasPower ? (int)Math.Floor(Math.Log10(largest) + 1e-9) : 0;
        int decimals = Math.Clamp(power - (int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
        return [.. values.Select(value => (value, Label(value, power, decimals)))];
    }

    private static string Label(double value, int power, int decimals)
    {
        if (value == 0)
            return "0";
        string number = (value / Math.Pow(10, power)).ToString($"F{decimals}", CultureInfo.InvariantCulture).Replace('-', '−');
        return power == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}×10^{power}").Replace('-', '−');
    }

    private static double[] Minor(TickRoom room, double step, int parts) =>
        parts == 1 ? [] : [.. Multiples(room, step / parts).Where(place => Math.Abs(place / step - Math.Round(place / step)) > 1e-6)];

    private static IEnumerable<double> Multiples(TickRoom room, double step)
    {
        for (double i = Math.Ceiling(room.Low / step - 1e-9); i * step <= room.High || room.Contains(i * step); ++i)
            yield return i == 0 ? 0 : i * step;
    }
}
