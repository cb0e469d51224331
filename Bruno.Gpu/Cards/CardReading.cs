using System.Globalization;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Cards;

/// <summary>One reading of a card's text: it collects faults instead of stopping at the first.</summary>
internal sealed class CardReading(string name, string origin)
{
    private const string ErrorKey = "standard_error";

    private static readonly string[] TopKeys = ["kind", "model", "description", "values"];
    private static readonly string[] ValueKeys = ["value", "unit", "source", ErrorKey];
    private static readonly string[] Kinds = [.. Enum.GetValues<CardKind>().Select(kind => RecordModel.EnumName(kind))];

    private readonly List<ConfigurationFault> faults = [];

    public DeviceCard Read(string toml)
    {
        if (TomlReading.Read(origin, toml, faults) is not { } root)
            throw new ConfigurationException(faults);

        AddUnknown(root, TopKeys, "");
        CardKind? kind = ReadKind(root);
        string? model = Text(root, "model");
        if (kind == CardKind.Neuron && model is not null && DeviceCatalogue.IsFile(model))
            model = Beside(model);
        ICardSchema? schema = SchemaOf(root, kind, model);
        string description = Text(root, "description") ?? "";
        if (description.Length == 0)
            Add(root, "description", "must be given: what the device is, in a line");

        List<CardValue> values = [];
        if (root.Find("values") is not TableNode table)
            Add(root, "values", "must be given: a table [values.NAME] with value, unit and source for each figure");
        else if (schema is not null)
            values = ReadValues(table, schema);

        return faults.Count == 0 ? new(name, kind!.Value, model, description, values) : throw new ConfigurationException(faults);
    }

    /// <summary>The path of a model that is a text: beside the card, where it is there, else where the program runs.</summary>
    private string Beside(string model)
    {
        string folder = Path.GetDirectoryName(origin) ?? "", beside = Path.Combine(folder, model);
        return folder.Length > 0 && File.Exists(beside) ? Path.GetRelativePath(".", beside) : model;
    }

    private CardKind? ReadKind(TableNode root)
    {
        string? text = Text(root, "kind");
        int index = Array.IndexOf(Kinds, text);
        if (text is null)
            Add(root, "kind", $"must be given: {string.Join(" or ", Kinds)}");
        else if (index < 0)
            Add(root, "kind", $"unknown kind '{text}'; valid: {string.Join(", ", Kinds)}{NearestName.Hint(text, Kinds)}");
        return index >= 0 ? Enum.GetValues<CardKind>()[index] : null;
    }

    private ICardSchema? SchemaOf(TableNode root, CardKind? kind, string? model)
    {
        switch (kind)
        {
            case CardKind.Synapse:
                if (model is not null)
                    Add(root, "model", "must be left out: only neurons have a device model");
                return new SynapseCardSchema();
            case CardKind.Neuron when model is null:
                Add(root, "model", $"must be given: the device model whose parameters these are ({string.Join(", ", DeviceCatalogue.Names)})");
                return null;
            case CardKind.Neuron when DeviceCatalogue.TryFind(model) is { } found:
                return new NeuronCardSchema(found);
            case CardKind.Neuron when DeviceCatalogue.IsFile(model):
                try
                {
                    return new NeuronCardSchema(DeviceCatalogue.Find(model));
                }
                catch (BrunoException exception)
                {
                    Add(root, "model", exception.Message);
                    return null;
                }

            case CardKind.Neuron:
                Add(root, "model", DeviceCatalogue.DescribeUnknown(model));
                return null;
            default:
                return null;
        }
    }

    private List<CardValue> ReadValues(TableNode table, ICardSchema schema)
    {
        Dictionary<string, CardQuantity> quantities = schema.Quantities.ToDictionary(quantity => quantity.Name, StringComparer.Ordinal);
        List<CardValue> values = [];
        foreach (string key in table.Keys)
        {
            if (!quantities.TryGetValue(key, out CardQuantity? quantity))
                Add(table, key, $"unknown value{NearestOrAll(key, quantities.Keys)}", "values");
            else if (table.Find(key) is not TableNode entry)
                Add(table, key, $"needs value, unit and source: {key} = {{ value = ..., unit = \"{UnitExample(quantity)}\", source = \"...\" }}", "values");
            else if (ReadValue(entry, quantity) is { } value)
                values.Add(value);
        }

        Dictionary<string, double[]> numbers = values.ToDictionary(value => value.Name, value => value.SiNumbers, StringComparer.Ordinal);
        foreach (Fault fault in schema.Validate(numbers, table.Keys))
            Add(table, fault.Key, fault.Message, "values");

        return values;
    }

