using System.IO.Hashing;

namespace Bruno.Gpu.Formats;

/// <summary>What is read of an entry of an archive, counted and with its checksum.</summary>
/// <param name="inner">The content; it may promise less, or more, than it has.</param>
/// <param name="length">How many bytes may be read.</param>
internal sealed class CheckedStream(Stream inner, long length) : Stream
{
    private readonly Crc32 checksum = new();
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <summary>The CRC-32 of what was read.</summary>
    public uint Checksum => checksum.GetCurrentHashAsUInt32();

    /// <summary>Whether the inner stream has more than it may.</summary>
    public bool HasMore() => inner.ReadByte() >= 0;

    public override int Read(Span<byte> buffer)
    {
        Span<byte> wanted = buffer[..(int)Math.Min(buffer.Length, length - position)];
        int read = inner.Read(wanted);
        checksum.Append(wanted[..read]);
        position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
