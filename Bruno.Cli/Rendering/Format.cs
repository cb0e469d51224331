using System.Globalization;

namespace Bruno.Cli.Rendering;

/// <summary>Numbers for people, the same in every culture.</summary>
internal static class Format
{
    public static string Loss(double value) => value.ToString("F4", CultureInfo.InvariantCulture);

    public static string Percent(double value) => (value * 100).ToString("F1", CultureInfo.InvariantCulture) + " %";

    public static string Share(double? value) => value is double share ? Percent(share) : "-";

    public static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);

    public static string Joules(double value) => value.ToString("0.###e+0", CultureInfo.InvariantCulture) + " J";

    public static string Exact(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "-";

    public static string Deviation(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);

    public static string Megabytes(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " MB";

    public static string Seconds(double value) => value.ToString("F1", CultureInfo.InvariantCulture) + " s";
}
