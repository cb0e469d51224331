using System.Collections;
using System.Collections.Immutable;
using System.Globalization;

namespace Bruno.Gpu.Configuration;

/// <summary>Lists and dictionaries.</summary>
internal sealed partial class Binding
{
    // The strongest layer that gives an array replaces the list; tables above it, from --set, address elements by index.
    private object? BindList(ValueShape shape, IReadOnlyList<ConfigurationNode> layers, object? fallback, string path)
    {
        int arrayIndex = layers.ToList().FindLastIndex(layer => layer is ArrayNode);
        List<(List<ConfigurationNode> Layers, object? Fallback)> elements = arrayIndex >= 0
            ? [.. ((ArrayNode)layers[arrayIndex]).Items.Select(item => (new List<ConfigurationNode> { item }, (object?)null))]
            : [.. Items(fallback).Select(item => (new List<ConfigurationNode>(), item))];

        foreach (ConfigurationNode layer in layers.Skip(arrayIndex + 1))
        {
            if (layer is not TableNode table)
            {
                AddUnbound(layer.Origin, path, $"expected {shape.Description}, got {layer.Description}");
                continue;
            }

            foreach (string key in table.Keys)
            {
                ConfigurationNode node = table.Find(key)!;
                if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                    AddUnbound(node.Origin, Join(path, key), $"is in a list, where '{key}' is not an index; the list itself takes {shape.Description}");
                else if (index >= elements.Count)
                    AddUnbound(node.Origin, $"{path}[{key}]", $"there is no such element; {Extent(elements.Count)}");
                else
                    elements[index].Layers.Add(node);
            }
        }

        List<object?> values = [];
        for (int i = 0; i < elements.Count; i++)
        {
            (List<ConfigurationNode> given, object? own) = elements[i];
            string elementPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            values.Add(given.Count == 0 ? own : Bind(shape.Element!, mayBeNull: false, given, own, elementPath));
        }

        // An element that could not be bound may be null; it is reported and the list never used.
        return HasUnbound(path) ? fallback : MakeList(shape, values);
    }

    private object BindDictionary(ValueShape shape, IReadOnlyList<ConfigurationNode> layers, object? fallback, string path)
    {
        Type value = shape.Element!.Type;
        IDictionary bound = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), value))!;
        foreach ((string key, object? own) in Entries(fallback))
            bound[key] = own;

        List<TableNode> tables = TablesOf(shape, layers, path);
        foreach (string key in tables.SelectMany(table => table.Keys).Distinct(StringComparer.Ordinal))
        {
            List<ConfigurationNode> given = [.. tables.Select(table => table.Find(key)).OfType<ConfigurationNode>()];
            if (Bind(shape.Element, mayBeNull: false, given, bound[key], Join(path, key)) is { } entry)
                bound[key] = entry;
        }

        return bound;
    }

    internal static IEnumerable<object?> Items(object? list) =>
        list is null || list.GetType().GetProperty("IsDefault")?.GetValue(list) is true ? [] : ((IEnumerable)list).Cast<object?>();

    internal static IEnumerable<(string Key, object? Value)> Entries(object? dictionary)
    {
        foreach (object entry in dictionary as IEnumerable ?? Array.Empty<object>())
        {
            Type type = entry.GetType();
            yield return ((string)type.GetProperty("Key")!.GetValue(entry)!, type.GetProperty("Value")!.GetValue(entry));
        }
    }

    private static string Extent(int count) => count switch
    {
        0 => "the list is empty",
        1 => "the list has one element, 0",
        _ => string.Create(CultureInfo.InvariantCulture, $"the list has {count} elements, 0 to {count - 1}"),
    };

    private static object MakeList(ValueShape shape, List<object?> values)
    {
        Type elementType = shape.Type.IsArray ? shape.Type.GetElementType()! : shape.Type.GetGenericArguments()[0];
        Array array = Array.CreateInstance(elementType, values.Count);
        for (int i = 0; i < values.Count; i++)
            array.SetValue(values[i], i);
        if (shape.Type.IsInstanceOfType(array))
            return array;

        if (shape.Type.GetGenericTypeDefinition() == typeof(List<>))
            return Activator.CreateInstance(shape.Type, array)!;
        Type factory = shape.Type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) ? typeof(ImmutableArray) : typeof(ImmutableList);
        return factory.GetMethods()
            .First(method => method.Name == nameof(ImmutableArray.CreateRange)
                             && method.GetParameters() is [{ ParameterType.Name: "IEnumerable`1" }])
            .MakeGenericMethod(elementType)
            .Invoke(null, [array])!;
    }
}
