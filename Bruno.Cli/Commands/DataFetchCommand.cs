using System.CommandLine;
using Bruno.Cli.Rendering;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Downloads;
using Bruno.Gpu.Errors;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno data fetch</c>: published data sets, from where they are published.</summary>
internal static class DataFetchCommand
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(100);

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> name = new("name") { Description = "The data set; see 'bruno data list'." };
        Option<string> folder = new("--folder") { Description = "The folder of data sets.", HelpName = "DIR", DefaultValueFactory = _ => "datasets" };
        Option<string?> from = new("--from") { Description = "A copy that is there already: a file of the set, an archive of it, or a folder.", HelpName = "FILE|FOLDER" };
        Option<bool> noProgress = new("--no-progress") { Description = "No progress on standard error." };
        Command command = new("fetch", """
            Downloads the files of a published data set into the folder of data sets, checks them against known checksums and unpacks
            archives. A download that broke off goes on where it was; the next address is tried where one fails.

            Examples:
              bruno data fetch japanese-vowels
              bruno data fetch shd --folder /data/sets
              bruno data fetch braille --from reading_braille_data.zip
            """);
        command.Add(name);
        Option[] own = [folder, from, noProgress];
        foreach (Option option in own)
            command.Add(option);
        command.SetAction(async (result, cancellation) =>
        {
            DatasetFetch fetch = new(Find(result.GetRequiredValue(name)), result.GetRequiredValue(folder));
            IReadOnlyList<string> lines;
            if (result.GetValue(from) is string copy)
            {
                lines = fetch.From(copy);
            }
            else
            {
                using HttpClient client = new() { Timeout = Timeout };
                client.DefaultRequestHeaders.UserAgent.ParseAdd("bruno");
                lines = await Task.Run(() => WorkProgressView.Show(!result.GetValue(noProgress), report =>
                    fetch.FromNetworkAsync(new Download(client, Wait), report, cancellation).GetAwaiter().GetResult()));
            }

            foreach (string line in lines)
                Console.Out.WriteLine(line);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static PublishedSet Find(string name)
    {
        string[] names = [.. PublishedSet.Every.Select(set => set.Name)];
        return PublishedSet.TryFind(name) ?? throw new BrunoException(
            ExitCode.Usage, $"There is no published data set '{name}' (there are {string.Join(", ", names)}){NearestName.Hint(name, names)}");
    }
}
