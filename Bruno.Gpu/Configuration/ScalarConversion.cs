using System.Globalization;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Configuration;

/// <summary>Turns a TOML value into a number, a truth value, a text or an enum value.</summary>
internal static class ScalarConversion
{
    /// <summary>Converts, or says why not in <paramref name="problem"/>.</summary>
    public static object? Convert(ValueShape shape, ConfigurationNode node, out string? problem)
    {
        problem = null;
        if (node is ScalarNode scalar)
        {
            object? value = shape.Kind == ValueKind.Enum
                ? ToEnum(shape.Type, scalar, ref problem)
                : ToScalar(shape.Type, scalar, ref problem);
            if (value is not null || problem is not null)
                return value;
        }

        problem = $"expected {shape.Description}, got {node.Description}";
        return null;
    }

    private static object? ToScalar(Type type, ScalarNode node, ref string? problem)
    {
        switch (node.Value)
        {
            case bool truth when type == typeof(bool):
                return truth;
            case string text when type == typeof(string):
                return text;
            // TOML has no integers above the range of long, so larger seeds are written as text.
            case string text when type == typeof(ulong)
                                  && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large):
                return large;
            case double number when type == typeof(double):
                return number;
            case ulong number when type == typeof(ulong):
                return number;
            case long number when type == typeof(double):
                return (double)number;
            case long number when type == typeof(long):
                return number;
            case long number when type == typeof(int):
                if (number is >= int.MinValue and <= int.MaxValue)
                    return (int)number;
                problem = $"{node.Description} is out of range, {int.MinValue} to {int.MaxValue}";
                return null;
            case long number when type == typeof(ulong):
                if (number >= 0)
                    return (ulong)number;
                problem = $"must not be negative, is {number.ToString(CultureInfo.InvariantCulture)}";
                return null;
            default:
                // On the command line, --set name=2024 means the text where a text is asked for.
                return type == typeof(string) ? node.RawText : null;
        }
    }

    private static object? ToEnum(Type type, ScalarNode node, ref string? problem)
    {
        if ((node.Value as string ?? node.RawText) is not { } text)
            return null;
        string wanted = text.Replace('-', '_');
        Dictionary<string, object> valid = Enum.GetValues(type).Cast<Enum>()
            .DistinctBy(RecordModel.EnumName)
            .ToDictionary(RecordModel.EnumName, value => (object)value, StringComparer.Ordinal);
        if (valid.TryGetValue(wanted, out object? found))
            return found;
        problem = $"unknown value '{text}'; valid: {string.Join(", ", valid.Keys)}{NearestName.Hint(text, valid.Keys)}";
        return null;
    }
}
