using System.Globalization;

namespace Bruno.Gpu.Configuration;

/// <summary>A setting that two configurations have different values of.</summary>
/// <param name="Path">The full key.</param>
/// <param name="Before">The value in the first, as TOML; "not set" where it is null, "none" where there is no such key.</param>
/// <param name="After">The value in the second.</param>
internal sealed record SettingDifference(string Path, string Before, string After)
{
    private const string NotSet = "not set";
    private const string Absent = "none";
    private const string Given = "given";

    /// <summary>The difference on a line.</summary>
    public override string ToString() => $"{Path}: {Before} -> {After}";

    /// <summary>Whether the setting is a key, or lies within the table or list of that name.</summary>
    public bool IsWithin(string key) => Path == key || (Path.StartsWith(key, StringComparison.Ordinal) && Path[key.Length] is '.' or '[');

    /// <summary>All settings that differ, in the order of the records.</summary>
    public static IReadOnlyList<SettingDifference> Between<T>(T before, T after)
        where T : class
    {
        List<(string Path, string Text)> first = [], second = [];
        Flatten(before, "", first);
        Flatten(after, "", second);
        Dictionary<string, string> earlier = first.ToDictionary(), later = second.ToDictionary();
        return
        [
            .. first.Concat(second).Select(entry => entry.Path).Distinct()
                .Select(path => new SettingDifference(path, earlier.GetValueOrDefault(path, Absent), later.GetValueOrDefault(path, Absent)))
                .Where(difference => difference.Before != difference.After),
        ];
    }

    private static void Flatten(object record, string path, List<(string Path, string Text)> entries)
    {
        foreach (RecordProperty property in RecordModel.For(record.GetType()).Properties)
        {
            string inner = Binding.Join(path, property.Key);
            object? value = property.Info.GetValue(record);
            if (value is null)
                entries.Add((inner, NotSet));
            else if (property.Shape.Kind == ValueKind.Record)
                FlattenRecord(property.Shape.Type, value, inner, entries);
            else if (property.Shape is { Kind: ValueKind.List, Element.Kind: ValueKind.Record })
            {
                int index = 0;
                foreach (object? item in Binding.Items(value))
                    FlattenRecord(property.Shape.Element.Type, item!, string.Create(CultureInfo.InvariantCulture, $"{inner}[{index++}]"), entries);
            }
            else if (property.Shape.Kind == ValueKind.Settings)
            {
                FlattenSettings((UnboundSettings)value, inner, entries);
            }
            else if (property.Shape is { Kind: ValueKind.Dictionary, Element.Kind: ValueKind.Settings })
            {
                foreach ((string key, object? entry) in Binding.Entries(value))
                {
                    entries.Add((Binding.Join(inner, key), Given));
                    FlattenSettings((UnboundSettings)entry!, Binding.Join(inner, key), entries);
                }
            }
            else if (property.Shape.Kind == ValueKind.Dictionary)
            {
                foreach ((string key, object? entry) in Binding.Entries(value))
                    entries.Add((Binding.Join(inner, key), ConfigurationWriter.ValueText(property.Shape.Element!, entry, inner)));
            }
            else
            {
                entries.Add((inner, ConfigurationWriter.ValueText(property.Shape, value, inner)));
            }
        }
    }

    private static void FlattenSettings(UnboundSettings settings, string path, List<(string Path, string Text)> entries) =>
        entries.AddRange(settings.Select(setting => (Binding.Join(path, setting.Key), setting.Text)));

    private static void FlattenRecord(Type declared, object record, string path, List<(string Path, string Text)> entries)
    {
        if (RecordModel.Variants(declared).FirstOrDefault(variant => variant.Type == record.GetType()) is { } variant)
            entries.Add((Binding.Join(path, RecordModel.KindKey), TomlText.Quote(variant.Kind)));
        Flatten(record, path, entries);
    }
}
