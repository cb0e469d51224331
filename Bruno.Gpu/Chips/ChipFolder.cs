using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Plots;

namespace Bruno.Gpu.Chips;

/// <summary>Where the files of an evaluation on virtual chips are; a later one replaces them.</summary>
/// <param name="path">The folder.</param>
/// <param name="pictures">How the picture is written.</param>
internal sealed class ChipFolder(string path, PictureOptions pictures)
{
    /// <summary>A row for each chip and time, CSV.</summary>
    public string Rows => Path.Combine(path, "chips.csv");

    /// <summary>The summary, JSON.</summary>
    public string Summary => Path.Combine(path, "chips.json");

    /// <summary>The distribution of the accuracies.</summary>
    public IReadOnlyList<string> Pictures => pictures.Files(Picture);

    /// <summary>The configuration of the chips, TOML.</summary>
    public string Configuration => Path.Combine(path, "chips.config.toml");

    private string Picture => Path.Combine(path, "chips");

    /// <summary>Writes the rows of the chips that are done so far.</summary>
    /// <exception cref="BrunoException">The file cannot be written.</exception>
    public void Keep(IReadOnlyList<ChipMetrics> rows) => CsvTable.Write(Rows, rows);

    /// <summary>Writes all files.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <exception cref="BrunoException">One of them cannot be written.</exception>
    public void Write(ChipOutcome outcome)
    {
        AtomicFile.WriteText(Configuration, ConfigurationWriter.Write(outcome.Configuration));
        CsvTable.Write(Rows, outcome.Rows);
        JsonFile.Write(Summary, outcome.Report);
        ChipPlot.Of(outcome).Save(Picture, pictures);
    }
}
