using System.Globalization;

namespace Bruno.Gpu.Plots;

/// <summary>
/// Ticks of a logarithmic axis: powers of ten where there are enough of them, else 1, 2 and 5, else every digit, and steps as on a
/// linear axis where all is within less. Minor ticks are where the digits between are, which is not evenly spaced.
/// </summary>
internal static class LogarithmicTicks
{
    private const double Gap = 4;

    /// <summary>With fewer labels an axis can hardly be read.</summary>
    private const int Enough = 4;

    private static readonly int[] Digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    /// <summary>The ticks.</summary>
    /// <param name="room">The axis, in decimal logarithms.</param>
    public static AxisTicks Of(TickRoom room)
    {
        AxisTicks? best = null;
        foreach (AxisTicks ticks in Candidates(room))
        {
            if (!room.Fits(ticks.Major, Gap))
                continue;
            if (ticks.Major.Count >= Enough)
                return ticks;
            if (best is null || ticks.Major.Count > best.Major.Count)
                best = ticks;
        }

        return best is { Major.Count: > 1 } ? best : Unusual(room).FirstOrDefault(ticks => ticks.Major.Count > 1 && room.Fits(ticks.Major, Gap)) ?? best ?? new([], []);
    }

    /// <summary>Better than a single label, where long ones have little room.</summary>
    private static IEnumerable<AxisTicks> Unusual(TickRoom room) => [Of(room, [1, 3], 1), Of(room, [2, 4, 8], 1), Of(room, [3, 6], 1)];

    private static IEnumerable<AxisTicks> Candidates(TickRoom room)
    {
        int decades = (int)Math.Ceiling(room.High - room.Low) + 1;
        yield return Of(room, [1], 1);
        // Of many decades every second or fifth has a label.
        foreach (int every in (int[])[2, 3, 5, 10, 20, 50, 100])
        {
            if (decades / every >= Enough)
                yield return Of(room, [1], every);
        }

        if (decades <= 10)
        {
            yield return Of(room, [1, 2, 5], 1);
            yield return Of(room, Digits, 1);
        }

        foreach (AxisTicks linear in room.High - room.Low < 1 ? Linear(room) : [])
            yield return linear;
    }

    private static AxisTicks Of(TickRoom room, int[] digits, int everyDecade)
    {
        List<(int Digit, int Power)> major = [];
        List<double> minor = [];
        for (int power = (int)Math.Floor(room.Low); power <= Math.Ceiling(room.High); ++power)
        {
            bool isLabelled = power % everyDecade == 0;
            foreach (int digit in everyDecade == 1 ? Digits : [1])
            {
                double place = Math.Log10(digit) + power;
                if (!room.Contains(place))
                    continue;
                if (isLabelled && digits.Contains(digit))
                    major.Add((digit, power));
                else
                    minor.Add(place);
            }
        }

        bool hasPowers = major.Any(tick => tick.Power is < -3 or > 4);
        return new([.. major.Select(tick => (Math.Log10(tick.Digit) + tick.Power, Label(tick.Digit, tick.Power, hasPowers)))], minor);
    }

    private static string Label(int digit, int power, bool hasPowers) => hasPowers
        ? string.Create(CultureInfo.InvariantCulture, $"{(digit == 1 ? "" : $"{digit}×")}10^{power}").Replace('-', '−')
        : ((decimal)digit * (decimal)Math.Pow(10, power)).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>As on a linear axis, the coarsest first.</summary>
    private static IEnumerable<AxisTicks> Linear(TickRoom room)
    {
        TickRoom linear = room with { Low = Math.Pow(10, room.Low), High = Math.Pow(10, room.High) };
        return LinearTicks.Candidates(linear, isWhole: false).Reverse()
            .Select(ticks => new AxisTicks([.. ticks.Major.Select(tick => (Math.Log10(tick.Place), tick.Label))], [.. ticks.Minor.Select(Math.Log10)]));
    }
}
