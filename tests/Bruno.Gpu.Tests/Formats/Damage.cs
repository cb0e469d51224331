using System.Diagnostics;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Formats;

/// <summary>Damages small valid files; whatever becomes of them, a reader returns a value or ends in a <see cref="DataException"/>.</summary>
internal static class Damage
{
    /// <summary>A file cut off anywhere is refused.</summary>
    /// <param name="complete">From this length on the file may be valid: what follows is padding.</param>
    public static void CutAnywhere(string path, byte[] whole, Action<string> read, int? complete = null)
    {
        for (int length = 0; length < (complete ?? whole.Length); ++length)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.StartsWith(path, Assert.Throws<DataException>(() => read(path)).Message.TrimStart('\''), StringComparison.Ordinal);
        }
    }

    /// <summary>Bytes changed at random end in a value or in a fault that names the file, and soon.</summary>
    public static void Anywhere(string path, byte[] whole, Action<string> read, int times = 800)
    {
        Random random = new(20260);
        Stopwatch clock = Stopwatch.StartNew();
        int refused = 0;
        for (int i = 0; i < times; ++i)
        {
            byte[] changed = (byte[])whole.Clone();
            for (int flips = random.Next(1, 4); flips > 0; --flips)
                changed[random.Next(changed.Length)] = (byte)(random.Next(3) == 0 ? 0xFF : random.Next(256));
            File.WriteAllBytes(path, changed);
            try
            {
                read(path);
            }
            catch (DataException exception)
            {
                ++refused;
                Assert.Contains(path, exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(refused > 0, "No change was noticed.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{times} damaged files took {clock.Elapsed}.");
    }

    /// <summary>Reading this content is refused with a message that has these parts.</summary>
    public static void Refused(string path, byte[] content, Action<string> read, params string[] parts)
    {
        File.WriteAllBytes(path, content);
        string message = Assert.Throws<DataException>(() => read(path)).Message;
        Assert.All(parts.Append(path), part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}
