using Bruno.Gpu.Errors;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Recordings;

/// <summary>Which array of a file is what.</summary>
internal sealed record ArrayRoles
{
    /// <summary>The file.</summary>
    public required string Origin { get; init; }

    /// <summary>The name of the values.</summary>
    public required string ValuesName { get; init; }

    /// <summary>The values.</summary>
    public required StoredValue Values { get; init; }

    /// <summary>Labels, or null.</summary>
    public StoredValue? Label { get; init; }

    /// <summary>The name of the labels.</summary>
    public string? LabelName { get; init; }

    /// <summary>Numbers of steps, or null.</summary>
    public StoredValue? Lengths { get; init; }

    /// <summary>Parts, or null.</summary>
    public StoredValue? Split { get; init; }

    /// <summary>What must not be torn apart, or null.</summary>
    public StoredValue? Group { get; init; }

    /// <summary>Wanted values with their names.</summary>
    public IReadOnlyList<(string Name, StoredValue Value)> Targets { get; init; } = [];

    /// <summary>The roles in a file of one part.</summary>
    /// <exception cref="DataException">It cannot be told which array holds the values.</exception>
    public static ArrayRoles Of(NamedArrays arrays, DataDescription description)
    {
        string values = description.Values ?? arrays.FirstOf(UsualNames.Values.Where(name => IsValues(arrays, name))) ?? Only(arrays, IsValues, null)
            ?? throw new DataException($"{arrays.Origin}: which array holds the values? There are {arrays.Summary}. Name it in the description: values = \"NAME\"");
        string? label = description.Label ?? arrays.FirstOf(UsualNames.Label.Where(name => name != values)) ?? Only(arrays, (all, name) => name != values && MayBeLabels(all, name), description);
        if (label == values)
            label = null;
        StoredValue? Role(string? described, string[] usual, string key) =>
            described is not null ? arrays.Require(described, key) : arrays.FirstOf(usual) is string name && name != values && name != label ? arrays.Find(name) : null;
        return new()
        {
            Origin = arrays.Origin,
            ValuesName = values,
            Values = arrays.Require(values, "values"),
            LabelName = label,
            Label = label is null || description.Task is DataTask.NextStep or DataTask.Values ? null : arrays.Require(label, "label"),
            Lengths = Role(description.Lengths, UsualNames.Lengths, "lengths"),
            Split = Role(description.Split, UsualNames.Split, "split"),
            Group = Role(description.Group, UsualNames.Group, "group"),
            Targets = [.. (description.Targets ?? []).Select(name => (name, arrays.Require(name, "targets")))],
        };
    }

    /// <summary>The roles of a part whose arrays carry its name: x_train, train_labels, trainX; null where there is none.</summary>
    public static ArrayRoles? OfPart(NamedArrays arrays, DataDescription description, string word)
    {
        Dictionary<string, StoredValue> own = new(StringComparer.Ordinal);
        foreach (string name in arrays.Names)
        {
            if (Without(name, word) is string role)
                own.TryAdd(role.Length == 0 ? "data" : role, arrays.Find(name)!);
        }

        return own.Count == 0 || !own.Values.Any(value => value is StoredList or StoredArray { Shape.Count: >= 2 })
            ? null
            : Of(new NamedArrays($"{arrays.Origin} ({word})", own), description);
    }

    /// <summary>What is left of the name of an array without the word of a part; null where the word is only part of another, as "val" of "values".</summary>
    private static string? Without(string name, string word)
    {
        int place = name.IndexOf(word, StringComparison.OrdinalIgnoreCase), end = place + word.Length;
        if (place < 0)
            return null;
        string before = name[..place], after = name[end..];
        bool begins = before.ToLowerInvariant() is "" or "x" or "y" || !char.IsLetterOrDigit(before[^1]) || (char.IsLower(before[^1]) && char.IsUpper(name[place]));
        bool ends = after.ToLowerInvariant() is "" or "x" or "y" || !char.IsLetterOrDigit(after[0]) || (char.IsLower(name[end - 1]) && char.IsUpper(after[0]))
            || UsualNames.Values.Concat(UsualNames.Label).Contains(after, StringComparer.OrdinalIgnoreCase);
        return begins && ends ? (before + after).Replace("__", "_", StringComparison.Ordinal).Trim('_', '-', '/', '.') : null;
    }

    private static bool IsValues(NamedArrays arrays, string name) =>
        arrays.Names.FirstOrDefault(own => string.Equals(own, name, StringComparison.OrdinalIgnoreCase) || own.EndsWith($"/{name}", StringComparison.OrdinalIgnoreCase)) is string found
        && arrays.Find(found) is StoredArray { Shape.Count: >= 2 } or StoredList { Items: [StoredArray { Shape.Count: >= 1 }, ..] };

    /// <summary>The one array of the highest rank.</summary>
    private static string? Only(NamedArrays arrays, Func<NamedArrays, string, bool> may, DataDescription? labels)
    {
        string[] names = [.. arrays.Names.Where(name => may(arrays, name))];
        int Rank(string name) => arrays.Find(name) is StoredArray array ? array.Shape.Count : 3;
        string[] chosen = labels is null && names.Length > 0 ? [.. names.Where(name => Rank(name) == names.Max(Rank))] : names;
        return chosen is [string only] ? only : null;
    }

    private static bool MayBeLabels(NamedArrays arrays, string name) =>
        arrays.Find(name) is StoredArray { Shape.Count: 1, Elements: not (float[] or double[]) } or StoredList { Items: [StoredText, ..] };
}