    private CardValue? ReadValue(TableNode entry, CardQuantity quantity)
    {
        string path = $"values.{quantity.Name}";
        AddUnknown(entry, ValueKeys, path);
        double[]? numbers = Numbers(entry, quantity, path);
        string? unit = Text(entry, "unit", path), source = Text(entry, "source", path);
        bool isConvertible = unit is not null && UnitConversion.Convert(1, unit, quantity.Unit) is not null;
        if (unit is null)
            Add(entry, "unit", $"must be given, such as unit = \"{UnitExample(quantity)}\"", path);
        else if (!isConvertible)
            Add(entry, "unit", $"'{unit}' cannot be converted to {(quantity.Unit.Length == 0 ? "a dimensionless number" : quantity.Unit)}; give one like \"{UnitExample(quantity)}\"", path);
        if (string.IsNullOrWhiteSpace(source))
            Add(entry, "source", "must be given: where the figure comes from (paper and figure, or measurement)", path);
        double? error = null;
        if (entry.Find(ErrorKey) is { } node)
        {
            error = node is ScalarNode { Value: double or long } scalar ? Convert.ToDouble(scalar.Value, CultureInfo.InvariantCulture) : double.NaN;
            if (!(error >= 0))
                Add(entry, ErrorKey, $"must be a number of at least 0, in the unit of the value (inf where the data do not tell), is {node.Description}", path);
        }

        if (numbers is null || !isConvertible)
            return null;
        double[] converted = Array.ConvertAll(numbers, number => UnitConversion.Convert(number, unit!, quantity.Unit)!.Value);
        return new(quantity.Name, numbers, unit!, source ?? "", quantity.Meaning, converted) { StandardError = error };
    }

    private double[]? Numbers(TableNode entry, CardQuantity quantity, string path)
    {
        ConfigurationNode? node = entry.Find("value");
        IEnumerable<ConfigurationNode> items = node is ArrayNode array ? array.Items : node is null ? [] : [node];
        double[] numbers = [.. items.Select(item => item is ScalarNode { Value: double or long } scalar
            ? Convert.ToDouble(scalar.Value, CultureInfo.InvariantCulture)
            : double.NaN)];
        bool isRight = node is ArrayNode == quantity.IsList && numbers.Length > 0 && numbers.All(double.IsFinite);
        if (!isRight)
        {
            string wanted = quantity.IsList ? "a list of finite numbers" : "a finite number";
            Add(entry, "value", node is null ? $"must be given: {wanted}" : $"must be {wanted}, is {node.Description}", path);
        }

        return isRight ? numbers : null;
    }

    private string? Text(TableNode table, string key, string path = "")
    {
        switch (table.Find(key))
        {
            case null:
                return null;
            case ScalarNode { Value: string text }:
                return text;
            case { } node:
                faults.Add(new(node.Origin, Binding.Join(path, key), $"expected a text, got {node.Description}"));
                return "";
        }
    }

    private void AddUnknown(TableNode table, string[] known, string path)
    {
        foreach (string key in table.Keys.Where(key => !known.Contains(key)))
            Add(table, key, $"unknown key{NearestOrAll(key, known)}", path);
    }

    private void Add(TableNode table, string key, string message, string path = "") =>
        faults.Add(new(table.Find(key)?.Origin ?? table.Origin, Binding.Join(path, key), message));

    private static string NearestOrAll(string key, IReadOnlyCollection<string> known)
    {
        string hint = NearestName.Hint(key, known);
        return hint.Length > 0 ? hint : $"; there are {string.Join(", ", known)}";
    }

    private static string UnitExample(CardQuantity quantity) => quantity.Unit.Length == 0 ? "1" : quantity.Unit;
}
