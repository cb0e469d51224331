using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Formats;

/// <summary>
/// Events as the N-MNIST collection stores them (.bin): five bytes an event, column, row, a bit of polarity and 23 bits of time in
/// microseconds, the highest byte first.
/// </summary>
internal static class AtisEvents
{
    /// <summary>Bytes of an event.</summary>
    internal const int EventBytes = 5;

    // An event in this row, below the sensor, stands for a counter of 13 bits that ran over.
    private const int OverflowRow = 240;
    private const int OverflowTime = 1 << 13;
    private const int ClockPeriod = 1 << 23;

    /// <summary>Reads a recording. A clock that ran over its 23 bits goes on; events that only say so are left out.</summary>
    /// <exception cref="DataException">It is missing, empty, cut off, longer than 35 minutes, or its time goes back.</exception>
    public static EventList Read(string path) => DataFile.ReadBytes(path, Read);

    private static EventList Read(byte[] content)
    {
        if (content.Length == 0)
            throw new InvalidDataException("it is empty, but should hold events of 5 bytes: copy or download it again");
        if (content.Length % EventBytes != 0)
            throw new InvalidDataException($"its {content.Length} bytes are no whole number of events of {EventBytes}; {DataFile.CopyAgain}");
        int count = content.Length / EventBytes;
        int[] times = new int[count];
        ushort[] columns = new ushort[count];
        ushort[] rows = new ushort[count];
        bool[] polarities = new bool[count];
        int kept = 0;
        long offset = 0;
        int before = 0;
        for (int i = 0; i < count; ++i)
        {
            ReadOnlySpan<byte> bytes = content.AsSpan(i * EventBytes, EventBytes);
            if (bytes[1] == OverflowRow)
            {
                offset += OverflowTime;
                continue;
            }

            int clock = ((bytes[2] & 0x7F) << 16) | (bytes[3] << 8) | bytes[4];
            // Back by more than half of its period, the clock has begun anew.
            if (before - clock > ClockPeriod / 2)
                offset += ClockPeriod;
            else if (clock < before && (kept == 0 || clock + offset < times[kept - 1]))
                throw new InvalidDataException($"event {i} (byte {i * EventBytes}): its time {clock} us is before the {before} us of the event before; {DataFile.CopyAgain}");
            before = clock;
            times[kept] = clock + offset <= int.MaxValue
                ? (int)(clock + offset)
                : throw new InvalidDataException($"event {i}: the recording is longer than 35 minutes: split it");
            columns[kept] = bytes[0];
            rows[kept] = bytes[1];
            polarities[kept++] = (bytes[2] & 0x80) != 0;
        }

        return kept == count ? new(times, columns, rows, polarities) : new(times[..kept], columns[..kept], rows[..kept], polarities[..kept]);
    }
}
