using System.Runtime.InteropServices;

namespace Bruno.Gpu.Formats;

/// <summary>Truth values, a byte each; whatever is not zero is true.</summary>
internal sealed class TruthType() : TypedNumbers<bool>("bool")
{
    protected override void Settle(Span<bool> elements, bool bigEndian)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(elements);
        for (int i = 0; i < bytes.Length; ++i)
            bytes[i] = bytes[i] == 0 ? (byte)0 : (byte)1;
    }
}
