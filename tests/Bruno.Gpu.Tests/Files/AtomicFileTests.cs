using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Tests.Faults;

namespace Bruno.Gpu.Tests.Files;

/// <summary>What is written is there whole, in its place, or what was there before is.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatALinkLeadsToIsWrittenAndTheLinkStays()
    {
        Directory.CreateDirectory(folder["elsewhere"]);
        File.WriteAllText(folder["elsewhere/target"], "old");
        File.CreateSymbolicLink(folder["link"], "elsewhere/target");
        File.CreateSymbolicLink(folder["link-to-link"], folder["link"]);
        AtomicFile.WriteText(folder["link-to-link"], "new");
        Assert.Equal("new", File.ReadAllText(folder["elsewhere/target"]));
        Assert.Equal("elsewhere/target", new FileInfo(folder["link"]).LinkTarget);

        File.Delete(folder["elsewhere/target"]);
        AtomicFile.WriteText(folder["link"], "again");
        Assert.Equal("again", File.ReadAllText(folder["elsewhere/target"]));
        Assert.Single(Directory.GetFiles(folder["elsewhere"]));
    }

    /// <summary>Devices and pipes are written into, wherever they are and whoever asks.</summary>
    [Fact]
    public async Task APipeStaysAPipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes have names on Linux.");
        using (Process make = Process.Start("mkfifo", [folder["pipe"]]))
            make.WaitForExit();
        File.CreateSymbolicLink(folder["link"], folder["pipe"]);
        foreach (string name in new[] { "pipe", "link" })
        {
            Task<string> reader = Task.Run(() => File.ReadAllText(folder["pipe"]), TestContext.Current.CancellationToken);
            AtomicFile.WriteText(folder[name], "through");
            Assert.Equal("through", await reader.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        }

        Assert.True(DiskFiles.Shared.IsSpecial(folder["pipe"]));
        Assert.True(DiskFiles.Shared.IsSpecial(folder["link"]));
        Assert.True(DiskFiles.Shared.IsSpecial("/dev/null"));
        Assert.False(DiskFiles.Shared.IsSpecial(folder.Path));
        Assert.False(DiskFiles.Shared.IsSpecial(folder["missing"]));
        BrunoException full = Assert.Throws<BrunoException>(() => AtomicFile.WriteText("/dev/full", "lost"));
        Assert.Equal(ExitCode.WriteFailed, full.ExitCode);
        Assert.True(DiskFiles.Shared.IsSpecial("/dev/full"));
    }

    /// <summary>Whatever call fails, the old content is there, nothing beside it, and the message says what to do.</summary>
    [Theory]
    [InlineData(28, "the disk is full, ")]
    [InlineData(122, "your quota is used up")]
    [InlineData(30, "the file system is read-only")]
    [InlineData(5, "disk failed")]
    public void WhateverFailsTheOldContentIsThere(int error, string message)
    {
        int failed = 0;
        for (int at = 0; ; ++at)
        {
            SimulatedFiles files = new();
            AtomicFile.WriteText("/folder/file", "old", files);
            files.Begin();
            files.BeforeCall = (number, _) =>
            {
                if (number == at)
                    throw new IOException("it failed", error);
            };
            try
            {
                AtomicFile.WriteText("/folder/file", "new", files);
                Assert.Equal("new", AtomicFile.Utf8.GetString(files.ContentOf("/folder/file")));
                break;
            }
            catch (BrunoException exception)
            {
                ++failed;
                Assert.Equal(ExitCode.WriteFailed, exception.ExitCode);
                Assert.Contains(message, exception.Message);
                Assert.Contains("/folder/file", exception.Message);
            }

            files.Begin();
            // Once it is renamed, only the name may be lost when the power fails now.
            Assert.Contains(AtomicFile.Utf8.GetString(files.ContentOf("/folder/file")), new[] { "old", "new" });
            Assert.Equal(["/folder/file"], files.Paths);
        }

        Assert.True(failed >= 5);
    }

    [Fact]
    public void NoWriterThatIsAtWorkLosesItsFile()
    {
        string own = $"{folder["a"]}.{Environment.ProcessId}-0123abcd.tmp", dead = $"{folder["b"]}.2147483647-0123abcd.tmp";
        string another = $"{folder["c"]}.{Environment.ProcessId}.tmp";
        foreach (string path in new[] { own, dead, another })
            File.WriteAllText(path, "");
        using Process sleeper = Process.Start("sleep", ["60"]);
        string alive = $"{folder["d"]}.{sleeper.Id}-0123abcd.tmp";
        File.WriteAllText(alive, "");
        AtomicFile.CleanUp(folder.Path, DiskFiles.Shared);
        Assert.Equal(new[] { another, alive }.Order(), Directory.GetFiles(folder.Path).Order());
        sleeper.Kill();
        sleeper.WaitForExit();
        AtomicFile.CleanUp(folder.Path, DiskFiles.Shared);
        Assert.Equal([another], Directory.GetFiles(folder.Path));
    }

    /// <summary>A row of which only a part fits is taken back.</summary>
    [Fact]
    public void ATornRowIsTakenBack()
    {
        SimulatedFiles files = new();
        using CsvRowWriter table = new("/table.csv", ["a", "b"], 0, anew: true, files);
        table.Append([1, 2]);
        files.Capacity = files.ContentOf("/table.csv").Length + 3;
        BrunoException exception = Assert.Throws<BrunoException>(() => table.Append(["a long text", 3]));
        Assert.Contains("the disk is full, 14 B or more needed, 3 B free", exception.Message);
        Assert.Equal("a,b\n1,2\n", AtomicFile.Utf8.GetString(files.ContentOf("/table.csv")));
        files.Capacity = long.MaxValue;
        table.Append([4, 5]);
        Assert.Equal("a,b\n1,2\n4,5\n", AtomicFile.Utf8.GetString(files.ContentOf("/table.csv")));
    }
}
