using System.Globalization;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Fitting;

/// <summary>The correlation matrix of a fit as a CSV file: a row and a column a parameter; empty where the data do not tell.</summary>
internal static class CorrelationTable
{
    /// <summary>Writes the file, or leaves what was there.</summary>
    public static void Save(string path, FitResult result, IFiles? files = null)
    {
        string[] names = [.. result.Parameters.Select(parameter => parameter.Parameter.Name)];
        IEnumerable<string> rows = names.Select((name, i) => string.Join(',', names.Select((_, j) => Text(result.Correlation[i, j])).Prepend(name)));
        AtomicFile.WriteText(path, string.Concat(rows.Prepend(string.Join(',', names.Prepend("parameter"))).Select(row => row + "\n")), files);
    }

    private static string Text(double number) => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
