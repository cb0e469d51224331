namespace Bruno.Gpu.Configuration;

/// <summary>A setting as it was written, not bound to a record yet.</summary>
/// <param name="Key">The full key, its parts joined by dots; an element of a list by its index.</param>
/// <param name="Text">The value, as TOML writes it.</param>
/// <param name="Origin">Where it was written, as shown in messages.</param>
internal sealed record UnboundSetting(string Key, string Text, string Origin)
{
    /// <summary>The setting as a layer of settings.</summary>
    public ConfigurationSource Source => ConfigurationSource.FromSetting($"{Key}={Text}", Origin);

    /// <summary>For a list, the same key with each of its elements; none where the value is no list.</summary>
    public IReadOnlyList<UnboundSetting>? Elements => TomlReading.ReadValue(Text, Origin) is ArrayNode array
        ? [.. array.Items.Select(item => this with { Text = TomlText.Value(item) })]
        : null;

    /// <summary>The value for people: a text without its quotes.</summary>
    public string Display => TomlReading.ReadValue(Text, Origin) is ScalarNode { Value: string text } ? text : Text;

    /// <summary>A setting from the command line; a bare word is a text.</summary>
    /// <param name="key">The key, lists also with brackets: <c>network.layers[2].outputs</c>.</param>
    /// <param name="value">The value.</param>
    /// <param name="origin">What the user typed.</param>
    public static UnboundSetting Typed(string key, string value, string origin) =>
        new(PathOf(key), TomlReading.ReadValue(value, origin) is { } node ? TomlText.Value(node) : TomlText.Quote(value), origin);

    /// <summary>The one spelling of a key.</summary>
    internal static string PathOf(string key) => key.Trim().Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
