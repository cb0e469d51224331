using System.Globalization;

namespace Bruno.Gpu.Sweeps;

/// <summary>Seeds as they are written: numbers and stretches of numbers, separated by commas, "0..9" or "0,3,5..7".</summary>
internal static class SeedList
{
    private const int Most = 100_000;

    /// <summary>The seeds, in the order in which they are written.</summary>
    /// <exception cref="FormatException">The text is no such list; see <see cref="FaultOf"/>.</exception>
    public static IReadOnlyList<ulong> Parse(string text) => FaultOf(text) is string fault ? throw new FormatException(fault) : [.. Read(text)!];

    /// <summary>What is wrong with a list; none where nothing is.</summary>
    public static string? FaultOf(string text)
    {
        if (Read(text) is not { } seeds)
            return $"must be whole numbers and stretches of them separated by commas, such as 0..9 or 0,3,5, not '{text}'";
        if (seeds.Count > Most)
            return $"are more than {Most}";
        return seeds.CountBy(seed => seed).FirstOrDefault(seed => seed.Value > 1) is { Value: > 1 } repeated
            ? string.Create(CultureInfo.InvariantCulture, $"hold {repeated.Key} more than once")
            : null;
    }

    private static List<ulong>? Read(string text)
    {
        List<ulong> seeds = [];
        foreach (string entry in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = entry.Split("..", 2);
            if (!TryRead(ends[0], out ulong first) || !TryRead(ends[^1], out ulong last) || last < first)
                return null;
            for (ulong seed = first; seed <= last && seeds.Count <= Most; ++seed)
            {
                seeds.Add(seed);
                if (seed == ulong.MaxValue)
                    break;
            }
        }

        return seeds;
    }

    private static bool TryRead(string text, out ulong seed) => ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
