using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Inspection;
using Bruno.Gpu.Plots;
using Bruno.Gpu.Recordings;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno data inspect</c>: a data set in numbers and pictures.</summary>
internal static class DataInspectCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        DataChoice data = new();
        Option<string?> output = new("--output") { Description = "Draws samples into this folder: a picture, samples.", HelpName = "DIR" };
        PictureChoice pictures = new(PictureFormat.Png, PictureFormat.Svg);
        Option<int> samples = new("--samples") { Description = "How many samples are drawn, the first of each class.", HelpName = "N", DefaultValueFactory = _ => 4 };
        Option<string> split = new("--split") { Description = "Of which split.", DefaultValueFactory = _ => "train" };
        split.AcceptOnlyFromAmong("train", "validation", "test");
        Option<bool> force = new("--force") { Description = "Writes into a folder that holds something." };
        Option<bool> json = new("--json") { Description = "Prints JSON." };
        Command command = new("inspect", """
            Prints what a data set is: source, licence, files with checksums, how it was read, splits, classes, channels, published
            figures; draws samples. The values are those that a network reads, after preparation.

            Examples:
              bruno data inspect tactile
              bruno data inspect recordings.csv --output pictures
              bruno data inspect recordings.npz --set data.description.time_step=0.005 --json
            """);
        data.AddTo(command);
        Option[] own = [output, samples, split, force, json];
        foreach (Option option in own)
            command.Add(option);
        pictures.AddTo(command);
        command.SetAction(result =>
        {
            int count = CommaList.Positive(samples.Name, result.GetValue(samples));
            string? folder = result.GetValue(output);
            PictureOptions wanted = pictures.Of(result);
            pictures.RequireUse(result, folder is not null, output.Name);
            if (folder is not null)
                OutputPlace.RequireFreeFolder(folder, result.GetValue(force));
            Dataset dataset = data.Load(result, isRaw: false);
            DatasetReport report = DatasetReport.Of(dataset);
            if (result.GetValue(json))
                Console.Out.Write(JsonFile.ToText(report));
            else
                DatasetReportView.Write(report);
            if (folder is not null)
                Draw(dataset, result.GetRequiredValue(split), count, OutputFolder.Make(folder, result.GetValue(force)), wanted, !result.GetValue(json));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static void Draw(Dataset dataset, string split, int count, string folder, PictureOptions wanted, bool isSaid)
    {
        IReadOnlyList<int> chosen = SamplePlot.Choose(dataset, Enum.Parse<Split>(split, ignoreCase: true), count);
        foreach (string path in SamplePlot.Of(dataset, split, chosen).Save(Path.Combine(folder, "samples"), wanted))
        {
            if (isSaid)
                Console.Out.WriteLine($"picture: {path}");
        }
    }
}
