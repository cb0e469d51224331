using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Tests.Nir;

/// <summary>Files of the folder of shared data sets; a test that needs one is skipped where it is not there.</summary>
internal static class SharedData
{
    public static string File(string name)
    {
        for (DirectoryInfo? place = new(SourceTree.Root()); place is not null; place = place.Parent)
        {
            string path = Path.Combine(place.FullName, "shared", "datasets", name);
            if (System.IO.File.Exists(path))
                return path;
        }

        Assert.Skip($"There is no shared/datasets/{name} beside the source tree.");
        return "";
    }

    /// <summary>The elements of an array of a NumPy archive, C order.</summary>
    public static T[] Array<T>(string archive, string name)
        where T : unmanaged
    {
        using ZipArchive zip = ZipFile.OpenRead(archive);
        using MemoryStream content = new();
        using (Stream entry = zip.GetEntry($"{name}.npy")!.Open())
            entry.CopyTo(content);
        byte[] bytes = content.ToArray();
        return MemoryMarshal.Cast<byte, T>(bytes.AsSpan(10 + BitConverter.ToUInt16(bytes, 8))).ToArray();
    }
}
