using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// Points of a yin-yang symbol (Kriener, Göltz and Petrovici, NICE 2022): a disc of radius R around (R, R), its halves, and its two
/// dots of radius r around (3R/2, R) and (R/2, R). With d+ and d- the distances to these centres, a point is of a dot where
/// d+ &lt; r or d- &lt; r; else of the second half where r &lt; d- ≤ R/2, or y > R and d+ > R/2; else of the first half.
/// </summary>
/// <param name="options">Radii.</param>
internal sealed class YinYang(YinYangOptions options)
{
    /// <summary>The classes, in the order of the published labels.</summary>
    public static readonly string[] Classes = ["yin", "yang", "dot"];

    private readonly double big = options.Radius;
    private readonly double small = options.DotRadius * options.Radius / 0.5;

    /// <summary>The class of a point.</summary>
    public int ClassOf(double x, double y)
    {
        double right = Math.Sqrt((x - 1.5 * big) * (x - 1.5 * big) + (y - big) * (y - big));
        double left = Math.Sqrt((x - 0.5 * big) * (x - 0.5 * big) + (y - big) * (y - big));
        if (right < small || left < small)
            return 2;
        bool isSecond = right <= small || (left > small && left <= 0.5 * big) || (y > big && right > 0.5 * big);
        return isSecond ? 1 : 0;
    }

    /// <summary>A point of a class drawn first, then points of the disc until one is of it; values are x, y, 2R - x, 2R - y.</summary>
    /// <param name="seed">What it follows from.</param>
    /// <param name="split">Its part.</param>
    /// <param name="index">Its number within the part.</param>
    public Recording Draw(ulong seed, Split split, int index)
    {
        CounterRandom random = new(seed, (uint)RandomStream.YinYang, (uint)split, (uint)index);
        int wanted = (int)(random.NextUniform() * Classes.Length);
        while (true)
        {
            double x = random.NextUniform() * 2 * big, y = random.NextUniform() * 2 * big;
            bool isInside = Math.Sqrt((x - big) * (x - big) + (y - big) * (y - big)) <= big;
            if (isInside && ClassOf(x, y) == wanted)
            {
                return new()
                {
                    Values = [(float)x, (float)y, (float)(2 * big - x), (float)(2 * big - y)],
                    Steps = 1, Label = wanted, Split = split, Origin = $"made, {RecordingSplits.Name(split)} sample {index}",
                };
            }
        }
    }
}
