using System.Buffers.Binary;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>Makes inputs of whole files of a format; an input follows from its number alone.</summary>
internal sealed class Mutator(FuzzedFormat format)
{
    private const int MostBytes = 1 << 18;

    private static readonly long[] Interesting =
    [
        0, 1, -1, 2, 7, 8, 16, 32, 63, 64, 100, 127, 128, 255, 256, 1000, 1024, 4096, 32767, 32768, 65535, 65536, 100_000, 1 << 20, int.MaxValue, 1L << 31, uint.MaxValue,
        1L << 32, 1L << 40, 1L << 53, long.MaxValue, long.MinValue, int.MinValue, -2, -128, -32768, 0x7FF0000000000000, 0x7FF8000000000000, 0x7F800000, 0x3F800000,
    ];

    private static readonly string[] HostileNames =
        ["../outside", "a/../../outside", "/outside", "..\\outside", "C:\\outside", "./.././outside", "a//../..//outside", "outside/", ".", "..", "a\0b", "con", "\u202Eoutside", new('a', 300)];

    private readonly TextMutator texts = new(format.Seeds);

    /// <summary>The input of a number.</summary>
    public byte[] Make(int number)
    {
        Random random = new(unchecked(number * 486_187_739 + format.Name.Aggregate(17, (hash, letter) => hash * 31 + letter)));
        byte[] seed = format.Seeds[random.Next(format.Seeds.Count)];
        // Now and then a file as it is: a campaign whose files are all refused would show nothing.
        if (random.Next(64) == 0)
            return seed;
        byte[] made = format.Parts is { } parts && random.Next(3) > 0 ? Inside(parts, seed, random) : Mutate(seed, format.IsText, random);
        return Bounded(made);
    }

    private static byte[] Bounded(byte[] content) => content.Length <= MostBytes ? content : content[..MostBytes];

    private byte[] Inside(IFileParts parts, byte[] seed, Random random)
    {
        List<(string Name, byte[] Content)> taken = [.. parts.Take(seed)];
        if (taken.Count == 0)
            return seed;
        int at = random.Next(taken.Count);
        switch (random.Next(8))
        {
            case 0:
                taken[at] = (random.Next(2) == 0 ? HostileNames[random.Next(HostileNames.Length)] : taken[random.Next(taken.Count)].Name, taken[at].Content);
                break;
            case 1:
                taken.RemoveAt(at);
                break;
            case 2:
                taken.Add(taken[at]);
                break;
            default:
                taken[at] = (taken[at].Name, Mutate(taken[at].Content, taken[at].Name.EndsWith(".json", StringComparison.Ordinal), random));
                break;
        }

        return parts.Put(taken);
    }

    private byte[] Mutate(byte[] content, bool isText, Random random)
    {
        int rounds = 1 << random.Next(4);
        for (int round = random.Next(rounds); round >= 0; --round)
            content = Bounded(isText && random.Next(4) > 0 ? texts.Mutate(content, random) : MutateBytes(content, random));
        return content;
    }

    private byte[] MutateBytes(byte[] content, Random random)
    {
        byte[] changed = [.. content];
        if (changed.Length == 0)
            return [(byte)random.Next(256)];
        // Heads say what follows them: half of all places are near the start.
        int at = random.Next(2) == 0 ? random.Next(changed.Length) : random.Next(Math.Min(changed.Length, 256));
        int length = Math.Min(1 << random.Next(12), changed.Length - at);
        switch (random.Next(10))
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed[at] = (byte)random.Next(256);
                return changed;
            case 2 or 3:
                Write(changed, at, Interesting[random.Next(Interesting.Length)], 1 << random.Next(4), random.Next(2) == 0);
                return changed;
            case 4:
                changed[at] = (byte)(changed[at] + random.Next(-16, 17));
                return changed;
            case 5:
                return changed[..at];
            case 6:
                return [.. changed[..at], .. changed[(at + length)..]];
            case 7:
                return [.. changed[..at], .. Enumerable.Repeat(changed[at..(at + length)], random.Next(8) == 0 ? 64 : 2).SelectMany(block => block), .. changed[(at + length)..]];
            case 8:
                int other = random.Next(changed.Length - length + 1);
                byte[] block = changed[other..(other + length)];
                changed.AsSpan(at, length).CopyTo(changed.AsSpan(other));
                block.CopyTo(changed.AsSpan(at));
                return changed;
            default:
                byte[] splice = format.Seeds[random.Next(format.Seeds.Count)];
                return [.. changed[..at], .. splice[random.Next(splice.Length + 1)..]];
        }
    }

    private static void Write(byte[] content, int at, long value, int width, bool isLittle)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        if (isLittle)
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        else
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        Span<byte> part = isLittle ? bytes[..width] : bytes[^width..];
        part[..Math.Min(width, content.Length - at)].CopyTo(content.AsSpan(at));
    }
}
