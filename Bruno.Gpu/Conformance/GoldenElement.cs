using System.Text.Json;

namespace Bruno.Gpu.Conformance;

/// <summary>A piece of a conformance file that knows its place and notes what is read of it, so that the rest can be named.</summary>
internal readonly struct GoldenElement
{
    private readonly JsonElement json;
    private readonly string path;
    private readonly HashSet<string> read;

    /// <summary>A whole file, of which nothing is read yet.</summary>
    public GoldenElement(JsonElement json)
        : this(json, "", [])
    {
    }

    private GoldenElement(JsonElement json, string path, HashSet<string> read) => (this.json, this.path, this.read) = (json, path, read);

    /// <summary>What it is.</summary>
    public JsonValueKind ValueKind => json.ValueKind;

    /// <summary>Whether nothing is there: a value or an array that the reference could not represent, not to be compared.</summary>
    public bool IsNull => json.ValueKind == JsonValueKind.Null;

    /// <summary>An item of an array.</summary>
    public GoldenElement this[int index] => new(json[index], $"{path}[]", read);

    /// <summary>A piece of text, for instance defaults.</summary>
    public static GoldenElement Parse(string text) => new(JsonElement.Parse(text));

    /// <summary>The property of a name, if there is one.</summary>
    public bool TryGetProperty(string name, out GoldenElement value)
    {
        bool isThere = json.TryGetProperty(name, out JsonElement property);
        value = isThere ? Below(name, property) : default;
        return isThere;
    }

    /// <summary>The array or number of a name, if there is one that can be compared.</summary>
    public bool TryGetReference(string name, out GoldenElement value) => TryGetProperty(name, out value) && !value.IsNull;

    /// <summary>The property of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public GoldenElement GetProperty(string name) =>
        TryGetProperty(name, out GoldenElement value) ? value : throw new KeyNotFoundException($"'{name}' is missing");

    /// <summary>The items of an array.</summary>
    public IEnumerable<GoldenElement> EnumerateArray()
    {
        GoldenElement self = this;
        return json.EnumerateArray().Select(item => new GoldenElement(item, $"{self.path}[]", self.read));
    }

    /// <summary>The properties of an object.</summary>
    public IEnumerable<(string Name, GoldenElement Value)> EnumerateObject()
    {
        GoldenElement self = this;
        return json.EnumerateObject().Select(property => (property.Name, self.Below(property.Name, property.Value)));
    }

    /// <summary>A number.</summary>
    public double GetDouble() => Read().GetDouble();

    /// <summary>A whole number.</summary>
    public int GetInt32() => Read().GetInt32();

    /// <summary>A truth.</summary>
    public bool GetBoolean() => Read().GetBoolean();

    /// <summary>A text.</summary>
    public string? GetString() => Read().GetString();

    /// <summary>Items of an array.</summary>
    public int GetArrayLength() => json.GetArrayLength();

    /// <summary>The element itself, all of it counted as read.</summary>
    internal JsonElement Read()
    {
        read.Add(path);
        return json;
    }

    /// <summary>The outermost places of the file that nothing was read of, texts that explain left aside.</summary>
    public IReadOnlyList<string> Unread() => [.. UnreadBelow(json, path).Where(place => place.Length > 0).Distinct()];

    /// <inheritdoc/>
    public override string ToString() => json.ToString();

    private GoldenElement Below(string name, JsonElement value) => new(value, path.Length == 0 ? name : $"{path}.{name}", read);

    private IEnumerable<string> UnreadBelow(JsonElement element, string place)
    {
        if (read.Contains(place))
            return [];
        if (element.ValueKind == JsonValueKind.Object)
        {
            return Collapsed(place, [.. element.EnumerateObject().Where(property => !Explains(property)).Select(property =>
                (place.Length == 0 ? property.Name : $"{place}.{property.Name}", property.Value))]);
        }

        // Arrays of numbers are one thing; those of objects are looked into.
        return element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object
            ? Collapsed(place, [.. element.EnumerateArray().Select(item => ($"{place}[]", item))])
            : [place];
    }

    private IEnumerable<string> Collapsed(string place, (string Place, JsonElement Element)[] parts)
    {
        GoldenElement self = this;
        string[][] unread = [.. parts.Select(part => self.UnreadBelow(part.Element, part.Place).ToArray())];
        bool isUntouched = parts.Length > 0 && parts.Zip(unread).All(pair => pair.Second is [string only] && only == pair.First.Place);
        return isUntouched && place.Length > 0 ? [place] : unread.SelectMany(places => places);
    }

    private static bool Explains(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.String && property.Name is "kind" or "name" or "note" or "units" or "loss";
}
