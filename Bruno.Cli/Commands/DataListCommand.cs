using System.CommandLine;
using System.Text.Json;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Recordings;
using Spectre.Console;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno data list</c>: the data sets that are known by name.</summary>
internal static class DataListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<string> folder = new("--folder") { Description = "Where data sets are looked for.", HelpName = "DIR", DefaultValueFactory = _ => "datasets" };
        Option<bool> json = new("--json") { Description = "Prints JSON, with sources, licences and published figures." };
        Command command = new("list", """
            Lists the data sets that are known by name, and whether they are there.

            Examples:
              bruno data list
              bruno data list --json
            """);
        command.Add(folder);
        command.Add(json);
        command.SetAction(result => (int)Run(result.GetRequiredValue(folder), result.GetValue(json)));
        return command;
    }

    private static ExitCode Run(string folder, bool json)
    {
        KnownSet[] sets = [.. DatasetCatalogue.Sources.Where(source => source.Name != FileDataset.FilesName).Select(source => Describe(source, folder))];
        if (json)
        {
            Console.Out.Write(JsonFile.ToText(sets));
            return ExitCode.Ok;
        }

        Table table = new Table().AddColumns("data set", "task", "there", "what");
        foreach (KnownSet set in sets)
            table.AddRow(set.Name, set.Task is DatasetTask task ? JsonNamingPolicy.SnakeCaseLower.ConvertName(task.ToString()).Replace('_', ' ') : "-", Markup.Escape(set.There), Markup.Escape(set.Title));
        AnsiConsole.Write(table);
        Console.Out.WriteLine("Train with --set data.name=NAME or a preset of that name, or on your own recordings with --data FILE or FOLDER.");
        return ExitCode.Ok;
    }

    private static KnownSet Describe(IDatasetSource source, string folder)
    {
        PublishedSet? published = PublishedSet.TryFind(source.Name);
        string[] there = published is null ? [] : [.. Enum.GetValues<PolyphonicCollection>()
            .Select(collection => published.Find(folder, PublishedDataset.CollectionOf(new() { Polyphonic = new() { Collection = collection } }))).OfType<string>().Distinct()];
        string place = source switch
        {
            TactileDataset => "made by the program",
            YinYangDataset => there.Length > 0 ? "made by the program; files too" : "made by the program",
            ChoralesDataset => File.Exists(ChoralesDataset.PathOf(folder)) ? "yes" : "no",
            _ => there.Length > 0 ? "yes" : "no: bruno data fetch " + source.Name,
        };
        return new(
            source.Name, source.Description, source.Task, place, published?.Description.Source, published?.Description.Licence,
            published?.Figures ?? [], [.. published?.Downloads.SelectMany(file => file.Addresses) ?? []]);
    }

    /// <summary>A data set of the list.</summary>
    private sealed record KnownSet(
        string Name, string Title, DatasetTask? Task, string There, string? Source, string? Licence, IReadOnlyList<PublishedFigure> Figures, IReadOnlyList<string> Addresses);
}
