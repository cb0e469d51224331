using System.Globalization;
using System.Text;

namespace Bruno.Gpu.Configuration;

/// <summary>
/// Writes a fully resolved tree of configuration records as TOML that <see cref="ConfigurationBinder"/> reads back to an
/// equal tree: every property is written, numbers with all their digits; a key that is not set is a comment.
/// </summary>
internal static class ConfigurationWriter
{
    /// <summary>The text that stands for null.</summary>
    internal const string None = "none";

    /// <summary>The TOML text, lines ended by a line feed.</summary>
    /// <exception cref="InvalidOperationException">
    /// The tree holds something TOML cannot express here: a null in a list, a variant that its base does not declare, a
    /// null text whose default is not null, or a dictionary without a key that its default has.
    /// </exception>
    public static string Write(object configuration)
    {
        StringBuilder text = new();
        WriteTable(text, configuration, RecordModel.Create(configuration.GetType()), "");
        return text.ToString();
    }

    // Plain values come before the tables: what follows a header belongs to that header's table.
    private static void WriteTable(StringBuilder text, object record, object? defaults, string path)
    {
        List<Action> tables = [];
        foreach (RecordProperty property in RecordModel.For(record.GetType()).Properties)
        {
            object? value = property.Info.GetValue(record);
            object? own = defaults?.GetType() == record.GetType() ? property.Info.GetValue(defaults) : null;
            string key = TomlText.Key(property.Key);
            string inner = path.Length == 0 ? key : $"{path}.{key}";
            if (value is null)
            {
                if (own is not null)
                    Line(text, key, property.Shape.Type != typeof(string) ? TomlText.Quote(None) : throw Unwritable(inner, "null, which its default is not"));
                else if (property.Shape.Kind != ValueKind.Record)
                    text.Append("# ").Append(key).Append(" is not set; it takes ").Append(property.Shape.Description).Append('\n');
            }
            else if (property.Shape.Kind == ValueKind.Record)
            {
                tables.Add(() => WriteHeader(text, "[", inner, "]", property.Shape.Type, value, own));
            }
            else if (property.Shape.Kind == ValueKind.Dictionary)
            {
                tables.Add(() => WriteDictionary(text, property.Shape, value, own, inner));
            }
            else if (property.Shape.Kind == ValueKind.Settings)
            {
                if ((UnboundSettings)value is { Count: > 0 } settings)
                    tables.Add(() => WriteSettings(text, settings, inner));
            }
            else if (property.Shape is { Kind: ValueKind.List, Element.Kind: ValueKind.Record } && Binding.Items(value).Any())
            {
                tables.Add(() =>
                {
                    foreach (object? item in Binding.Items(value))
                        WriteHeader(text, "[[", inner, "]]", property.Shape.Element.Type, item ?? throw Unwritable(inner, "a null element"), null);
                });
            }
            else
            {
                Line(text, key, ValueText(property.Shape, value, inner));
            }
        }

        foreach (Action table in tables)
            table();
    }

    private static void WriteHeader(
        StringBuilder text, string open, string path, string close, Type declared, object record, object? defaults)
    {
        if (text.Length > 0)
            text.Append('\n');
        text.Append(open).Append(path).Append(close).Append('\n');
        IReadOnlyList<VariantAttribute> variants = RecordModel.Variants(declared);
        if (variants.Count > 0)
        {
            VariantAttribute variant = variants.FirstOrDefault(candidate => candidate.Type == record.GetType())
                ?? throw Unwritable(path, $"a {record.GetType().Name}, which is not a declared variant of {declared.Name}");
            Line(text, RecordModel.KindKey, TomlText.Quote(variant.Kind));
        }

        // Without a default to start from, the binder starts from a new record.
        object start = defaults?.GetType() == record.GetType() ? defaults : RecordModel.Create(record.GetType());
        WriteTable(text, record, start, path);
    }

    private static void WriteDictionary(StringBuilder text, ValueShape shape, object dictionary, object? defaults, string path)
    {
        if (shape.Element!.Kind is ValueKind.Record or ValueKind.Dictionary)
            throw Unwritable(path, "a dictionary of tables");
        if (shape.Element.Kind == ValueKind.Settings)
        {
            foreach ((string key, object? value) in Binding.Entries(dictionary))
                WriteSettings(text, (UnboundSettings)value!, $"{path}.{TomlText.Key(key)}");
            return;
        }

        Dictionary<string, object?> entries = Binding.Entries(dictionary).ToDictionary(entry => entry.Key, entry => entry.Value);
        foreach ((string key, _) in Binding.Entries(defaults))
        {
            if (!entries.ContainsKey(key))
                throw Unwritable(path, $"no '{key}', which its default has");
        }

        if (text.Length > 0)
            text.Append('\n');
        text.Append('[').Append(path).Append("]\n");
        foreach ((string key, object? value) in entries)
            Line(text, TomlText.Key(key), ValueText(shape.Element, value, path));
    }

    private static void WriteSettings(StringBuilder text, UnboundSettings settings, string path)
    {
        if (text.Length > 0)
            text.Append('\n');
        text.Append('[').Append(path).Append("]\n");
        foreach (UnboundSetting setting in settings)
            Line(text, TomlText.Quote(setting.Key), setting.Text);
    }

    /// <summary>A value that is not a table, as TOML writes it.</summary>
    internal static string ValueText(ValueShape shape, object? value, string path) => value switch
    {
        null => throw Unwritable(path, "a null element"),
        Enum name => TomlText.Quote(RecordModel.EnumName(name)),
        string text => TomlText.Quote(text),
        bool truth => truth ? "true" : "false",
        double number => TomlText.Number(number),
        ulong number and > long.MaxValue => TomlText.Quote(number.ToString(CultureInfo.InvariantCulture)),
        _ when shape is { Kind: ValueKind.List, Element.Kind: not ValueKind.Record } =>
            $"[{string.Join(", ", Binding.Items(value).Select(item => ValueText(shape.Element, item, path)))}]",
        _ when shape.Kind == ValueKind.List => "[]",
        IFormattable integer => integer.ToString(null, CultureInfo.InvariantCulture),
        _ => throw Unwritable(path, $"a {value.GetType().Name}"),
    };

    private static void Line(StringBuilder text, string key, string value) =>
        text.Append(key).Append(" = ").Append(value).Append('\n');

    private static InvalidOperationException Unwritable(string path, string what) =>
        new($"The setting {path} cannot be written as TOML: it is {what}.");
}
