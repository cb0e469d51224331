using Bruno.Gpu.Files;

namespace Bruno.Gpu.Tests.Faults;

/// <summary>The process, or the whole machine, is gone: whatever it still tries fails the same way.</summary>
public sealed class SimulatedDeath : Exception;

/// <summary>
/// Files in memory, as a machine has them: what was written and not flushed, and names that were given and not flushed, may be lost when
/// the power fails, in parts and out of order; a killed process loses nothing of it. Every call is counted, and asks what becomes of it.
/// </summary>
public sealed class SimulatedFiles : IFiles
{
    private const int DiskFull = 28;

    private readonly Dictionary<string, Node> names = new(StringComparer.Ordinal), durableNames = new(StringComparer.Ordinal);
    private readonly List<Change> changes = [];
    private readonly HashSet<string> folders = new(StringComparer.Ordinal) { "/" };
    private bool isDead;

    /// <summary>What becomes of a call; given its number and what it is.</summary>
    public Action<int, string>? BeforeCall { get; set; }

    /// <summary>Changes what is read.</summary>
    public Action<byte[]>? AfterRead { get; set; }

    /// <summary>What becomes of bytes that are to be written: how many of them are.</summary>
    public Func<int, int>? BeforeWrite { get; set; }

    /// <summary>Bytes that fit.</summary>
    public long Capacity { get; set; } = long.MaxValue;

    /// <summary>Calls since the process began.</summary>
    public int Calls { get; private set; }

    private long Used => names.Values.Distinct().Sum(node => (long)node.Content.Length);

    /// <summary>All files, as a process sees them.</summary>
    public IEnumerable<string> Paths => names.Keys;

    /// <summary>A new process begins.</summary>
    public void Begin()
    {
        (isDead, Calls, BeforeCall, AfterRead, BeforeWrite, Capacity) = (false, 0, null, null, null, long.MaxValue);
    }

    /// <summary>The process is killed.</summary>
    public void Kill()
    {
        isDead = true;
        throw new SimulatedDeath();
    }

    /// <summary>The power fails: only what was flushed is sure to be there.</summary>
    public void FailPower(Random random)
    {
        // Changes of names reach the disk in order, as with a journal; how many of them is chance.
        int kept = random.Next(changes.Count + 1);
        foreach (Change change in changes.Take(kept))
            change.MakeIn(durableNames);
        changes.Clear();
        names.Clear();
        foreach ((string name, Node node) in durableNames)
        {
            node.LosePower(random);
            names.Add(name, node);
        }

        Kill();
    }

    /// <summary>Changes a bit of a file where it lies.</summary>
    public void FlipBit(string path, Random random)
    {
        if (names.TryGetValue(path, out Node? node) && node.Content.Length > 0)
            node.Content[random.Next(node.Content.Length)] ^= (byte)(1 << random.Next(8));
    }

    /// <summary>The content of a file.</summary>
    public byte[] ContentOf(string path) => names[path].Content;

    public bool Exists(string path)
    {
        Call("exists");
        return names.ContainsKey(path);
    }

