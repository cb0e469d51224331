using System.Text;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>A text that ends with its checksum.</summary>
internal sealed class SealedParts : IFileParts
{
    /// <inheritdoc/>
    public IReadOnlyList<(string Name, byte[] Content)> Take(byte[] file) => [("text", file)];

    /// <inheritdoc/>
    public byte[] Put(IReadOnlyList<(string Name, byte[] Content)> parts) =>
        Encoding.UTF8.GetBytes(SealedText.Seal(string.Concat(parts.Select(part => Encoding.UTF8.GetString(part.Content)))));
}
