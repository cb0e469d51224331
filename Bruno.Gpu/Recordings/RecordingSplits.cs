using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Recordings;

/// <summary>
/// Which recordings are for training, validation and testing: as the data say, else drawn, each class in its shares
/// (stratified) and groups kept together. The same seed draws the same parts.
/// </summary>
internal sealed record RecordingSplits
{
    /// <summary>The usual shares of training, validation and testing.</summary>
    public static IReadOnlyList<double> UsualShares { get; } = [0.7, 0.15, 0.15];

    /// <summary>Recordings of the three parts.</summary>
    public required IReadOnlyDictionary<Split, IReadOnlyList<Recording>> Parts { get; init; }

    /// <summary>How they were made, a sentence each.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Makes the parts.</summary>
    /// <param name="recordings">All recordings.</param>
    /// <param name="shares">Shares of training, validation and testing, which go over what the data say; none to keep to that.</param>
    /// <param name="seed">What the draw follows from.</param>
    /// <param name="keepsGroups">Whether groups must be kept together; otherwise they are where there are enough.</param>
    /// <exception cref="DataException">There are too few recordings or groups.</exception>
    public static RecordingSplits Of(IReadOnlyList<Recording> recordings, IReadOnlyList<double>? shares, ulong seed, bool keepsGroups = true)
    {
        bool isGiven = shares is null && recordings.Any(recording => recording.Split is not null);
        if (!isGiven)
        {
            (Split[] drawn, string remark) = Draw(recordings, shares ?? UsualShares, seed, [Split.Train, Split.Validation, Split.Test], keepsGroups);
            return Make(recordings, drawn, [remark]);
        }

        if (recordings.FirstOrDefault(recording => recording.Split is null) is { } homeless)
            throw new DataException($"{homeless.Origin}: the data say of others which part they belong to, but not of this one");
        Split[] parts = [.. recordings.Select(recording => recording.Split!.Value)];
        Split[] missing = [.. Enum.GetValues<Split>().Where(split => !parts.Contains(split))];
        string given = $"The data give the parts {string.Join(", ", Enum.GetValues<Split>().Except(missing).Select(Name))}.";
        if (missing.Length == 0)
            return Make(recordings, parts, [given]);

        // What is missing comes out of the largest part, so that a published test part stays as it is.
        Split source = parts.Contains(Split.Train) ? Split.Train : parts[0];
        int[] from = [.. Enumerable.Range(0, parts.Length).Where(i => parts[i] == source)];
        Split[] wanted = [source, .. missing];
        (Split[] own, string drawing) = Draw([.. from.Select(i => recordings[i])], [.. wanted.Select(split => UsualShares[(int)split])], seed, wanted, keepsGroups, GroupsAreShared(recordings, parts));
        foreach ((int index, Split part) in from.Zip(own))
            parts[index] = part;
        return Make(recordings, parts, [$"{given} {string.Join(" and ", missing.Select(Name))} taken from {Name(source)}: {char.ToLowerInvariant(drawing[0])}{drawing[1..]}"]);
    }

    /// <summary>The name of a part, as in tables and settings.</summary>
    public static string Name(Split split) => split.ToString().ToLowerInvariant();

    private static bool GroupsAreShared(IReadOnlyList<Recording> recordings, Split[] parts) => recordings
        .Select((recording, index) => (recording.Group, Part: parts[index])).Where(entry => entry.Group is not null)
        .GroupBy(entry => entry.Group).Any(group => group.Select(entry => entry.Part).Distinct().Count() > 1);

    private static RecordingSplits Make(IReadOnlyList<Recording> recordings, Split[] parts, IReadOnlyList<string> remarks) => new()
    {
        Parts = Enum.GetValues<Split>().ToDictionary(split => split, split => (IReadOnlyList<Recording>)[.. recordings.Where((_, index) => parts[index] == split)]),
        Remarks = remarks,
    };

