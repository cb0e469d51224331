using System.CommandLine;
using Bruno.Cli.CommandLine;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Plots;

namespace Bruno.Cli.Commands;

/// <summary>In which formats and how wide pictures are written: the options of every command that draws.</summary>
/// <param name="usual">The formats where none is given; PNG where none is named here.</param>
internal sealed class PictureChoice(params PictureFormat[] usual)
{
    private const string Short = "--width";

    private static readonly string[] Names = [.. Enum.GetNames<PictureFormat>().Select(name => name.ToLowerInvariant())];

    private readonly Option<string[]> formats = new("--format")
    {
        Description = $"File formats of pictures, several with commas: {string.Join(", ", Names)} (default {string.Join(',', (usual.Length > 0 ? usual : [PictureFormat.Png]).Select(format => Names[(int)format]))}).",
        HelpName = "LIST",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<double?> width = new Quantity("mm", PictureOptions.Narrowest, PictureOptions.Widest).Optional(
        "--width-mm", $"The width of pictures in print, mm: 85 fits a column (default {PictureOptions.UsualWidth}). The height follows; words keep their size.", "MM");

    /// <summary>Adds the options to a command, after its own: the short name of the width is left to an option that has it.</summary>
    public void AddTo(Command command)
    {
        if (command.Options.All(option => option.Name != Short))
            width.Aliases.Add(Short);
        command.Add(formats);
        command.Add(width);
    }

    /// <summary>What the user chose.</summary>
    /// <exception cref="BrunoException">A format is unknown, or given twice.</exception>
    public PictureOptions Of(ParseResult result)
    {
        PictureOptions options = new() { WidthMillimetres = result.GetValue(width) ?? PictureOptions.UsualWidth };
        if (result.GetValue(formats) is { Length: > 0 } lists)
            return options with { Formats = [.. CommaList.Names(formats.Name, string.Join(',', lists)).Select(Format)] };
        return usual.Length > 0 ? options with { Formats = usual } : options;
    }

    /// <summary>Refuses the options where no picture is drawn.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="draws">Whether one is.</param>
    /// <param name="with">What the command draws with.</param>
    /// <exception cref="BrunoException">There is none, and an option about it.</exception>
    public void RequireUse(ParseResult result, bool draws, string with)
    {
        Option[] all = [formats, width];
        if (!draws && all.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } stray)
            throw new BrunoException(ExitCode.Usage, $"{stray.Name} is about pictures, which are drawn with {with}: give that, or leave it out.");
    }

    private PictureFormat Format(string name) => Array.IndexOf(Names, name.ToLowerInvariant()) is var index and >= 0
        ? (PictureFormat)index
        : throw new BrunoException(ExitCode.Usage, $"{formats.Name}: '{name}' is not one of {string.Join(", ", Names)}{NearestName.Hint(name, Names)}");
}
