using System.Globalization;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>How single values are read.</summary>
internal sealed partial class ModelReading
{
    private static SourcePlace PlaceOf(string origin) => SourcePlace.Of(origin);

    private TableNode? Table(TableNode root, string key)
    {
        ConfigurationNode? node = root.Find(key);
        if (node is not null and not TableNode)
            faults.Add(PlaceOf(node.Origin), key, $"expected a table, [{key}], got {node.Description}");
        return node as TableNode;
    }

    private IEnumerable<(string Key, string Path, TableNode Table)> Entries(TableNode? tables, string kind, string example)
    {
        foreach (string key in tables?.Keys ?? [])
        {
            string path = Binding.Join(kind, key);
            ConfigurationNode node = tables!.Find(key)!;
            if (node is TableNode table)
                yield return (key, path, table);
            else
                faults.Add(PlaceOf(node.Origin), path, $"expected a table, [{path}] or {key} = {example}, got {node.Description}");
        }
    }

    private string? Text(TableNode table, string key, string path)
    {
        switch (table.Find(key))
        {
            case null:
                return null;
            case ScalarNode { Value: string text }:
                return text;
            case { } node:
                AddFault(table, key, path, $"expected a text, got {node.Description}");
                return null;
        }
    }

    private string RequiredText(TableNode table, string key, string path, string meaning)
    {
        string? text = Text(table, key, path);
        if (table.Find(key) is null || text is { Length: 0 })
            AddFault(table, key, path, $"must be given: {meaning}");
        return text ?? "";
    }

    private bool Truth(TableNode table, string key, string path)
    {
        ConfigurationNode? node = table.Find(key);
        if (node is not null and not ScalarNode { Value: bool })
            AddFault(table, key, path, $"expected true or false, got {node.Description}");
        return node is ScalarNode { Value: true };
    }

    private double? Number(TableNode table, string key, string path)
    {
        ConfigurationNode? node = table.Find(key);
        double? number = node is ScalarNode { Value: long or double } scalar ? Convert.ToDouble(scalar.Value, CultureInfo.InvariantCulture) : null;
        if (node is null || number is double found && double.IsFinite(found))
            return number;
        AddFault(table, key, path, $"expected a finite number, got {node.Description}");
        return null;
    }

    private Unit? UnitOf(TableNode? table, string unit, string path)
    {
        Unit? known = Unit.Parse(unit);
        if (known is null)
            AddFault(table!, "unit", path, $"'{unit}' is no unit; write one like \"V\", \"C/m2\", \"1/s\", or \"\" for a plain number");
        return known;
    }

    private Unit? RequiredUnit(TableNode table, string path, out string unit)
    {
        unit = Text(table, "unit", path) ?? "";
        if (table.Find("unit") is not null)
            return UnitOf(table, unit, path);
        AddFault(table, "unit", path, "must be given, such as unit = \"V\"; unit = \"\" for a plain number");
        return null;
    }

    private Draft RequiredExpression(TableNode table, string key, string path, Unit? scale, string meaning)
    {
        if (table.Find(key) is not null)
            return Expression(table, key, path, scale);
        AddFault(table, key, path, $"must be given: {meaning}");
        return new(null, Binding.Join(path, key), PlaceOf(table.Origin));
    }

    /// <summary>An expression, or a number in the unit of what it is of.</summary>
    private Draft Expression(TableNode table, string key, string path, Unit? scale)
    {
        string full = Binding.Join(path, key);
        ConfigurationNode node = table.Find(key)!;
        SourcePlace place = PlaceOf(node.Origin);
        if (node is ScalarNode { Value: string text, Place: { } letters })
        {
            SourcePlace At(int index) => letters.At(index) is var (line, column) ? new(line, column) : place;
            return new(ExpressionReading.Read(new(full, text, At), names, faults), full, At(0));
        }

        return Number(table, key, path) is double number
            ? new(new NumberLiteral(place, scale?.ToSi(number) ?? number, scale?.Dimension ?? Dimension.None), full, place)
            : new(null, full, place);
    }

    private void AddUnknown(TableNode? table, string[] known, string path)
    {
        foreach (string key in table?.Keys.Where(key => !known.Contains(key)) ?? [])
        {
            string hint = NearestName.Hint(key, known);
            AddFault(table!, key, path, $"unknown key{(hint.Length > 0 ? hint : $"; there are {string.Join(", ", known)}")}");
        }
    }

    private void AddFault(TableNode table, string key, string path, string message) =>
        faults.Add(PlaceOf(table.Find(key)?.Origin ?? table.Origin), Binding.Join(path, key), message);
}