    private static (Split[] Parts, string Remark) Draw(
        IReadOnlyList<Recording> recordings, IReadOnlyList<double> shares, ulong seed, Split[] splits, bool keepsGroups, bool mayTearGroups = false)
    {
        double whole = shares.Sum();
        double[] fractions = [.. shares.Select(share => share / whole)];
        string text = string.Join(" / ", fractions.Select(share => share.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal)));
        bool hasGroups = recordings.All(recording => recording.Group is not null);
        int groups = hasGroups ? recordings.Select(recording => recording.Group).Distinct().Count() : 0;
        if (!mayTearGroups && hasGroups && (keepsGroups || groups >= splits.Length))
        {
            return (DrawGroups(recordings, fractions, seed, splits),
                $"Drawn in shares of {text} with seed {seed}, groups kept together.");
        }

        return (DrawClasses(recordings, fractions, seed, splits), $"Drawn in shares of {text} with seed {seed}{(recordings.Any(recording => recording.Label >= 0) ? ", each class alike" : "")}{(hasGroups && !mayTearGroups ? $"; {groups} groups, taken from the names of files, are too few to be kept together" : "")}.");
    }

    private static Split[] DrawClasses(IReadOnlyList<Recording> recordings, double[] fractions, ulong seed, Split[] splits)
    {
        Split[] parts = new Split[recordings.Count];
        foreach (IGrouping<int, int> ofClass in Enumerable.Range(0, recordings.Count).GroupBy(i => recordings[i].Label).OrderBy(group => group.Key))
        {
            int[] order = Shuffled([.. ofClass], seed, (uint)(ofClass.Key + 1));
            int[] counts = Counts(order.Length, fractions);
            int at = 0;
            for (int part = 0; part < splits.Length; ++part)
            {
                foreach (int index in order.AsSpan(at, counts[part]))
                    parts[index] = splits[part];
                at += counts[part];
            }
        }

        return parts;
    }

    /// <summary>How many of a class go to each part: the nearest whole numbers, one at least where there are enough; the rest to the first.</summary>
    private static int[] Counts(int count, double[] fractions)
    {
        int[] counts = new int[fractions.Length];
        int left = count;
        for (int part = fractions.Length - 1; part > 0; --part)
        {
            counts[part] = Math.Clamp((int)Math.Round(fractions[part] * count, MidpointRounding.AwayFromZero), 1, Math.Max(0, left - part) is 0 ? 1 : left - part);
            counts[part] = Math.Min(counts[part], Math.Max(0, left - 1));
            left -= counts[part];
        }

        counts[0] = left;
        return counts;
    }

    /// <summary>Groups go, the larger ones first, to the part that lacks most; a part without any comes first when groups run out.</summary>
    private static Split[] DrawGroups(IReadOnlyList<Recording> recordings, double[] fractions, ulong seed, Split[] splits)
    {
        string[] names = [.. recordings.Select(recording => recording.Group!).Distinct().Order(StringComparer.Ordinal)];
        if (names.Length < splits.Length)
        {
            throw new DataException(
                $"There are only {names.Length} groups ({string.Join(", ", names)}), which are kept together: {splits.Length} parts need {splits.Length} of them. Leave 'group' out of the description to draw single recordings.");
        }

        Dictionary<string, int> sizes = recordings.CountBy(recording => recording.Group!).ToDictionary(entry => entry.Key, entry => entry.Value);
        int[] order = [.. Shuffled([.. Enumerable.Range(0, names.Length)], seed, 0).OrderByDescending(i => sizes[names[i]])];
        Dictionary<string, int> partOf = new(StringComparer.Ordinal);
        int[] filled = new int[splits.Length];
        for (int i = 0; i < order.Length; ++i)
        {
            int empty = filled.Count(count => count == 0);
            int[] candidates = [.. Enumerable.Range(0, splits.Length).Where(part => order.Length - i > empty || filled[part] == 0)];
            int part = candidates.MaxBy(candidate => fractions[candidate] * recordings.Count - filled[candidate]);
            partOf[names[order[i]]] = part;
            filled[part] += sizes[names[order[i]]];
        }

        return [.. recordings.Select(recording => splits[partOf[recording.Group!]])];
    }

    /// <summary>Fisher and Yates.</summary>
    private static int[] Shuffled(int[] items, ulong seed, uint stream)
    {
        CounterRandom random = new(seed, (uint)RandomStream.Split, stream, 0);
        for (int i = items.Length - 1; i > 0; --i)
        {
            int j = (int)(random.NextUniform() * (i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }

        return items;
    }
}
