using System.Buffers.Binary;
using System.Text;
using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class WaveFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WholeNumbersOfEveryWidth()
    {
        Assert.Equal([-1f, 0f, 127 / 128f], Read(Wave(1, 8, 1, [0, 128, 255])).Values);
        Assert.Equal([-1f, 0.5f, -1 / 32768f], Read(Wave(1, 16, 1, [0, 0x80, 0, 0x40, 0xFF, 0xFF])).Values);
        Assert.Equal([-1f, 0.5f, -1 / 8388608f], Read(Wave(1, 24, 1, [0, 0, 0x80, 0, 0, 0x40, 0xFF, 0xFF, 0xFF])).Values);
        Assert.Equal([-1f, 0.25f], Read(Wave(1, 32, 1, [0, 0, 0, 0x80, 0, 0, 0, 0x20])).Values);
    }

    [Fact]
    public void FloatingPoint_AndExtendedFormats()
    {
        Assert.Equal([0.75f, -1.5f], Read(Wave(3, 32, 1, [.. BitConverter.GetBytes(0.75f), .. BitConverter.GetBytes(-1.5f)])).Values);
        Assert.Equal([0.1f], Read(Wave(3, 64, 1, BitConverter.GetBytes(0.1))).Values);
        byte[] guid = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];
        Assert.Equal([0.5f], Read(Wave(0xFFFE, 16, 1, [0, 0x40], [22, 0, 16, 0, 4, 0, 0, 0, 1, 0, .. guid])).Values);
        Assert.Equal([0.75f], Read(Wave(0xFFFE, 32, 1, BitConverter.GetBytes(0.75f), [22, 0, 32, 0, 4, 0, 0, 0, 3, 0, .. guid])).Values);
    }

    [Fact]
    public void Channels_StandSideBySide()
    {
        WaveFile sound = Read(Wave(1, 8, 2, [0, 128, 64, 192]));
        Assert.Equal((8000, 2, 2), (sound.SampleRate, sound.Channels, sound.Frames));
        Assert.Equal([-1f, 0f, -0.5f, 0.5f], sound.Values);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(uint.MaxValue)]
    public void StreamedSound_GoesToTheEnd(uint length)
    {
        byte[] file = Wave(1, 8, 1, [0, 128, 255]);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(file.Length - 7), length);
        Assert.Equal(3, Read(file).Frames);
    }

    [Theory]
    [InlineData(2, 4, "Microsoft ADPCM")]
    [InlineData(6, 8, "A-law")]
    [InlineData(7, 8, "mu-law")]
    [InlineData(0x55, 16, "MPEG")]
    [InlineData(0x1234, 16, "codec 4660")]
    [InlineData(1, 12, "12 bits")]
    [InlineData(1, 64, "64 bits")]
    [InlineData(3, 16, "16 bits of a floating-point number")]
    public void OtherCodecs_AreRefusedByName(int tag, int bits, string name) =>
        Damage.Refused(folder["a.wav"], Wave(tag, bits, 1, new byte[8]), path => WaveFile.Read(path), name, "save it as WAV with PCM samples");

    [Fact]
    public void FilesThatAreNone_AreRefused()
    {
        Damage.Refused(folder["a.wav"], [.. "RIFX0000WAVE"u8], path => WaveFile.Read(path), "RIFX", "big-endian");
        Damage.Refused(folder["a.wav"], [], path => WaveFile.Read(path), "empty");
        Damage.Refused(folder["a.wav"], Wave(1, 8, 1, []), path => WaveFile.Read(path), "empty");
        Damage.Refused(folder["a.wav"], Wave(1, 8, 0, [1]), path => WaveFile.Read(path), "0 channels");
        Damage.Refused(folder["a.wav"], Wave(1, 16, 2, [1, 2, 3, 4, 5, 6]), path => WaveFile.Read(path), "last frame is cut off (6 bytes of sound, 4 a frame)");
        Damage.Refused(folder["a.wav"], Wave(3, 32, 2, [.. new byte[12], .. BitConverter.GetBytes(float.NaN)]), path => WaveFile.Read(path), "frame 1, channel 1: NaN");
        byte[] huge = Wave(1, 8, 1, [1, 2, 3]);
        BinaryPrimitives.WriteUInt32LittleEndian(huge.AsSpan(huge.Length - 7), 4_000_000_000);
        Damage.Refused(folder["a.wav"], huge, path => WaveFile.Read(path), "'data' of 4000000000 bytes is cut off after 3");
    }

    [Fact]
    public void DamagedFiles_AreFaults()
    {
        byte[] whole = Wave(1, 16, 2, [1, 2, 3, 4, 5, 6, 7, 8]);
        Damage.CutAnywhere(folder["a.wav"], whole, path => WaveFile.Read(path));
        Damage.Anywhere(folder["a.wav"], whole, path => WaveFile.Read(path));
    }

    [Fact]
    public void PublicRecordings_AsAnotherReaderReadsThem()
    {
        string recordings = SharedDatasets.Find("free-spoken-digits", "recordings");
        WaveFile one = WaveFile.Read(Path.Combine(recordings, "0_george_15.wav"));
        Assert.Equal((8000, 1, 4186), (one.SampleRate, one.Channels, one.Frames));
        Assert.Equal([-117 / 32768f, 164 / 32768f, -123 / 32768f, -474 / 32768f], one.Values[100..104]);
        long frames = 0;
        double sum = 0;
        foreach (string path in Directory.EnumerateFiles(recordings, "*.wav"))
        {
            WaveFile sound = WaveFile.Read(path);
            frames += sound.Frames;
            sum += sound.Values.Sum(value => value * 32768.0);
        }

        Assert.Equal((6784910, -335523603), (frames, sum));
    }

    /// <summary>A file with a part that nobody knows, of odd length, before the sound.</summary>
    private static byte[] Wave(int tag, int bits, int channels, byte[] data, byte[]? more = null)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.Latin1);
        writer.Write("RIFF\0\0\0\0WAVEfmt "u8);
        writer.Write(16 + (more?.Length ?? 0));
        writer.Write((ushort)tag);
        writer.Write((ushort)channels);
        writer.Write(8000);
        writer.Write(8000 * channels * bits / 8);
        writer.Write((ushort)(channels * bits / 8));
        writer.Write((ushort)bits);
        writer.Write(more ?? []);
        writer.Write("LIST\u0003\0\0\0abc\0data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return stream.ToArray();
    }

    private WaveFile Read(byte[] content)
    {
        File.WriteAllBytes(folder["a.wav"], content);
        return WaveFile.Read(folder["a.wav"]);
    }
}
