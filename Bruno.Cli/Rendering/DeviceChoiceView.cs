using Bruno.Gpu.Accelerators;

namespace Bruno.Cli.Rendering;

/// <summary>Says on standard error which compute device was taken where the user left that to the program.</summary>
internal static class DeviceChoiceView
{
    /// <summary>How commands have compute devices opened.</summary>
    public static DevicePolicy Policy { get; } = new() { Chosen = Write };

    private static void Write(DeviceChoice choice)
    {
        if (!choice.IsAutomatic)
            return;
        foreach (string line in choice.Lines)
            MessageConsole.WriteLine(line);
    }
}
