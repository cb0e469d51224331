using System.IO.Compression;
using System.Security.Cryptography;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Downloads;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Downloads;

/// <summary>Files of a set from a server, from a copy and from an archive, put where they are looked for.</summary>
public sealed class DatasetFetchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task FromTheNetwork_UnpackedAndKept()
    {
        byte[] archive = Zip(("sub/one.csv", "x\n1\n"), ("two.csv", "x\n2\n"));
        using FileServer server = new((path, _) => path == "a.zip" ? new(200, archive) : new(200, [1, 2, 3]));
        PublishedSet set = Set(
            new() { File = "a.zip", Addresses = [server["a.zip"]], Sha256 = Sha256(archive), Unpack = "in" }, new() { File = "b.bin", Addresses = [server["b"]], Sha256 = Sha256([1, 2, 3]) });
        using HttpClient client = new();
        DatasetFetch fetch = new(set, folder.Path);
        string[] lines = [.. await fetch.FromNetworkAsync(new Download(client, TimeSpan.Zero), null, TestContext.Current.CancellationToken)];
        Assert.Equal("x\n1\n", File.ReadAllText(folder["my/in/sub/one.csv"]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder["my/b.bin"]));
        Assert.Contains($"fetched, SHA-256 {Sha256(archive)}", lines[0]);
        await fetch.FromNetworkAsync(new Download(client, TimeSpan.Zero), null, TestContext.Current.CancellationToken);
        Assert.Equal(2, server.Count);
        // A file that is damaged is fetched again.
        File.WriteAllBytes(folder["my/b.bin"], [9]);
        await fetch.FromNetworkAsync(new Download(client, TimeSpan.Zero), null, TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder["my/b.bin"]));
    }

    [Fact]
    public void FromAFile_HeldToItsChecksum()
    {
        Directory.CreateDirectory(folder["copy"]);
        File.WriteAllBytes(folder["copy/b.bin"], [1, 2, 3]);
        DatasetFetch fetch = new(Set(new PublishedDownload { File = "b.bin", Addresses = ["https://x.y/b"], Sha256 = Sha256([1, 2, 3]) }), folder.Path);
        fetch.From(folder["copy/b.bin"]);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(folder["my/b.bin"]));
        File.WriteAllBytes(folder["copy/b.bin"], [1, 2, 4]);
        Assert.Contains($"but {Sha256([1, 2, 3])} is known of 'b.bin'", Assert.Throws<DataException>(() => fetch.From(folder["copy/b.bin"])).Message);
        Assert.Contains("There is no file or folder", Assert.Throws<DataException>(() => fetch.From(folder["nothing"])).Message);
    }

    [Fact]
    public void WhatIsNoneOfTheFiles_IsNotTaken()
    {
        PublishedSet vowels = PublishedSet.Every.Single(set => set.Name == "braille7");
        File.WriteAllText(folder["own.csv"], "x\n1\n");
        Assert.Contains("is none of the files of the data set 'braille7'", Assert.Throws<DataException>(() => new DatasetFetch(vowels, folder.Path).From(folder["own.csv"])).Message);
        File.WriteAllText(folder["braille7.npz"], "x\n1\n");
        Assert.Contains("its name says Npz, but it is Csv", Assert.Throws<DataException>(() => new DatasetFetch(vowels, folder.Path).From(folder["braille7.npz"])).Message);
        Assert.False(Directory.Exists(folder["braille7"]));
    }

    [Fact]
    public void FromAFolder_WithItsFolders()
    {
        Directory.CreateDirectory(folder["copy/deep"]);
        File.WriteAllText(folder["copy/deep/1.csv"], "x\n1\n");
        Directory.CreateSymbolicLink(folder["copy/deep/back"], folder["copy"]);
        new DatasetFetch(Set(), folder.Path).From(folder["copy"]);
        Assert.Equal([folder["my/deep/1.csv"]], Directory.EnumerateFiles(folder["my"], "*", SearchOption.AllDirectories));
        Directory.CreateDirectory(folder["nothing"]);
        Assert.Contains("the folder is empty", Assert.Throws<DataException>(() => new DatasetFetch(Set(), folder.Path).From(folder["nothing"])).Message);
    }

    [Theory]
    [InlineData("a\0b.csv", "has a letter in it that no name of a file has")]
    [InlineData("LONG", "is longer than a file's name can be")]
    [InlineData("good.csv/inner.csv", "'good.csv/inner.csv' is in a folder that is a file in it as well")]
    public void AnArchiveWhoseNamesCannotBeWritten_IsRefusedWhole(string name, string fault)
    {
        File.WriteAllBytes(folder["bad.zip"], Zip(("good.csv", "x\n"), (name.Replace("LONG", new string('a', 300), StringComparison.Ordinal), "x\n")));
        Assert.Contains(fault, Assert.Throws<DataException>(() => Archive.Unpack(folder["bad.zip"], folder["out"])).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["out"]));
    }

    [Theory]
    [InlineData("../out.csv")]
    [InlineData("a/../../out.csv")]
    [InlineData("/out.csv")]
    public void AnArchiveThatClimbs_IsRefusedWhole(string name)
    {
        File.WriteAllBytes(folder["bad.zip"], Zip(("good.csv", "x\n"), (name, "x\n")));
        Assert.Contains("leads out of the folder", Assert.Throws<DataException>(() => new DatasetFetch(Set(), folder.Path).From(folder["bad.zip"])).Message);
        Assert.False(File.Exists(folder["my/good.csv"]) || File.Exists(folder["out.csv"]) || File.Exists("/out.csv"));
    }

    [Fact]
    public void ArchivesOfGzip_AndDamagedOnes()
    {
        using (GZipStream stream = new(File.Create(folder["a.csv.gz"]), CompressionLevel.Optimal))
            stream.Write("x\n5\n"u8);
        Archive.Unpack(folder["a.csv.gz"], folder["out"]);
        Assert.Equal("x\n5\n", File.ReadAllText(folder["out/a.csv"]));
        File.WriteAllBytes(folder["b.zip"], [1, 2, 3]);
        Assert.Contains("the archive is damaged", Assert.Throws<DataException>(() => Archive.Unpack(folder["b.zip"], folder["out"])).Message);
        File.WriteAllBytes(folder["c.gz"], [1, 2, 3]);
        Assert.Contains("the archive is damaged", Assert.Throws<DataException>(() => Archive.Unpack(folder["c.gz"], folder["out"])).Message);
        Assert.Equal(["a.csv"], Directory.EnumerateFiles(folder["out"]).Select(Path.GetFileName));
    }

    /// <summary>A few kilobytes of zeros that would fill the disk.</summary>
    [Theory]
    [InlineData("a.zip")]
    [InlineData("a.gz")]
    public void ABomb_IsRefused(string name)
    {
        byte[] zeros = new byte[1 << 20];
        using (FileStream file = File.Create(folder[name]))
        {
            using ZipArchive? zip = name.EndsWith(".zip", StringComparison.Ordinal) ? new(file, ZipArchiveMode.Create) : null;
            using Stream stream = zip?.CreateEntry("zeros").Open() ?? new GZipStream(file, CompressionLevel.Optimal);
            for (int i = 0; i < 300; ++i)
                stream.Write(zeros);
        }

        Assert.Contains("bomb", Assert.Throws<DataException>(() => Archive.Unpack(folder[name], folder["out"])).Message);
        Assert.True(!Directory.Exists(folder["out"]) || Directory.EnumerateFiles(folder["out"]).Sum(path => new FileInfo(path).Length) == 0);
    }

    private static PublishedSet Set(params PublishedDownload[] downloads) => new() { Name = "my", Folder = "my", Downloads = downloads };

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string text) in entries)
            {
                using StreamWriter writer = new(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return stream.ToArray();
    }
}
