using Bruno.Gpu.Formats;

namespace Bruno.Gpu.Tests.Formats;

public sealed class AtisEventsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void EventsByHand()
    {
        EventList events = Read([3, 33, 0x80, 0x01, 0x02, 4, 0, 0x7F, 0xFF, 0xFF]);
        Assert.Equal([258, 8388607], events.Microseconds);
        Assert.Equal([3, 4], events.X);
        Assert.Equal([33, 0], events.Y);
        Assert.Equal([true, false], events.IsOn);
    }

    [Fact]
    public void AClockThatRunsOver_GoesOn()
    {
        // 8,388,600 us, then 5 us after the 23 bits began anew, twice.
        EventList events = Read([1, 1, 0x7F, 0xFF, 0xF8, 1, 1, 0, 0, 5, 1, 1, 0x7F, 0xFF, 0xF8, 1, 1, 0, 0, 5]);
        Assert.Equal([8388600, 8388613, 16777208, 16777221], events.Microseconds);
    }

    [Fact]
    public void EventsInRow240_CountOverflowsOf13Bits()
    {
        EventList events = Read([1, 1, 0, 0x1F, 0xFF, 0, 240, 0, 0, 0, 2, 2, 0, 0, 1]);
        Assert.Equal([8191, 8193], events.Microseconds);
        Assert.Equal([1, 2], events.X);
    }

    [Fact]
    public void FilesThatAreNone_AreRefused()
    {
        Damage.Refused(folder["a.bin"], [], path => AtisEvents.Read(path), "empty");
        Damage.Refused(folder["a.bin"], new byte[7], path => AtisEvents.Read(path), "7 bytes", "of 5");
        Damage.Refused(folder["a.bin"], [1, 1, 0, 1, 0, 1, 1, 0, 0, 255], path => AtisEvents.Read(path), "event 1 (byte 5)", "255 us is before the 256 us");
        byte[] whole = [1, 1, 0, 1, 0, 1, 1, 0, 1, 4, 1, 240, 0, 1, 4];
        Damage.Anywhere(folder["a.bin"], whole, path => AtisEvents.Read(path));
    }

    [Fact]
    public void PublicRecordings_AsAnotherReaderReadsThem()
    {
        EventList events = AtisEvents.Read(SharedDatasets.Find("nmnist-small", "train", "3", "00008.bin"));
        Assert.Equal(5520, events.Count);
        Assert.Equal((91481, 97442, 2728), (events.X.Sum(value => value), events.Y.Sum(value => value), events.IsOn.Count(value => value)));
        Assert.Equal([1138, 2428, 2953], events.Microseconds[..3]);
        Assert.Equal(755860685, events.Microseconds.Sum(value => (long)value));
        Assert.Equal(4133231, Directory.EnumerateFiles(SharedDatasets.Find("nmnist-small"), "*.bin", SearchOption.AllDirectories).Sum(path => AtisEvents.Read(path).Count));
    }

    private EventList Read(byte[] content)
    {
        File.WriteAllBytes(folder["a.bin"], content);
        return AtisEvents.Read(folder["a.bin"]);
    }
}
