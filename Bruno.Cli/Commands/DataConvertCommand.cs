using System.CommandLine;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Recordings;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno data convert</c>: any data set as NPZ or CSV.</summary>
internal static class DataConvertCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        DataChoice data = new();
        Option<string> output = Output();
        Option<bool> force = new("--force") { Description = "Writes over files that are there." };
        Command command = new("convert", """
            Writes any data set as NPZ (values, lengths, labels, split) or CSV (a row a time step), values as they were recorded, with
            a description beside it, so that --data reads it back.

            Examples:
              bruno data convert recordings.mat --output recordings.npz
              bruno data convert yin-yang --output yin-yang.csv
            """);
        data.AddTo(command);
        command.Add(output);
        command.Add(force);
        command.SetAction(result => (int)Write(() => data.Load(result, isRaw: true), result.GetRequiredValue(output), result.GetValue(force)));
        return command;
    }

    /// <summary>The option of where to write.</summary>
    internal static Option<string> Output() => new("--output") { Description = "The file to write; .npz or .csv says which.", HelpName = "FILE", Required = true };

    /// <summary>Loads and writes a data set.</summary>
    internal static ExitCode Write(Func<Dataset> load, string path, bool force)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".npz" or ".csv"))
            throw new BrunoException(ExitCode.Usage, $"A data set is written as .npz or .csv, not as '{Path.GetExtension(path)}': '{path}'.");
        OutputPlace.RequireFree(path, force);
        OutputPlace.RequireFree(DescriptionFile.OwnPathOf(path), force);
        foreach (string file in DatasetExport.Write(load(), path))
            Console.Out.WriteLine(file);
        return ExitCode.Ok;
    }
}
