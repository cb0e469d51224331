using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.EarlyExit;

/// <summary>Where the files of an early exit are: a folder with files of usual names, or beside a CSV file that was named.</summary>
/// <param name="place">The folder, or the CSV file.</param>
/// <param name="pictures">How the picture is written.</param>
internal sealed class ExitFiles(string place, PictureOptions pictures)
{
    private string Picture => Path.ChangeExtension(Rows, null);

    private bool IsFile => Path.GetExtension(place).Equals(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>A row a threshold, CSV.</summary>
    public string Rows => IsFile ? place : Path.Combine(place, "early-exit.csv");

    /// <summary>The same with what was chosen, JSON.</summary>
    public string Summary => Path.ChangeExtension(Rows, ".json");

    /// <summary>Accuracy and energy against the time of the decision.</summary>
    public IReadOnlyList<string> Pictures => pictures.Files(Picture);

    /// <summary>Checks that the files can take their places. Nothing is written.</summary>
    /// <exception cref="BrunoException">One is there and <paramref name="force"/> is not given.</exception>
    public void RequireFree(bool force)
    {
        string[] paths = [Rows, Summary, .. Pictures];
        foreach (string path in paths)
            OutputPlace.RequireFree(path, force);
    }

    /// <summary>Writes all files.</summary>
    /// <exception cref="BrunoException">One of them cannot be written.</exception>
    public void Write(ExitReport report)
    {
        if (!IsFile)
            OutputPlace.MakeFolder(place, force: true);
        CsvTable.Write(Rows, report.Rows);
        JsonFile.Write(Summary, report);
        ExitPlot.Of(report).Save(Picture, pictures);
    }
}
