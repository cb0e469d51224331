using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Configuration;

/// <summary>
/// One binding of layered nodes to records. Every method gets the layers of one place in the tree, weakest first, and the
/// value that holds where no layer says otherwise; it returns the bound value and collects faults instead of throwing.
/// </summary>
internal sealed partial class Binding
{
    private readonly Dictionary<string, string> origins = new(StringComparer.Ordinal);
    private readonly List<string> unboundPaths = [];

    public List<ConfigurationFault> Faults { get; } = [];

    /// <summary>Binds one value.</summary>
    /// <param name="shape">The shape of the value.</param>
    /// <param name="mayBeNull">Whether the text "none" stands for null; never the case for a text.</param>
    /// <param name="layers">What the sources say, weakest first; at least one.</param>
    /// <param name="fallback">The default, from the record that holds the value.</param>
    /// <param name="path">The full key.</param>
    public object? Bind(
        ValueShape shape, bool mayBeNull, IReadOnlyList<ConfigurationNode> layers, object? fallback, string path)
    {
        origins[path] = layers[^1].Origin;
        if (mayBeNull && shape.Type != typeof(string))
        {
            int none = layers.ToList().FindLastIndex(layer => layer is ScalarNode { Value: ConfigurationWriter.None });
            if (none == layers.Count - 1)
                return null;
            if (none >= 0)
                (layers, fallback) = ([.. layers.Skip(none + 1)], null);
        }

        return shape.Kind switch
        {
            ValueKind.Record => BindRecord(shape, layers, fallback, path),
            ValueKind.List => BindList(shape, layers, fallback, path),
            ValueKind.Dictionary => BindDictionary(shape, layers, fallback, path),
            ValueKind.Settings => BindSettings(shape, layers, fallback, path),
            _ => BindScalar(shape, layers[^1], fallback, path),
        };
    }

    /// <summary>Whether a value at or below this path could not be bound, so that a check of it would mislead.</summary>
    public bool HasUnbound(string path) => unboundPaths.Any(unbound => IsWithin(unbound, path));

    /// <summary>Adds a fault of a bound value.</summary>
    public void Add(string path, string message) => Faults.Add(new ConfigurationFault(OriginOf(path), path, message));

    /// <summary>Says that what is at or below a path was decided elsewhere.</summary>
    public void SetOrigin(string path, string origin)
    {
        foreach (string known in origins.Keys.Where(known => IsWithin(known, path)).ToArray())
            origins.Remove(known);
        origins[path] = origin;
    }

    /// <summary>Where the value was written, or the table around it, or "default".</summary>
    public string OriginOf(string path)
    {
        while (true)
        {
            if (origins.TryGetValue(path, out string? origin))
                return origin;
            if (path.Length == 0)
                return "default";
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }
    }

    public static string Join(string path, string key) =>
        path.Length == 0 || key.Length == 0 || key[0] == '[' ? path + key : $"{path}.{key}";

    private static bool IsWithin(string path, string ancestor) =>
        ancestor.Length == 0
        || (path.StartsWith(ancestor, StringComparison.Ordinal)
            && (path.Length == ancestor.Length || path[ancestor.Length] is '.' or '['));

    private object? BindScalar(ValueShape shape, ConfigurationNode node, object? fallback, string path)
    {
        object? value = ScalarConversion.Convert(shape, node, out string? problem);
        if (problem is null)
            return value;
        AddUnbound(node.Origin, path, problem);
        return fallback;
    }

    private object? BindRecord(ValueShape shape, IReadOnlyList<ConfigurationNode> layers, object? fallback, string path)
    {
        List<TableNode> tables = TablesOf(shape, layers, path);
        Type? type = shape.Type;
        bool hasKind = RecordModel.Variants(type) is { Count: > 0 };
        if (hasKind)
            (type, tables, fallback) = ChooseVariant(shape.Type, tables, fallback, layers[^1].Origin, path);
        if (type is null)
            return fallback;

        RecordModel model = RecordModel.For(type);
        AddUnknownKeys(model, tables, hasKind, path);
        bool isFresh = fallback?.GetType() != type;
        object record = isFresh ? RecordModel.Create(type) : RecordModel.Clone(fallback!);
        foreach (RecordProperty property in model.Properties)
        {
            string propertyPath = Join(path, property.Key);
            List<ConfigurationNode> given = [.. tables.Select(table => table.Find(property.Key)).OfType<ConfigurationNode>()];
            if (given.Count > 0)
            {
                object? value = Bind(
                    property.Shape, property.MayBeNull, given, property.Info.GetValue(record), propertyPath);
                property.Info.SetValue(record, value);
            }
            else if (property.Required && isFresh)
            {
                AddUnbound(OriginOf(path), propertyPath, "must be given");
            }
        }

        return record;
    }

    private void AddUnknownKeys(RecordModel model, List<TableNode> tables, bool hasKind, string path)
    {
        foreach (TableNode table in tables)
        {
            foreach (string key in table.Keys)
            {
                if (model.Find(key) is not null || (hasKind && key == RecordModel.KindKey))
                    continue;
                List<string> valid = [.. model.Properties.Select(property => property.Key)];
                Faults.Add(new ConfigurationFault(
                    table.Find(key)!.Origin, Join(path, key), $"{ConfigurationFault.UnknownKey}{NearestName.Hint(key, valid)}"));
            }
        }
    }

    /// <summary>
    /// Finds the variant that the layers choose. A layer that chooses another variant than those below it starts afresh:
    /// their keys belong to the variant that is no longer wanted.
    /// </summary>
    private (Type? Type, List<TableNode> Tables, object? Fallback) ChooseVariant(
        Type type, List<TableNode> tables, object? fallback, string origin, string path)
    {
        IReadOnlyList<VariantAttribute> variants = RecordModel.Variants(type);
        List<string> kinds = [.. variants.Select(variant => variant.Kind)];
        Type? chosen = fallback?.GetType();
        int start = 0;
        for (int i = 0; i < tables.Count; i++)
        {
            if (tables[i].Find(RecordModel.KindKey) is not { } node)
                continue;
            string kindPath = Join(path, RecordModel.KindKey);
            if (node is not ScalarNode { Value: string kind })
            {
                AddUnbound(node.Origin, kindPath, $"expected a text, got {node.Description}; valid: {string.Join(", ", kinds)}");
                return (null, tables, fallback);
            }

            VariantAttribute? variant = variants.FirstOrDefault(candidate => candidate.Kind == kind.Replace('-', '_'));
            if (variant is null)
            {
                AddUnbound(
                    node.Origin,
                    kindPath,
                    $"unknown kind '{kind}'; valid: {string.Join(", ", kinds)}{NearestName.Hint(kind, kinds)}");
                return (null, tables, fallback);
            }

            if (variant.Type != chosen)
                (chosen, start, fallback) = (variant.Type, i, null);
        }

        if (chosen is null && tables.Count > 0)
            AddUnbound(origin, path, $"needs the key '{RecordModel.KindKey}'; valid: {string.Join(", ", kinds)}");
        return (chosen, tables[start..], fallback);
    }

    private List<TableNode> TablesOf(ValueShape shape, IReadOnlyList<ConfigurationNode> layers, string path)
    {
        foreach (ConfigurationNode layer in layers)
        {
            if (layer is not TableNode)
                AddUnbound(layer.Origin, path, $"expected {shape.Description}, got {layer.Description}");
        }

        return [.. layers.OfType<TableNode>()];
    }

    private void AddUnbound(string origin, string path, string message)
    {
        unboundPaths.Add(path);
        Faults.Add(new ConfigurationFault(origin, path, message));
    }
}
