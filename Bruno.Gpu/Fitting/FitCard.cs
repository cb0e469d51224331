using System.Globalization;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Catalogue;
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
        string chi = result.IsNoiseKnown ? string.Create(CultureInfo.InvariantCulture, $", reduced chi-square {result.ReducedChiSquare:G4}") : "";
        CardText card = new(
            $"Parameters of {result.Model}, fitted to {Count(result.Files.Count, "file")} of measurements. What is not here is as the model has it.",
            name, $"fitted: {Count(result.Statistics.Sum(series => series.Points), "measured number")}{chi}", result.Warnings);
        foreach (FittedParameter parameter in result.Parameters)
            card.Add(parameter.Parameter.Name, parameter.Value, parameter.Parameter.Parameter.Unit, parameter.StandardError, source);
        foreach ((string given, double value) in result.Fixed.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            card.Add(given, value, model.Parameters.First(parameter => parameter.Name == given).Unit, null, "given to bruno fit, not fitted");
        return card.ToString();
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
