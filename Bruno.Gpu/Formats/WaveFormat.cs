using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Bruno.Gpu.Formats;

/// <summary>How a WAV file stores its samples.</summary>
/// <param name="SampleRate">Frames a second.</param>
/// <param name="Channels">Values a frame.</param>
/// <param name="Bytes">Bytes a value.</param>
/// <param name="IsFloat">Whether values are floating-point numbers.</param>
internal sealed record WaveFormat(int SampleRate, int Channels, int Bytes, bool IsFloat)
{
    private const int WholeNumbers = 1;
    private const int FloatingPoint = 3;
    private const int Extensible = 0xFFFE;
    private const string Remedy = "save it as WAV with PCM samples of 8, 16, 24 or 32 bits";

    /// <summary>Reads the part 'fmt '.</summary>
    /// <exception cref="InvalidDataException">It is cut off, contradicts itself, or says a compression.</exception>
    public static WaveFormat Read(ReadOnlySpan<byte> part)
    {
        if (part.Length < 16)
            throw new InvalidDataException($"its format has {part.Length} bytes of 16; {DataFile.CopyAgain}");
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(part);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(part[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(part[4..]);
        int frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(part[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(part[14..]);
        if (tag == Extensible)
            tag = part.Length >= 40 ? BinaryPrimitives.ReadUInt16LittleEndian(part[24..]) : throw new InvalidDataException($"its extended format is cut off; {DataFile.CopyAgain}");
        if (tag is not (WholeNumbers or FloatingPoint))
            throw new InvalidDataException($"its sound is compressed ({NameOf(tag)}): {Remedy}");
        if (bits is not (8 or 16 or 24 or 32 or 64) || (tag == FloatingPoint ? bits < 32 || bits == 24 : bits == 64))
            throw new InvalidDataException($"its samples have {bits} bits{(tag == FloatingPoint ? " of a floating-point number" : "")}: {Remedy}");
        if (channels == 0 || rate is 0 or > int.MaxValue || frameBytes != channels * (bits / 8))
            throw new InvalidDataException($"its format contradicts itself ({channels} channels of {bits} bits in {frameBytes} bytes, {rate} frames a second); {DataFile.CopyAgain}");
        return new((int)rate, channels, bits / 8, tag == FloatingPoint);
    }

    /// <summary>The sound whose bytes these are.</summary>
    /// <exception cref="InvalidDataException">The last frame is cut off, there is none, or a value is not finite.</exception>
    public WaveFile Decode(ReadOnlySpan<byte> data)
    {
        if (data.Length == 0)
            throw new InvalidDataException($"it holds no sound: its part 'data' is empty; {DataFile.CopyAgain}");
        if (data.Length % (Bytes * Channels) != 0)
            throw new InvalidDataException($"its last frame is cut off ({data.Length} bytes of sound, {Bytes * Channels} a frame); {DataFile.CopyAgain}");
        float[] values = GC.AllocateUninitializedArray<float>(data.Length / Bytes);
        switch (Bytes)
        {
            case 1:
                for (int i = 0; i < values.Length; ++i)
                    values[i] = (data[i] - 128) / 128f;
                break;
            case 2 when BitConverter.IsLittleEndian:
                ReadOnlySpan<short> samples = MemoryMarshal.Cast<byte, short>(data);
                for (int i = 0; i < values.Length; ++i)
                    values[i] = samples[i] / 32768f;
                break;
            default:
                for (int i = 0; i < values.Length; ++i)
                    values[i] = ValueOf(data.Slice(i * Bytes, Bytes));
                break;
        }

        int odd = IsFloat ? Array.FindIndex(values, value => !float.IsFinite(value)) : -1;
        return odd < 0
            ? new WaveFile(SampleRate, Channels, values)
            : throw new InvalidDataException($"frame {odd / Channels}, channel {odd % Channels}: {values[odd]} is not a finite number; record or convert it again");
    }

    private float ValueOf(ReadOnlySpan<byte> bytes) => (Bytes, IsFloat) switch
    {
        (2, _) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        (3, _) => ((bytes[0] << 8) | (bytes[1] << 16) | (bytes[2] << 24)) / 2147483648f,
        (4, false) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f,
        (4, true) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };

    private static string NameOf(int tag) => tag switch
    {
        0x02 => "Microsoft ADPCM",
        0x06 => "A-law",
        0x07 => "mu-law",
        0x11 => "IMA ADPCM",
        0x31 => "GSM 6.10",
        0x50 or 0x55 => "MPEG audio",
        _ => $"codec {tag}",
    };
}
