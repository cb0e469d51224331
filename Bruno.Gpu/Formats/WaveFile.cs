using System.Buffers.Binary;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>Sound in a RIFF WAVE file (.wav): whole numbers of 8 to 32 bits or floating-point numbers, any number of channels.</summary>
/// <param name="SampleRate">Frames a second.</param>
/// <param name="Channels">Values a frame.</param>
/// <param name="Values">The sound, [frames, channels], the channels of a frame side by side; whole numbers scaled to [-1, 1).</param>
internal sealed record WaveFile(int SampleRate, int Channels, float[] Values)
{
    private const int ChunkHeader = 8;
    private const uint Streamed = uint.MaxValue;

    /// <summary>How many frames there are.</summary>
    public int Frames => Values.Length / Channels;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">It is missing, cut off, damaged or compressed, or a value is not finite.</exception>
    public static WaveFile Read(string path) => DataFile.ReadBytes(path, Read);

    private static WaveFile Read(byte[] content)
    {
        ReadOnlySpan<byte> file = content;
        RequireWave(file);
        WaveFormat? format = null;
        int position = 12;
        while (position <= file.Length - ChunkHeader)
        {
            ReadOnlySpan<byte> name = file.Slice(position, 4);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(file[(position + 4)..]);
            int start = position + ChunkHeader;
            bool isData = name.SequenceEqual("data"u8);
            // Who writes while it records does not know the length yet.
            if (isData && length is Streamed or 0)
                length = (uint)(file.Length - start);
            if (length > file.Length - start)
            {
                throw new InvalidDataException(
                    $"byte {position}: a part '{Latin(name)}' of {length} bytes is cut off after {file.Length - start}; {DataFile.CopyAgain}");
            }

            ReadOnlySpan<byte> part = file.Slice(start, (int)length);
            if (name.SequenceEqual("fmt "u8))
                format = WaveFormat.Read(part);
            else if (isData)
                return format?.Decode(part) ?? throw new InvalidDataException($"byte {position}: the sound comes before its format; {DataFile.CopyAgain}");
            long next = start + (long)length + (length & 1);
            position = (int)Math.Min(next, file.Length);
        }

        throw new InvalidDataException($"it holds no sound (no part 'data'); {DataFile.CopyAgain}");
    }

    private static void RequireWave(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("RIFX"u8))
            throw new InvalidDataException("it is a RIFX file (big-endian): save it as WAV with PCM samples");
        if (file.StartsWith("RF64"u8))
            throw new InvalidDataException("it is an RF64 file (above 4 GB): split it, and save it as WAV with PCM samples");
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file[8..].StartsWith("WAVE"u8))
            throw new InvalidDataException("it is no WAV file: it does not begin with RIFF and WAVE. Save the sound as WAV with PCM samples");
    }

    private static string Latin(ReadOnlySpan<byte> name) => System.Text.Encoding.Latin1.GetString(name).Replace('\0', ' ');
}
