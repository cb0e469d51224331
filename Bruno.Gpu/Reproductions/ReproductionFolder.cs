using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Reproductions;

/// <summary>The folder of an experiment: <c>sweep</c>, <c>gradients</c> and <c>memory</c> as far as it has them, made-up data, report and tables.</summary>
internal sealed class ReproductionFolder
{
    private readonly string path;

    private ReproductionFolder(string path) => this.path = path;

    /// <summary>The folder of the sweep.</summary>
    public string Sweep => Path.Combine(path, "sweep");

    /// <summary>The folder of the comparison of gradients.</summary>
    public string Gradients => Path.Combine(path, "gradients");

    /// <summary>The folder of the benchmark of memory.</summary>
    public string Memory => Path.Combine(path, "memory");

    /// <summary>The folder of made-up data.</summary>
    public string Data => Path.Combine(path, "data");

    /// <summary>The report.</summary>
    public string Report => Path.Combine(path, "report.html");

    /// <summary>The folder of the tables.</summary>
    public string Tables => Path.Combine(path, "tables");

    /// <summary>Whether it was killed when only made-up data were there.</summary>
    private bool HasDataAlone => Directory.Exists(Data) && Directory.EnumerateFileSystemEntries(path).SequenceEqual([Data]);

    private string MarkFile => Path.Combine(path, "reproduction.json");

    /// <summary>A folder for an experiment, or the one that it goes on in. Nothing is written.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="name">The name of the experiment.</param>
    /// <param name="isQuick">Whether it is the quick version.</param>
    /// <param name="reproduction">The experiment.</param>
    /// <exception cref="BrunoException">It holds something else, or an experiment with other settings.</exception>
    public static ReproductionFolder Require(string path, string name, bool isQuick, Reproduction reproduction)
    {
        ReproductionFolder folder = new(Path.GetFullPath(path));
        if (!File.Exists(folder.MarkFile))
        {
            if (!folder.HasDataAlone)
                OutputPlace.RequireFreeFolder(path, remedy: "Choose another with --output; an experiment goes on in its own folder.");
            return folder;
        }

        Mark known = JsonFile.Read<Mark>(folder.MarkFile), wanted = Mark.Of(name, isQuick, reproduction);
        if ((known.Name, known.IsQuick) != (name, isQuick))
            throw new BrunoException(ExitCode.Usage, $"'{path}' is that of {known}, not of {wanted}: choose another folder with --output.");
        // A sweep says itself what it can be extended by.
        if (known.Settings != wanted.Settings)
            throw new BrunoException(ExitCode.Usage, $"'{path}' holds measurements with other settings: choose another folder with --output.");
        return folder;
    }

    /// <summary>Makes the folder and says whose it is.</summary>
    /// <inheritdoc cref="Require"/>
    public void Claim(string name, bool isQuick, Reproduction reproduction)
    {
        OutputPlace.MakeFolder(path, force: true);
        JsonFile.Write(MarkFile, Mark.Of(name, isQuick, reproduction));
    }

    /// <summary>Whose a folder is.</summary>
    private sealed record Mark(string Name, bool IsQuick, string Settings)
    {
        public override string ToString() => $"'bruno reproduce {Name}{(IsQuick ? " --quick" : "")}'";

        public static Mark Of(string name, bool isQuick, Reproduction reproduction) => new(
            name, isQuick, string.Concat(new object?[] { reproduction.Chips, reproduction.Comparison, reproduction.Memory }.OfType<object>().Select(ConfigurationWriter.Write)));
    }
}
