using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Units;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Prints what a machine has to compute on.</summary>
internal static class DeviceInventoryView
{
    /// <summary>Writes tables.</summary>
    /// <param name="inventory">What there is.</param>
    /// <param name="all">Whether what cannot be used is listed too.</param>
    public static void Write(DeviceInventory inventory, bool all)
    {
        AnsiConsole.Write(DevicesOf(inventory));
        AnsiConsole.Write(LibrariesOf(inventory));
        if (all)
            AnsiConsole.Write(UnusableOf(inventory));
        else if (inventory.Unusable.Count > 0)
            Console.Out.WriteLine("What was looked for and cannot be used, and why: bruno devices --all");
    }

    private static Table DevicesOf(DeviceInventory inventory)
    {
        Table table = new Table().Title("Compute devices").AddColumns("--device", "device", "driver", "size").ShowRowSeparators();
        foreach (ComputeDeviceDescription device in inventory.Devices)
            table.AddRow(device.Name, Lines(Identity(device)), Lines(Driver(device)), Lines(Size(device)));
        return table;
    }

    private static Table LibrariesOf(DeviceInventory inventory)
    {
        Table table = new Table().Title("Driver libraries").AddColumns("for", "looked for", "result");
        foreach (DriverLibrary library in inventory.Libraries)
        {
            string result = library.Loaded is string loaded ? $"found: {library.Path ?? loaded}" : "not found";
            table.AddRow(
                KindOf(library.Kind), Lines(library.Tried), Markup.Escape(library.Problem is string problem ? $"{result}; {problem}" : result));
        }

        return table;
    }

    private static Table UnusableOf(DeviceInventory inventory)
    {
        Table table = new Table().Title("Cannot be used").AddColumns("for", "what", "why");
        foreach (UnusableDevice entry in inventory.Unusable)
            table.AddRow(KindOf(entry.Kind), Markup.Escape(entry.What), Markup.Escape(entry.Reason));
        if (inventory.Unusable.Count == 0)
            table.AddRow("-", "nothing", "everything that was found can be used");
        return table;
    }

    private static string[] Identity(ComputeDeviceDescription device) =>
        [device.Model, device.Vendor, device.IsGpu ? "GPU" : "CPU", device.HasDouble ? "float and double" : "float only"];

    private static string[] Driver(ComputeDeviceDescription device) =>
        [device.Platform, $"driver {device.DriverVersion}", device.DeviceVersion, device.LanguageVersion];

    private static string[] Size(ComputeDeviceDescription device) =>
    [
        $"memory {Format.Megabytes(device.MemoryBytes)}{(device.IsGpu && device.SharesHostMemory ? " of the host" : "")}",
        $"multiprocessors {Format.Number(device.Multiprocessors)}",
        device.Kind == ComputeDeviceKind.Host ? "" : $"threads a group up to {Format.Number(device.GroupLimit)}",
        device.Kind == ComputeDeviceKind.Host ? "" : $"shared by a group {ByteSize.Format(device.SharedMemoryBytes)}",
        device.Kind != ComputeDeviceKind.Host && device.WarpSize is int warp ? $"warp {Format.Number(warp)}" : "",
    ];

    private static string KindOf(ComputeDeviceKind kind) => kind switch
    {
        ComputeDeviceKind.Cuda => "CUDA",
        ComputeDeviceKind.OpenCl => "OpenCL",
        _ => "host",
    };

    private static string Lines(IEnumerable<string> lines) => Markup.Escape(string.Join('\n', lines.Where(line => line.Length > 0)));
}
