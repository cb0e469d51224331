using System.Collections;

namespace Bruno.Gpu.Configuration;

/// <summary>A table of a configuration: its own keys, and the tables within it.</summary>
/// <param name="Path">The full key: "optimizer", "network.layers[]"; empty for the configuration itself.</param>
/// <param name="Kind">Which variant it is; none where there is one only.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Settings">Its own keys.</param>
/// <param name="Tables">The tables within it, in order.</param>
internal sealed record SettingTable(
    string Path, string? Kind, string Meaning, IReadOnlyList<Setting> Settings, IReadOnlyList<SettingTable> Tables)
{
    /// <summary>The full key of the table whose keys these are, where a table that is not set by itself has those of another one.</summary>
    public string? KeysOf { get; init; }

    /// <summary>Whether it stands in a list.</summary>
    public bool IsList => Path.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>The last part of its key.</summary>
    public string Key => Path[(Path.LastIndexOf('.') + 1)..].Replace("[]", "", StringComparison.Ordinal);

    /// <summary>The table and all within it, in order; of a table with the keys of another one, itself alone.</summary>
    public IEnumerable<SettingTable> All => KeysOf is null ? Tables.SelectMany(table => table.All).Prepend(this) : [this];

    /// <summary>The whole configuration of a record type.</summary>
    public static SettingTable Of<T>()
        where T : class, new()
    {
        Dictionary<Type, string> tables = RecordModel.For(typeof(T)).Properties
            .Where(property => property is { Shape.Kind: ValueKind.Record, MayBeNull: false })
            .ToDictionary(property => property.Shape.Type, property => property.Key);
        return Of(typeof(T), new T(), "", null, tables);
    }

    private static SettingTable Of(Type type, object defaults, string path, string? kind, IReadOnlyDictionary<Type, string> known)
    {
        List<Setting> settings = [];
        List<SettingTable> tables = [];
        foreach (RecordProperty property in RecordModel.For(type).Properties)
        {
            object? value = property.Info.GetValue(defaults);
            string inner = Binding.Join(path, property.Key);
            switch (property.Shape)
            {
                case { Kind: ValueKind.Record }:
                    tables.AddRange(OfRecord(property.Shape.Type, value, inner, Documentation.Of(property.Info), known)
                        .Select(table => property.MayBeNull && value is null ? table with { KeysOf = known.GetValueOrDefault(property.Shape.Type) } : table));
                    break;
                case { Kind: ValueKind.List, Element.Kind: ValueKind.Record }:
                    tables.AddRange(OfRecord(property.Shape.Element.Type, null, $"{inner}[]", Documentation.Of(property.Info), known));
                    break;
                default:
                    settings.Add(OfProperty(property, value));
                    break;
            }
        }

        return new(path, kind, Documentation.Of(type), settings, tables);
    }

    private static IEnumerable<SettingTable> OfRecord(
        Type type, object? defaults, string path, string meaning, IReadOnlyDictionary<Type, string> known)
    {
        IReadOnlyList<VariantAttribute> variants = RecordModel.Variants(type);
        return variants.Count == 0
            ? [Of(type, defaults ?? RecordModel.Create(type), path, null, known) with { Meaning = meaning }]
            : variants.Select(variant => Of(variant.Type, RecordModel.Create(variant.Type), path, variant.Kind, known));
    }

    private static Setting OfProperty(RecordProperty property, object? value)
    {
        ValueShape shape = property.Shape;
        Type? choice = shape.Kind == ValueKind.Enum ? shape.Type : shape.Element?.Kind == ValueKind.Enum ? shape.Element.Type : null;
        bool isEmpty = value is null || (shape.Kind == ValueKind.Dictionary && !((IEnumerable)value).Cast<object>().Any());
        return new(
            property.Key,
            choice is null ? shape.Description : "a choice",
            isEmpty ? "" : ConfigurationWriter.ValueText(shape, value!, property.Key),
            property.Number?.Unit ?? "",
            property.Number?.Range ?? "",
            choice is null
                ? []
                : [.. Enum.GetValues(choice).Cast<Enum>().DistinctBy(RecordModel.EnumName).Select(name => (RecordModel.EnumName(name), Documentation.Of(name)))],
            Documentation.Of(property.Info))
        {
            Shape = shape,
            Number = property.Number,
        };
    }
}
