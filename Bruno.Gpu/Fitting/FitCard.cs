using System.Globalization;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Fitting;

/// <summary>The device card that a fit makes: what it found, with standard errors and the measurements that it comes from, and what was given to it.</summary>
internal static class FitCard
{
    private const string Rest = "What is not here is as the model has it.";

    /// <summary>Writes the card and, beside it, the correlation matrix, each whole or not at all.</summary>
    /// <param name="result">The fit.</param>
    /// <param name="card">The card.</param>
    /// <param name="correlation">The correlation matrix.</param>
    /// <param name="files">Where they are; this machine's where not given.</param>
    public static void Save(FitResult result, string card, string correlation, IFiles? files = null)
    {
        CorrelationTable.Save(correlation, result, files);
        AtomicFile.WriteText(card, Text(result, card), files);
    }

    /// <summary>The text of the card.</summary>
    /// <param name="result">The fit.</param>
    /// <param name="path">Where it will be: the path of a model that is a text is relative to that.</param>
    public static string Text(FitResult result, string path)
    {
        string chi = result.IsNoiseKnown ? string.Create(CultureInfo.InvariantCulture, $", reduced chi-square {result.ReducedChiSquare:G4}") : "";
        string state = result.IsNear && result.IsConverged ? "fitted" : result.IsNear ? "NOT CONVERGED" : "NO FIT";
        CardText card = new(
            $"Parameters of {result.Model}, fitted to {Count(result.Files.Count, "file")} of measurements. {Rest}", NameOf(result.Model, path),
            $"{state}: {Count(result.Statistics.Sum(series => series.Points), "measured number")}{chi}", result.Warnings);
        foreach (FittedParameter parameter in result.Parameters)
            card.Add(parameter.Parameter.Name, parameter.Value, parameter.Parameter.Parameter.Unit, parameter.StandardError, SourceOf(result.Files));
        AddFixed(card, result.Model, result.Fixed);
        return card.ToString();
    }

    /// <summary>The text of a card of a fit that was interrupted.</summary>
    /// <param name="interim">How far it was.</param>
    /// <param name="path">Where it will be.</param>
    public static string Text(InterimFit interim, string path)
    {
        CardText card = new(
            $"Parameters of {interim.Model}, of a fit to {Count(interim.Files.Count, "file")} of measurements that was interrupted. {Rest}", NameOf(interim.Model, path),
            $"INTERRUPTED, NOT CONVERGED: {interim.Reached}",
            [$"the fit was interrupted ({interim.Reached}): these are the best parameters until then. They are no result and have no standard errors."]);
        foreach ((FitParameter parameter, double value) in interim.Parameters)
            card.Add(parameter.Name, value, parameter.Parameter.Unit, null, SourceOf(interim.Files) + ", interrupted");
        AddFixed(card, interim.Model, interim.Fixed);
        return card.ToString();
    }

    private static string NameOf(string model, string path) => DeviceCatalogue.IsFile(model)
        ? Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFullPath(model)).Replace('\\', '/')
        : model;

    private static string SourceOf(IReadOnlyList<MeasurementFile> files) =>
        "bruno fit to " + string.Join(", ", files.Select(file => $"{Path.GetFileName(file.Path)} (SHA-256 {file.Sha256})"));

    private static void AddFixed(CardText card, string name, IReadOnlyDictionary<string, double> values)
    {
        IDeviceModel model = DeviceCatalogue.Find(name);
        foreach ((string given, double value) in values.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            card.Add(given, value, model.Parameters.First(parameter => parameter.Name == given).Unit, null, "given to bruno fit, not fitted");
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
