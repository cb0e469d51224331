using System.Globalization;

namespace Bruno.Gpu.Configuration;

/// <summary>A number, a truth value or a text.</summary>
/// <param name="origin">The place, as shown in messages.</param>
/// <param name="value">A bool, long, ulong (only above the range of long), double, string, or null for a TOML type that no setting has (a date).</param>
/// <param name="rawText">The text as the user typed it on the command line, where a bare word may stand for a string.</param>
/// <param name="place">Where the letters of a text of a file stand.</param>
internal sealed class ScalarNode(string origin, object? value, string? rawText = null, TextPlace? place = null) : ConfigurationNode(origin)
{
    public object? Value { get; } = value;

    public TextPlace? Place { get; } = place;

    public string? RawText { get; } = rawText;

    public override string Description => Value switch
    {
        bool truth => truth ? "the truth value true" : "the truth value false",
        long or ulong => string.Create(CultureInfo.InvariantCulture, $"the integer {Value}"),
        double number => string.Create(CultureInfo.InvariantCulture, $"the number {number:R}"),
        string text => $"the text '{text}'",
        _ => "a date or time",
    };
}
