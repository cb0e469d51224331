using System.Globalization;

namespace Bruno.Gpu.Synapses.NonIdealities;

/// <summary>Figures as descriptions have them.</summary>
internal static class InWords
{
    public static string Percent(double share) => $"{Number(100 * share)} %";

    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
