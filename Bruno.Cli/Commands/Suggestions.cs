using System.CommandLine;
using System.CommandLine.Completions;
using Bruno.Gpu.Cards;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Runs;

namespace Bruno.Cli.Commands;

/// <summary>
/// What may stand where more is possible than a list has: names that the program knows, beside files of one's own. A shell asks for it
/// with a directive (see <see cref="CompletionCommand"/>).
/// </summary>
internal static class Suggestions
{
    /// <summary>Whether a command line is a shell that asks.</summary>
    public static bool AreAskedFor(string[] args) => args.Length > 0 && args[0].StartsWith("[suggest", StringComparison.Ordinal);

    /// <summary>Makes a command and all below it answer.</summary>
    public static void AddTo(Command command)
    {
        foreach (Argument argument in command.Arguments)
            Add(argument.CompletionSources, argument.Name);
        foreach (Option option in command.Options)
            Add(option.CompletionSources, option.Name.TrimStart('-'));
        foreach (Command below in command.Subcommands)
            AddTo(below);
    }

    private static void Add(List<Func<CompletionContext, IEnumerable<CompletionItem>>> sources, string name)
    {
        IReadOnlyList<string> values = name switch
        {
            "preset" => PresetCatalogue.Names,
            "model" => DeviceCatalogue.Names,
            "card" => CardCatalogue.Names,
            "gradient" => GradientNames.All,
            "device" => ["auto", "cpu", "cuda:0", "opencl:0"],
            "precision" => ["float", "double"],
            _ => [],
        };
        if (values.Count > 0)
            sources.Add(values.ToArray());
    }
}
