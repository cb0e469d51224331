using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Bruno.Gpu.Checkpoints;

/// <summary>
/// Arrays in NumPy's NPY format, version 1.0: a magic number, a header that is a Python dictionary, the elements,
/// little-endian, in C order. (NumPy enhancement proposal 1.)
/// </summary>
internal static partial class NpyFormat
{
    private const int Alignment = 64;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    private static readonly (string Name, Type Type, int Size)[] Types =
    [
        ("<f4", typeof(float), sizeof(float)),
        ("<f8", typeof(double), sizeof(double)),
        ("<i4", typeof(int), sizeof(int)),
        ("<i8", typeof(long), sizeof(long)),
    ];

    public static void Write(Stream stream, CheckpointArray array)
    {
        string type = Types.First(candidate => candidate.Type == array.Values.GetType().GetElementType()).Name;
        // Python writes a tuple of one with a comma.
        string shape = array.Shape.Length == 1
            ? string.Create(CultureInfo.InvariantCulture, $"({array.Shape[0]},)")
            : $"({string.Join(", ", array.Shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))})";
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}";
        int unpadded = Magic.Length + sizeof(ushort) + text.Length + 1;
        text = text.PadRight(text.Length + ((Alignment - (unpadded % Alignment)) % Alignment)) + "\n";

        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, checked((ushort)text.Length));
        stream.Write(Magic);
        stream.Write(length);
        stream.Write(Encoding.ASCII.GetBytes(text));
        stream.Write(Elements(array.Values));
    }

    /// <summary>Reads an array that fills the content.</summary>
    /// <exception cref="InvalidDataException">It is not such an array.</exception>
    public static CheckpointArray Read(ReadOnlySpan<byte> content)
    {
        int start = Magic.Length + sizeof(ushort);
        if (content.Length < start || !content.StartsWith(Magic))
            throw new InvalidDataException("it is not an array in NPY format 1.0");
        int headerLength = BinaryPrimitives.ReadUInt16LittleEndian(content[Magic.Length..]);
        if (content.Length < start + headerLength)
            throw new InvalidDataException("its header is cut off");
        Match header = Header().Match(Encoding.ASCII.GetString(content.Slice(start, headerLength)));
        if (!header.Success)
            throw new InvalidDataException("its header is not understood");

        string name = header.Groups["type"].Value;
        (_, Type? type, int size) = Types.FirstOrDefault(candidate => candidate.Name == name);
        if (type is null)
            throw new InvalidDataException($"its type {name} is not one of {string.Join(", ", Types.Select(candidate => candidate.Name))}");
        List<int> shape = [];
        long elements = 1;
        foreach (string part in header.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int extent))
                throw new InvalidDataException("its shape is not understood");
            shape.Add(extent);
            elements = extent == 0 ? 0 : Math.Min(elements, int.MaxValue) * extent;
        }

        ReadOnlySpan<byte> data = content[(start + headerLength)..];
        // Before anything is allocated: a corrupt shape must not ask for all memory.
        if (elements * size != data.Length)
            throw new InvalidDataException($"it has {data.Length} bytes of data where its shape asks for {elements * size}");
        Array values = Array.CreateInstance(type, (int)elements);
        data.CopyTo(Elements(values));
        // A shape without axes is a single number; here it has one axis.
        return new CheckpointArray(values, CollectionsMarshal.AsSpan(shape));
    }

    private static Span<byte> Elements(Array values)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Checkpoints are little-endian; this machine is not.");
        return values switch
        {
            float[] array => MemoryMarshal.AsBytes(array.AsSpan()),
            double[] array => MemoryMarshal.AsBytes(array.AsSpan()),
            int[] array => MemoryMarshal.AsBytes(array.AsSpan()),
            _ => MemoryMarshal.AsBytes(((long[])values).AsSpan()),
        };
    }

    [GeneratedRegex(@"^\{'descr': '(?<type>[^']*)', 'fortran_order': False, 'shape': \((?<shape>[0-9, ]*)\), \} *\n$")]
    private static partial Regex Header();
}
