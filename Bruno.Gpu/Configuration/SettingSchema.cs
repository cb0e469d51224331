using System.Text.Json.Nodes;

namespace Bruno.Gpu.Configuration;

/// <summary>A configuration as a JSON Schema (draft 2020-12), which editors complete and check TOML files with.</summary>
internal static class SettingSchema
{
    /// <summary>The schema of a table and all within it.</summary>
    public static JsonObject Of(SettingTable root)
    {
        JsonObject schema = Table(root);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    private static JsonObject Table(SettingTable table)
    {
        JsonObject properties = [];
        if (table.Kind is not null)
            properties["kind"] = new JsonObject { ["const"] = table.Kind };
        foreach (Setting setting in table.Settings)
            properties[setting.Key] = Value(setting);
        foreach (IGrouping<string, SettingTable> group in table.Tables.GroupBy(inner => inner.Path))
        {
            JsonNode[] variants = [.. group.Select(Table)];
            JsonNode one = variants.Length == 1 ? variants[0] : new JsonObject { ["oneOf"] = new JsonArray(variants) };
            properties[group.First().Key] = group.First().IsList ? new JsonObject { ["type"] = "array", ["items"] = one } : one;
        }

        JsonObject schema = new() { ["type"] = "object", ["description"] = table.Meaning, ["properties"] = properties, ["additionalProperties"] = false };
        if (table.Kind is not null)
            schema["required"] = new JsonArray("kind");
        return schema;
    }

    private static JsonObject Value(Setting setting)
    {
        JsonObject value = OfShape(setting.Shape, setting);
        value["description"] = setting.Unit.Length > 0 ? $"{setting.Meaning} Unit: {setting.Unit}." : setting.Meaning;
        return value;
    }

    private static JsonObject OfShape(ValueShape shape, Setting setting)
    {
        switch (shape.Kind)
        {
            case ValueKind.List:
                return new() { ["type"] = "array", ["items"] = OfShape(shape.Element!, setting) };
            case ValueKind.Dictionary:
                return new() { ["type"] = "object", ["additionalProperties"] = OfShape(shape.Element!, setting) };
            case ValueKind.Enum:
                return new() { ["enum"] = new JsonArray([.. setting.Values.Select(value => JsonValue.Create(value.Name))]) };
            default:
                JsonObject scalar = new()
                {
                    ["type"] = shape.Type == typeof(bool) ? "boolean"
                        : shape.Type == typeof(string) ? "string"
                        : shape.Type == typeof(double) ? "number"
                        : "integer",
                };
                AddRange(scalar, setting.Number);
                return scalar;
        }
    }

    private static void AddRange(JsonObject schema, NumberAttribute? number)
    {
        (string Key, double Value)[] bounds = number is null ? [] :
        [
            ("minimum", number.From), ("maximum", number.To), ("exclusiveMinimum", number.Above), ("exclusiveMaximum", number.Below),
        ];
        foreach ((string key, double value) in bounds.Where(bound => double.IsFinite(bound.Value)))
            schema[key] = value;
    }
}
