using System.IO.Compression;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Downloads;

/// <summary>Unpacks archives (.zip, .gz) that hold data; nothing is written outside the folder.</summary>
public static class Archive
{
    /// <summary>Whether a file can be unpacked, by its ending.</summary>
    public static bool IsArchive(string path) => Path.GetExtension(path).ToLowerInvariant() is ".zip" or ".gz";

    /// <summary>Unpacks an archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="folder">Where its content goes.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="DataException">It is damaged, or a name in it leads out of the folder.</exception>
    public static IReadOnlyList<string> Unpack(string path, string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return Path.GetExtension(path).Equals(".gz", StringComparison.OrdinalIgnoreCase) ? [UnpackGzip(path, folder)] : UnpackZip(path, folder);
        }
        catch (InvalidDataException exception)
        {
            throw new DataException($"{path}: the archive is damaged ({exception.Message.TrimEnd('.')}). Fetch it again.", exception);
        }
    }

    private static string UnpackGzip(string path, string folder)
    {
        string target = Path.Combine(folder, Path.GetFileNameWithoutExtension(path));
        using GZipStream content = new(File.OpenRead(path), CompressionMode.Decompress);
        using FileStream file = File.Create(target + ".part");
        content.CopyTo(file);
        file.Close();
        File.Move(target + ".part", target, overwrite: true);
        return target;
    }

    private static List<string> UnpackZip(string path, string folder)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        List<string> written = [];
        // All names are looked at before anything is written.
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!Path.GetFullPath(Path.Combine(root, entry.FullName)).StartsWith(root, StringComparison.Ordinal))
                throw new DataException($"{path}: '{entry.FullName}' leads out of the folder that it is unpacked into. Do not use this archive.");
        }

        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name.Length > 0))
        {
            string target = Path.GetFullPath(Path.Combine(root, entry.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            entry.ExtractToFile(target, overwrite: true);
            written.Add(target);
        }

        return written;
    }
}
