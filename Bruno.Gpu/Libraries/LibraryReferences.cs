using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;

namespace Bruno.Gpu.Libraries;

/// <summary>What a library says that it needs, read before anything of it is loaded.</summary>
internal static class LibraryReferences
{
    private static readonly AssemblyName[] Own = [typeof(IDeviceModel).Assembly.GetName(), typeof(IDevice<,,,>).Assembly.GetName()];

    /// <summary>The version that a library must be built against.</summary>
    public static string Version => Own[0].Version!.ToString(3);

    /// <summary>Refuses what is no library for this program.</summary>
    /// <param name="shown">The library as the user names it.</param>
    /// <param name="path">Its path in full.</param>
    /// <param name="content">Its file.</param>
    /// <exception cref="BrunoException">It is no .NET library, has no devices, is built against another version, or needs what is not there.</exception>
    public static void Require(string shown, string path, byte[] content)
    {
        AssemblyName[] references = Read(content) ?? throw Refusal(shown, "it is no .NET library");
        if (!references.Any(reference => Own.Any(own => own.Name == reference.Name)))
            throw Refusal(shown, $"it has no device in it: it does not use {Own[0].Name}; see docs/adding-a-device.md");
        foreach (AssemblyName reference in references)
        {
            if (Array.Find(Own, own => own.Name == reference.Name) is not { } own)
            {
                if (LibraryContext.Shared(reference) is null && LibraryContext.Beside(path, reference) is null)
                    throw Refusal(shown, $"it needs {reference.Name} {reference.Version}, which is not beside it: put {reference.Name}.dll into its folder");
            }
            else if (reference.Version != own.Version)
            {
                throw Refusal(shown, $"it is built against {reference.Name} {reference.Version?.ToString(3)}, and this program is {own.Version!.ToString(3)}: build it anew against the packages of this version");
            }
        }
    }

    private static BrunoException Refusal(string shown, string reason) => new(ExitCode.Usage, $"The device library '{shown}' is refused: {reason}.");

    /// <summary>The assemblies that an assembly names; none where the file is none.</summary>
    private static AssemblyName[]? Read(byte[] content)
    {
        try
        {
            using PEReader file = new(new MemoryStream(content));
            if (!file.HasMetadata)
                return null;
            MetadataReader reader = file.GetMetadataReader();
            return reader.IsAssembly ? [.. reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle).GetAssemblyName())] : null;
        }
        catch (Exception exception) when (exception is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
