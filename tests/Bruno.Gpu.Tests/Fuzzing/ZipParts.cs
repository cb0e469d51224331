using System.Globalization;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>The entries of a zip archive.</summary>
/// <param name="isSealed">Whether it ends as checkpoints do, with its length and checksum.</param>
internal sealed class ZipParts(bool isSealed = false) : IFileParts
{
    private const int HashDigits = 32;

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, byte[] Content)> Take(byte[] file)
    {
        using ZipArchive archive = new(new MemoryStream(file));
        return [.. archive.Entries.Select(entry =>
        {
            using Stream content = entry.Open();
            using MemoryStream copy = new();
            content.CopyTo(copy);
            return (entry.FullName, copy.ToArray());
        })];
    }

    /// <inheritdoc/>
    public byte[] Put(IReadOnlyList<(string Name, byte[] Content)> parts)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            if (isSealed)
                archive.Comment = SealOf(0) + new string('0', HashDigits);
            foreach ((string name, byte[] content) in parts)
            {
                using Stream entry = archive.CreateEntry(name, isSealed ? CompressionLevel.NoCompression : CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        byte[] file = stream.ToArray();
        if (isSealed)
        {
            Encoding.ASCII.GetBytes(SealOf(file.Length)).CopyTo(file, file.Length - HashDigits - SealOf(0).Length);
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(XxHash128.Hash(file.AsSpan(0, file.Length - HashDigits)))).CopyTo(file, file.Length - HashDigits);
        }

        return file;
    }

    private static string SealOf(long bytes) => string.Create(CultureInfo.InvariantCulture, $"bruno bytes {bytes:D18} xxh128 ");
}
