using System.CommandLine;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno data make</c>: data sets that the program makes, as files.</summary>
internal static class DataMakeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> name = new("name") { Description = "tactile or yin-yang." };
        name.AcceptOnlyFromAmong("tactile", "yin-yang");
        Option<ulong> seed = new("--seed") { Description = "What it follows from.", HelpName = "N", DefaultValueFactory = _ => 0 };
        Option<string[]> set = new("--set")
        {
            Description = "One setting of the data set, such as data.yin_yang.train=1000 or data.tactile.letters=8; may be given again.",
            HelpName = "KEY=VALUE",
            AllowMultipleArgumentsPerToken = false,
        };
        Option<string> output = DataConvertCommand.Output();
        Option<bool> force = new("--force") { Description = "Writes over files that are there." };
        Command command = new("make", """
            Makes a data set and writes it as NPZ or CSV.

            Examples:
              bruno data make yin-yang --output yin-yang.npz
              bruno data make tactile --set data.tactile.letters=8 --seed 1 --output letters.csv
            """);
        command.Add(name);
        Option[] own = [seed, set, output, force];
        foreach (Option option in own)
            command.Add(option);
        command.SetAction(result => (int)DataConvertCommand.Write(
            () =>
            {
                DataConfiguration configuration = ConfigurationBinder.Bind<DataSettings>(
                [
                    .. (result.GetValue(set) ?? []).Select(ConfigurationSource.FromSetting),
                    ConfigurationSource.FromOption("name", "data.name", result.GetRequiredValue(name)),
                    ConfigurationSource.FromOption(seed.Name, "data.seed", result.GetValue(seed)),
                ]).Data;
                return DatasetCatalogue.Load(configuration with { Preparation = configuration.Preparation ?? [] }, configuration.Seed);
            },
            result.GetRequiredValue(output), result.GetValue(force)));
        return command;
    }
}
