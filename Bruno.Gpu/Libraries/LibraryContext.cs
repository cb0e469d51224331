using System.Reflection;
using System.Runtime.Loader;

namespace Bruno.Gpu.Libraries;

/// <summary>Where a library lives: it shares everything that the program has, so that its devices are devices of the program, and brings the rest along.</summary>
/// <param name="path">The library.</param>
internal sealed class LibraryContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    /// <summary>Loads the library. Its file can be written again while the program runs.</summary>
    public Assembly Load(byte[] content) => LoadFromStream(new MemoryStream(content));

    /// <summary>Where an assembly that the program does not have is; none where it is not beside the library.</summary>
    public static string? Beside(string path, AssemblyName name) =>
        Path.Combine(Path.GetDirectoryName(path)!, name.Name + ".dll") is { } file && File.Exists(file) ? file : null;

    /// <summary>The program's own assembly of a name; none where it has none.</summary>
    public static Assembly? Shared(AssemblyName name)
    {
        try
        {
            return Default.LoadFromAssemblyName(new AssemblyName(name.Name!));
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        Shared(assemblyName) ?? (Beside(path, assemblyName) is { } file ? LoadFromStream(new MemoryStream(File.ReadAllBytes(file))) : null);
}
