using System.Globalization;
using System.Text;

namespace Bruno.Gpu.Configuration;

/// <summary>How TOML spells keys, texts and numbers.</summary>
internal static class TomlText
{
    public static string Key(string key) =>
        key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? key : Quote(key);

    public static string Quote(string value)
    {
        StringBuilder text = new("\"");
        foreach (char letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(letter) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"),
                _ => text.Append(letter),
            };
        }

        return text.Append('"').ToString();
    }

    /// <summary>A value that was read, in one spelling.</summary>
    public static string Value(ConfigurationNode node) => node switch
    {
        ScalarNode { Value: bool truth } => truth ? "true" : "false",
        ScalarNode { Value: double number } => Number(number),
        ScalarNode { Value: string text } => Quote(text),
        ScalarNode { Value: IFormattable integer } => integer.ToString(null, CultureInfo.InvariantCulture),
        ArrayNode array => $"[{string.Join(", ", array.Items.Select(Value))}]",
        TableNode table => $"{{ {string.Join(", ", table.Keys.Select(key => $"{Key(key)} = {Value(table.Find(key)!)}"))} }}",
        // A date, which no setting takes: the binder will say so of this text.
        _ => Quote(node.Description),
    };

    /// <summary>The shortest spelling that reads back to the same bits, always recognisable as a float.</summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return "nan";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAny('.', 'E') ? digits : digits + ".0";
    }
}
