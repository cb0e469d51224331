using System.Globalization;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Sweeps;

/// <summary>
/// A range that values are drawn from, as it is written: "0.1..0.5", or "1e-4..1e-1:log" for one in which each decade has the same share.
/// Between whole numbers, as in "8..64", whole numbers are drawn.
/// </summary>
/// <param name="From">The smallest value.</param>
/// <param name="To">The largest value.</param>
/// <param name="IsLogarithmic">Whether ratios count, not differences.</param>
/// <param name="IsWhole">Whether values are whole numbers.</param>
internal sealed record ValueRange(double From, double To, bool IsLogarithmic, bool IsWhole)
{
    /// <summary>Digits of a value: what the name of a trial says is all of it.</summary>
    private const int Digits = 4;

    private const string Logarithmic = "log";

    /// <summary>The range that a text means.</summary>
    /// <exception cref="FormatException">It means none; see <see cref="FaultOf"/>.</exception>
    public static ValueRange Parse(string text) => Read(text, out string fault) ?? throw new FormatException(fault);

    /// <summary>What is wrong with the text of a range; none where nothing is.</summary>
    public static string? FaultOf(string text) => Read(text, out string fault) is null ? fault : null;

    /// <summary>A value, as TOML writes it.</summary>
    /// <param name="share">Where in the range, 0 to below 1.</param>
    public string TextAt(double share)
    {
        if (IsWhole)
        {
            double value = IsLogarithmic ? (From - 0.5) * Math.Pow((To + 0.5) / (From - 0.5), share) : From - 0.5 + share * (To - From + 1);
            return Math.Clamp(Math.Round(value), From, To).ToString("F0", CultureInfo.InvariantCulture);
        }

        double real = IsLogarithmic ? From * Math.Pow(To / From, share) : From + share * (To - From);
        double rounded = double.Parse(real.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        string text = Math.Clamp(rounded, From, To).ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static ValueRange? Read(string text, out string fault)
    {
        fault = $"must be a range such as 0.1..0.5, 8..64 or 1e-4..1e-1:log, not '{text}'";
        string[] parts = text.Split(':', StringSplitOptions.TrimEntries), ends = parts[0].Split("..", StringSplitOptions.TrimEntries);
        bool isLogarithmic = parts is [_, Logarithmic];
        if ((parts.Length > 1 && !isLogarithmic) || ends.Length != 2 || !NumberText.TryRead(ends[0], out double from) || !NumberText.TryRead(ends[1], out double to))
            return null;
        if (from >= to)
            fault = $"must grow, unlike {text}";
        else if (isLogarithmic && from <= 0)
            fault = $"must be positive to be logarithmic, unlike {text}";
        else
            return new(from, to, isLogarithmic, ends.All(end => long.TryParse(end, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)));
        return null;
    }
}
