using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Tests.Reporting;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file_and_nothing_else()
    {
        string path = folder["a.txt"];
        AtomicFile.WriteText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void The_target_is_untouched_until_the_content_is_complete()
    {
        string path = folder["a.txt"];
        AtomicFile.WriteText(path, "old");
        AtomicFile.Write(path, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            // This is all that a killed process would leave.
            Assert.Equal("old", File.ReadAllText(path));
        });
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void Missing_folders_are_made()
    {
        AtomicFile.WriteText(folder["deep/er/a.txt"], "x");
        Assert.Equal("x", File.ReadAllText(folder["deep/er/a.txt"]));
        Assert.Equal([folder["deep/er/a.txt"]], Directory.GetFiles(folder["deep/er"]));
    }

    /// <summary>A file that took the place of a device would be the end of it.</summary>
    [Fact]
    public void A_device_is_written_into_and_stays_one()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("There is no /dev/full here.");
        Assert.Equal(ExitCode.WriteFailed, Assert.Throws<BrunoException>(() => AtomicFile.WriteText("/dev/full", "x")).ExitCode);
        Assert.Throws<IOException>(() => File.AppendAllText("/dev/full", "x"));
    }

    [Fact]
    public void An_impossible_target_says_so()
    {
        AtomicFile.WriteText(folder["file"], "x");
        BrunoException exception = Assert.Throws<BrunoException>(() => AtomicFile.WriteText(folder["file/a.txt"], "x"));
        Assert.Equal(ExitCode.WriteFailed, exception.ExitCode);
        Assert.Contains("file/a.txt", exception.Message);
    }
}
