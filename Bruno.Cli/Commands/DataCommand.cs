using System.CommandLine;

namespace Bruno.Cli.Commands;

/// <summary><c>bruno data</c>: data sets, known by name or your own.</summary>
internal static class DataCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Command command = new("data", """
            Data sets: what there is, what it looks like, where it comes from, and your own files as others read them.

            Examples:
              bruno data list
              bruno data inspect recordings.csv
              bruno data fetch japanese-vowels
            """);
        command.Add(DataListCommand.Create());
        command.Add(DataInspectCommand.Create());
        command.Add(DataMakeCommand.Create());
        command.Add(DataFetchCommand.Create());
        command.Add(DataConvertCommand.Create());
        return command;
    }
}
