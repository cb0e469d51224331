using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>The files of a folder of data.</summary>
internal static class DataFolder
{
    private const FileAttributes Skipped = FileAttributes.Hidden | FileAttributes.System;

    /// <summary>
    /// All files of a folder and the folders in it, in ordinal order, hidden ones left out. A link to a folder is followed, but no
    /// folder is entered twice: a link may lead back.
    /// </summary>
    /// <exception cref="DataException">The folder cannot be read.</exception>
    public static IEnumerable<string> Files(string folder)
    {
        List<string> files = [];
        HashSet<string> entered = new(StringComparer.Ordinal);
        Stack<DirectoryInfo> left = new([new DirectoryInfo(folder)]);
        while (left.TryPop(out DirectoryInfo? next))
        {
            if (!entered.Add(PlaceOf(next)))
                continue;
            try
            {
                foreach (FileSystemInfo entry in next.EnumerateFileSystemInfos())
                {
                    if ((entry.Attributes & Skipped) != 0)
                        continue;
                    if (Directory.Exists(entry.FullName))
                        left.Push(new DirectoryInfo(Path.Combine(next.ToString(), entry.Name)));
                    else
                        files.Add(Path.Combine(next.ToString(), entry.Name));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new DataException($"'{next}' cannot be read: {exception.Message.TrimEnd('.')}. Check that the folder may be read.", exception);
            }
        }

        files.Sort(StringComparer.Ordinal);
        return files;
    }

    /// <summary>Where a folder really is: its path with every link in it followed.</summary>
    private static string PlaceOf(DirectoryInfo folder)
    {
        string path = Path.GetFullPath(folder.FullName), place = Path.GetPathRoot(path)!;
        foreach (string part in path[place.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            DirectoryInfo step = new(Path.Combine(place, part));
            place = step.LinkTarget is null ? step.FullName : step.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? step.FullName;
        }

        return place;
    }
}
