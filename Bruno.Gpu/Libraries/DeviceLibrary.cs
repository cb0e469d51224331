using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Libraries;

/// <summary>
/// A .NET library with devices, built outside the program against its packages. What is loaded has been checked: it is of this version of
/// Bruno, nothing that it needs is missing, and its devices are flat, in bounds, and differentiated rightly.
/// </summary>
/// <param name="Path">Where it is, in full.</param>
/// <param name="Checksum">The SHA-256 of its file, hexadecimal digits.</param>
/// <param name="Models">Its devices.</param>
internal sealed record DeviceLibrary(string Path, string Checksum, IReadOnlyList<IDeviceModel> Models)
{
    private static readonly ConcurrentDictionary<(string Path, string Checksum), DeviceLibrary> Loaded = new();

    /// <summary>Loads and checks a library; the same file is loaded once.</summary>
    /// <param name="path">The file, a .dll.</param>
    /// <exception cref="BrunoException">
    /// It cannot be read, is no library for this program, or has no device (<see cref="ExitCode.Usage"/>); or a device of it is wrong
    /// (<see cref="ExitCode.CheckFailed"/>). The message says what, and what to do.
    /// </exception>
    public static DeviceLibrary Load(string path)
    {
        byte[] content = Read(path);
        string full = System.IO.Path.GetFullPath(path);
        return Loaded.GetOrAdd((full, Convert.ToHexStringLower(SHA256.HashData(content))), key => Load(path, key.Path, key.Checksum, content));
    }

    private static DeviceLibrary Load(string shown, string path, string checksum, byte[] content)
    {
        LibraryReferences.Require(shown, path, content);
        try
        {
            Assembly assembly = new LibraryContext(path).Load(content);
            IDeviceModel[] models = [.. LibraryModels.Of(shown, assembly)];
            string[] faults = [.. models.SelectMany(LibraryCheck.FaultsOf)];
            return faults.Length == 0
                ? new(path, checksum, models)
                : throw new BrunoException(ExitCode.CheckFailed, string.Join('\n', faults.Prepend($"The device library '{shown}' is refused:")));
        }
        catch (Exception exception) when (exception is TypeLoadException or MissingMemberException or ReflectionTypeLoadException or FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            string reason = exception is ReflectionTypeLoadException types ? types.LoaderExceptions.OfType<Exception>().First().Message : exception.Message;
            throw new BrunoException(
                ExitCode.Usage, $"The device library '{shown}' does not fit this program: {reason.TrimEnd('.')}. Build it anew against the packages of this version, {LibraryReferences.Version}.", exception);
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string message = exception is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : exception.Message;
            throw new BrunoException(ExitCode.Usage, $"The device library '{path}' cannot be read: {message}");
        }
    }
}
