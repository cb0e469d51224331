using System.Globalization;
using System.Text;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Fitting;

/// <summary>The device card that a fit makes: what it found, with standard errors and the measurements that it comes from, and what was given to it.</summary>
internal static class FitCard
{
    /// <summary>The text of the card.</summary>
    /// <param name="result">The fit.</param>
    /// <param name="path">Where it will be: the path of a model that is a text is relative to that.</param>
    public static string Text(FitResult result, string path)
    {
        IDeviceModel model = DeviceCatalogue.Find(result.Model);
        string name = DeviceCatalogue.IsFile(result.Model)
            ? Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFullPath(result.Model)).Replace('\\', '/')
            : result.Model;
        string source = "bruno fit to " + string.Join(", ", result.Files.Select(file => $"{Path.GetFileName(file.Path)} (SHA-256 {file.Sha256})"));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Parameters of {result.Model}, fitted to {Count(result.Files.Count, "file")} of measurements. What is not here is as the model has it.\n");
        foreach (string warning in result.Warnings)
            text.Append(CultureInfo.InvariantCulture, $"# Warning: {warning.ReplaceLineEndings(" ")}\n");
        text.Append(CultureInfo.InvariantCulture, $"kind = \"neuron\"\nmodel = {TomlText.Quote(name)}\n");
        string chi = result.IsNoiseKnown ? string.Create(CultureInfo.InvariantCulture, $", reduced chi-square {result.ReducedChiSquare:G4}") : "";
        text.Append(CultureInfo.InvariantCulture, $"description = {TomlText.Quote($"fitted: {Count(result.Statistics.Sum(series => series.Points), "measured number")}{chi}")}\n");
        foreach (FittedParameter parameter in result.Parameters)
            Append(text, parameter.Parameter.Name, parameter.Value, parameter.Parameter.Parameter.Unit, parameter.StandardError, source);
        foreach ((string given, double value) in result.Fixed.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            Append(text, given, value, model.Parameters.First(parameter => parameter.Name == given).Unit, null, "given to bruno fit, not fitted");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, double value, string unit, double? error, string source)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n[values.{TomlText.Key(name)}]\nvalue = {TomlText.Number(value)}\n");
        if (error is double known)
            text.Append(CultureInfo.InvariantCulture, $"standard_error = {TomlText.Number(known)}\n");
        text.Append(CultureInfo.InvariantCulture, $"unit = {TomlText.Quote(unit.Length > 0 ? unit : "1")}\nsource = {TomlText.Quote(source)}\n");
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
