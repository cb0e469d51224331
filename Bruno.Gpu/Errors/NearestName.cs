namespace Bruno.Gpu.Errors;

/// <summary>Finds the name a user probably meant, for "did you mean" messages.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate closest to <paramref name="name"/>, or null where none is close enough to be a plausible slip
    /// (more than a third of the longer name differs, two edits always being allowed). Of equally close candidates
    /// the first is taken; where none is close, the first that the name begins. Case, '-' and '_' do not count.
    /// </summary>
    public static string? Find(string name, IReadOnlyCollection<string> candidates)
    {
        string wanted = Fold(name);
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            string folded = Fold(candidate);
            int distance = Distance(wanted, folded);
            int allowed = Math.Max(2, Math.Max(wanted.Length, folded.Length) / 3);
            // Two edits turn any two-letter name into any other: ask that something of the name survives.
            if (distance <= allowed && distance < Math.Max(wanted.Length, folded.Length) && distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best ?? (wanted.Length >= 3
            ? candidates.FirstOrDefault(candidate => Fold(candidate).StartsWith(wanted, StringComparison.Ordinal))
            : null);
    }

    /// <summary>A clause for an error message, "; did you mean 'x'?", or an empty string where nothing is near.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> candidates) =>
        Find(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>
    /// The number of single-character insertions, deletions, replacements and swaps of neighbours that turn one name
    /// into the other (optimal string alignment).
    /// </summary>
    public static int Distance(string first, string second)
    {
        int[] beforePrevious = new int[second.Length + 1];
        int[] previous = new int[second.Length + 1];
        int[] current = new int[second.Length + 1];
        for (int j = 0; j <= second.Length; j++)
            previous[j] = j;

        for (int i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replace = previous[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                int best = Math.Min(replace, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    best = Math.Min(best, beforePrevious[j - 2] + 1);
                current[j] = best;
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[second.Length];
    }

    private static string Fold(string name) => name.ToLowerInvariant().Replace('-', '_');
}
