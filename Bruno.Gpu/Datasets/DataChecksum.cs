using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Datasets;

/// <summary>
/// The XXH128 of all that a network sees of a data set: split by split and sample by sample, steps, class, values and targets, in order.
/// </summary>
internal static class DataChecksum
{
    /// <summary>The checksum, 32 hexadecimal digits.</summary>
    public static string Of(Dataset dataset)
    {
        XxHash128 hash = new();
        Append(hash, dataset.Channels, dataset.Outputs);
        hash.Append(MemoryMarshal.AsBytes<double>([dataset.StepSeconds]));
        foreach (IReadOnlyList<Sample> split in new[] { dataset.Train, dataset.Validation, dataset.Test })
        {
            Append(hash, split.Count, 0);
            foreach (Sample sample in split)
            {
                Append(hash, sample.Steps, sample.Label);
                hash.Append(MemoryMarshal.AsBytes(sample.Values.AsSpan()));
                hash.Append(MemoryMarshal.AsBytes(sample.Targets.AsSpan()));
            }
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static void Append(XxHash128 hash, int first, int second)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, first);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[sizeof(int)..], second);
        hash.Append(bytes);
    }
}
