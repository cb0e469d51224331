using System.IO.Compression;
using System.Text;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Downloads;

/// <summary>Unpacks archives (.zip, .gz) that hold data; nothing is written outside the folder.</summary>
internal static class Archive
{
    /// <summary>Bytes that a part of a path may have on every system, less those of the ending that a file has while it is written.</summary>
    private const int LongestName = 250;

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
        Write(content, target, new Allowance(path));
        return target;
    }

    private static List<string> UnpackZip(string path, string folder)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        List<string> written = [];
        Allowance allowance = new(path);
        // All names and lengths are looked at before anything is written.
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (FaultOf(entry.FullName, root) is string fault)
                throw new DataException($"{path}: '{entry.FullName.ReplaceLineEndings("?").Replace('\0', '?')}' {fault}. Do not use this archive.");
        }

        HashSet<string> files = [.. archive.Entries.Where(entry => entry.Name.Length > 0).Select(entry => Path.GetFullPath(Path.Combine(root, entry.FullName)))];
        if (files.FirstOrDefault(file => FoldersOf(file, root).Any(files.Contains)) is string inside)
            throw new DataException($"{path}: '{inside[root.Length..]}' is in a folder that is a file in it as well. Do not use this archive.");

        new Allowance(path).Take(archive.Entries.Sum(entry => entry.Length));
        foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.Name.Length > 0))
        {
            string target = Path.GetFullPath(Path.Combine(root, entry.FullName));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using Stream content = entry.Open();
            Write(content, target, allowance);
            written.Add(target);
        }

        return written;
    }

    /// <summary>What is wrong with the name of an entry, as the end of a sentence that begins with it; none where nothing is.</summary>
    private static string? FaultOf(string name, string root) =>
        name.Any(char.IsControl) ? "has a letter in it that no name of a file has"
        : name.Split('/', '\\').Any(part => Encoding.UTF8.GetByteCount(part) > LongestName) ? "is longer than a file's name can be"
        : Path.GetFullPath(Path.Combine(root, name)).StartsWith(root, StringComparison.Ordinal) ? null
        : "leads out of the folder that it is unpacked into";

    /// <summary>The folders between a file and the one that all is unpacked into.</summary>
    private static IEnumerable<string> FoldersOf(string file, string root)
    {
        for (string folder = Path.GetDirectoryName(file)!; folder.Length >= root.Length; folder = Path.GetDirectoryName(folder)!)
            yield return folder;
    }

    /// <summary>Writes a file whole or not at all.</summary>
    private static void Write(Stream content, string target, Allowance allowance)
    {
        string part = target + ".part";
        try
        {
            using (FileStream file = File.Create(part))
            {
                byte[] buffer = new byte[1 << 17];
                for (int count; (count = content.Read(buffer)) > 0;)
                {
                    allowance.Take(count);
                    file.Write(buffer.AsSpan(0, count));
                }
            }

            File.Move(part, target, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>What an archive may grow to: zeros alone grow a thousandfold, recordings a few times.</summary>
    private sealed class Allowance(string path)
    {
        private const long Small = 256_000_000;
        private const long MostGrowth = 200;
        private long left = Math.Max(Small, MostGrowth * new FileInfo(path).Length);

        public void Take(long bytes)
        {
            left -= bytes;
            if (left < 0)
                throw new DataException($"{path}: unpacked it would be more than {MostGrowth} times as long: is it a bomb? Do not use this archive.");
        }
    }
}
