using System.Text.Json;

namespace Bruno.Oracle;

/// <summary>A value inside a golden file. A null number reads as NaN: it stands for "not finite".</summary>
public readonly struct GoldenNode(JsonElement element)
{
    /// <summary>The JSON value itself.</summary>
    public JsonElement Element => element;

    /// <summary>A member of an object.</summary>
    public GoldenNode this[string name] => new(element.GetProperty(name));

    /// <summary>An entry of a list.</summary>
    public GoldenNode this[int index] => new(element[index]);

    /// <summary>The entries of a list.</summary>
    public IEnumerable<GoldenNode> Items => element.EnumerateArray().Select(x => new GoldenNode(x));

    /// <summary>The names of an object's members.</summary>
    public IEnumerable<string> Names => element.EnumerateObject().Select(x => x.Name);

    /// <summary>True for a JSON null.</summary>
    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    /// <summary>Whether an object has a member of this name that is not null.</summary>
    public bool Has(string name) => element.TryGetProperty(name, out JsonElement x) && x.ValueKind != JsonValueKind.Null;

    /// <summary>A text.</summary>
    public string Text() => element.GetString()!;

    /// <summary>A whole number.</summary>
    public int Integer() => element.GetInt32();

    /// <summary>True or false.</summary>
    public bool Flag() => element.GetBoolean();

    /// <summary>A number.</summary>
    public double Number() => IsNull ? double.NaN : element.GetDouble();

    /// <summary>A list, or a single number as a list of one.</summary>
    public double[] Vector() => element.ValueKind == JsonValueKind.Array ? Items.Select(x => x.Number()).ToArray() : [Number()];

    /// <summary>A list of lists.</summary>
    public double[][] Matrix() => Items.Select(x => x.Vector()).ToArray();

    /// <summary>A list of lists of lists.</summary>
    public double[][][] Cube() => Items.Select(x => x.Matrix()).ToArray();
}
