using System.CommandLine;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;

namespace Bruno.Cli.Commands;

/// <summary>Which data a command is about: a data set by name, or a file or folder, with settings of <c>[data]</c>.</summary>
internal sealed class DataChoice
{
    private readonly Argument<string> data = new("data") { Description = "A data set by name (see 'bruno data list'), or a file or folder of recordings." };

    private readonly Option<string?> folder = new("--folder")
    {
        Description = "The folder of data sets that are known by name (default datasets).",
        HelpName = "DIR",
    };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "One setting of the table [data], such as data.split=[0.6,0.2,0.2] or data.description.label=letter; may be given again.",
        HelpName = "KEY=VALUE",
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>Adds argument and options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(folder);
        command.Add(set);
    }

    /// <summary>Loads the data.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="isRaw">Whether values stay as they were recorded, where nothing is said of preparation.</param>
    /// <exception cref="Gpu.Errors.BrunoException">They are missing or corrupt, or a setting is wrong.</exception>
    public Dataset Load(ParseResult result, bool isRaw)
    {
        DataConfiguration configuration = Configuration(result);
        if (isRaw && configuration.Preparation is null)
            configuration = configuration with { Preparation = [] };
        return DatasetCatalogue.Load(configuration, configuration.Seed);
    }

    private DataConfiguration Configuration(ParseResult result)
    {
        string chosen = result.GetRequiredValue(data);
        bool isName = DatasetCatalogue.TryFind(chosen) is not null && chosen != FileDataset.FilesName;
        List<ConfigurationSource> sources = [ConfigurationSource.FromOption(isName ? $"data set '{chosen}'" : $"'{chosen}'", isName ? "data.name" : "data.path", chosen)];
        sources.AddRange((result.GetValue(set) ?? []).Select(ConfigurationSource.FromSetting));
        if (result.GetValue(folder) is string place)
            sources.Add(ConfigurationSource.FromOption(folder.Name, "data.folder", place));
        return ConfigurationBinder.Bind<DataSettings>(sources).Data.Resolve();
    }
}