    public IReadOnlyList<string> List(string folder)
    {
        Call("list");
        return [.. names.Keys.Where(path => Path.GetDirectoryName(path) == folder).Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> ListFolders(string folder) => [.. folders.Where(path => Path.GetDirectoryName(path) == folder).Order(StringComparer.Ordinal)];

    public string TargetOf(string path) => path;

    public bool IsSpecial(string path) => false;

    public long? FreeBytes(string path) => Capacity == long.MaxValue ? null : Math.Max(0, Capacity - Used);

    public void CreateFolder(string path)
    {
        Call("create folder");
        for (string? folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
            folders.Add(folder);
    }

    public Stream Create(string path)
    {
        Call("create");
        if (names.ContainsKey(path))
            throw new IOException($"'{path}' exists");
        return new Writer(this, Name(path, new Node()));
    }

    public Stream Append(string path, bool anew)
    {
        Call("append");
        Node node = names.TryGetValue(path, out Node? known) ? known : Name(path, new Node());
        Writer writer = new(this, node);
        if (anew)
            writer.SetLength(0);
        writer.Seek(0, SeekOrigin.End);
        return writer;
    }

    public Stream WriteInto(string path) => throw new NotSupportedException();

    public Stream Read(string path)
    {
        Call("read");
        if (!names.TryGetValue(path, out Node? node))
            throw new FileNotFoundException($"there is no '{path}'", path);
        byte[] content = [.. node.Content];
        AfterRead?.Invoke(content);
        return new MemoryStream(content, writable: false);
    }

    public void Flush(Stream stream)
    {
        Call("flush");
        ((Writer)stream).Node.Flush();
    }

    public void FlushFolder(string folder)
    {
        Call("flush folder");
        foreach (Change change in changes.Where(change => change.Folder == folder))
            change.MakeIn(durableNames);
        changes.RemoveAll(change => change.Folder == folder);
    }

    public void Rename(string from, string to)
    {
        Call("rename");
        if (!names.TryGetValue(from, out Node? node))
            throw new FileNotFoundException($"there is no '{from}'", from);
        Make(new(from, to, node));
    }

    public void Delete(string path)
    {
        Call("delete");
        if (names.ContainsKey(path))
            Make(new(path, null, null));
    }

    /// <summary>One process at a time lives here; that folders are taken is tested with real ones.</summary>
    public IDisposable Lock(string path) => new MemoryStream();

    private void Call(string what)
    {
        if (isDead)
            throw new SimulatedDeath();
        int number = Calls++;
        BeforeCall?.Invoke(number, what);
    }

    private Node Name(string path, Node node)
    {
        Make(new(null, path, node));
        return node;
    }

    private void Make(Change change)
    {
        change.MakeIn(names);
        changes.Add(change);
    }

    /// <summary>A name that is taken away, given, or both at once.</summary>
    private sealed record Change(string? Taken, string? Given, Node? Node)
    {
        public string? Folder => Path.GetDirectoryName(Given ?? Taken);

        public void MakeIn(Dictionary<string, Node> known)
        {
            if (Taken is not null)
                known.Remove(Taken);
            if (Given is not null)
                known[Given] = Node!;
        }
    }

    /// <summary>The content of a file, and what of it is on the disk.</summary>
    private sealed class Node
    {
        private readonly List<(long Position, byte[] Bytes)> unflushed = [];
        private byte[] durable = [];

        public byte[] Content { get; private set; } = [];

        public void Write(long position, ReadOnlySpan<byte> bytes)
        {
            unflushed.Add((position, bytes.ToArray()));
            Content = Written(Content, position, bytes);
        }

        public void SetLength(long length)
        {
            Content = [.. Content.Take((int)length), .. new byte[Math.Max(0, length - Content.Length)]];
            // A shorter length goes to the disk with the next flush; what is lost before that is what was cut off.
            unflushed.RemoveAll(write => write.Position >= length);
        }

        public void Flush()
        {
            durable = [.. Content];
            unflushed.Clear();
        }

        public void LosePower(Random random)
        {
            foreach ((long position, byte[] bytes) in unflushed)
            {
                int fate = random.Next(3);
                if (fate > 0)
                    durable = Written(durable, position, fate == 1 ? bytes : bytes.AsSpan(0, random.Next(bytes.Length + 1)));
            }

            Content = [.. durable];
            unflushed.Clear();
        }

        private static byte[] Written(byte[] content, long position, ReadOnlySpan<byte> bytes)
        {
            byte[] result = new byte[Math.Max(content.Length, position + bytes.Length)];
            content.CopyTo(result, 0);
            bytes.CopyTo(result.AsSpan((int)position));
            return result;
        }
    }

    private sealed class Writer(SimulatedFiles files, Node node) : Stream
    {
        public Node Node { get; } = node;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => Node.Content.Length;

        public override long Position { get; set; }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            files.Call("read back");
            int there = (int)Math.Min(count, Length - Position);
            Array.Copy(Node.Content, Position, buffer, offset, there);
            Position += there;
            return there;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => Length,
        };

        public override void SetLength(long value)
        {
            files.Call("set length");
            Node.SetLength(value);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count == 0)
                return;
            int fits = (int)Math.Clamp(files.Capacity - files.Used, 0, count);
            int written = Math.Min(fits, files.BeforeWrite?.Invoke(count) ?? count);
            if (written > 0)
                Put(buffer.AsSpan(offset, written));
            files.Call("write");
            if (fits < count)
                throw new IOException("No space left on device", DiskFull);
            if (written < count)
                throw new IOException("Input/output error", 5);
        }

        private void Put(ReadOnlySpan<byte> bytes)
        {
            if (files.isDead)
                throw new SimulatedDeath();
            Node.Write(Position, bytes);
            Position += bytes.Length;
        }
    }
}
