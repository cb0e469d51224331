using System.CommandLine;
using Bruno.Gpu.Catalogue;

namespace Bruno.Cli.Commands;

/// <summary>The option that brings device models of a library, of every command that takes a device model.</summary>
internal static class DeviceLibraryOption
{
    private const string Name = "--device-library";

    /// <summary>Adds the option to a command.</summary>
    public static void AddTo(Command command) => command.Add(new Option<string[]>(Name)
    {
        Description = "A .NET library with device models of its own, which can be used by name then; may be given again. See docs/adding-a-device.md.",
        HelpName = "FILE.dll",
        AllowMultipleArgumentsPerToken = false,
    });

    /// <summary>The libraries that the user gave.</summary>
    public static IReadOnlyList<string> Of(ParseResult result) => result.GetValue<string[]>(Name) ?? [];

    /// <summary>Loads and checks what the user gave, before the command runs; it knows the models by name then.</summary>
    /// <exception cref="Gpu.Errors.BrunoException">A library is refused; the message says why.</exception>
    public static void Load(ParseResult result)
    {
        if (result.CommandResult.Command.Options.FirstOrDefault(option => option.Name == Name) is Option<string[]> option)
            DeviceCatalogue.Use(result.GetValue(option) ?? []);
    }
}
