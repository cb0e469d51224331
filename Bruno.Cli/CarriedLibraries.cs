using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Bruno.Cli;

/// <summary>
/// Libraries of the system's own kind that a program in a single file carries within it: those that draw. The runtime would unpack them at every
/// start into the user's home, and not start where there is none; here they are unpacked when a picture is drawn, into a temporary folder,
/// which is deleted where the system allows that of what is in use.
/// </summary>
internal static class CarriedLibraries
{
    /// <summary>Finds from now on what is nowhere else.</summary>
    public static void Serve() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => Load(name);

    private static nint Load(string name)
    {
        Assembly program = typeof(CarriedLibraries).Assembly;
        if (Array.Find(program.GetManifestResourceNames(), resource => Path.GetFileNameWithoutExtension(resource) == name) is not { } carried)
            return 0;
        string folder = Directory.CreateTempSubdirectory("bruno-").FullName, file = Path.Combine(folder, carried);
        try
        {
            using (Stream library = program.GetManifestResourceStream(carried)!, unpacked = File.Create(file))
                library.CopyTo(unpacked);
            return NativeLibrary.Load(file);
        }
        finally
        {
            Delete(folder);
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps what is in use.
        }
    }
}
