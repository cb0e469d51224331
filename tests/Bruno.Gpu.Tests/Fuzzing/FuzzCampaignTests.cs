using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Fuzzing;

/// <summary>A campaign finds what is wrong, says how to see it again, and is the same each time.</summary>
[Collection(typeof(AloneTests))]
public sealed class FuzzCampaignTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatAReaderDoesWrongIsFound()
    {
        FuzzOutcome outcome = Run(Read);

        static void Read(byte[] content) => throw (content[0] switch
        {
            (byte)'a' => new DataException("it begins with a"),
            (byte)'b' => new BrunoException(ExitCode.Usage, "it begins with b"),
            (byte)'c' => new BrunoException(ExitCode.WriteFailed, "another code"),
            (byte)'d' => new BrunoException(ExitCode.Data, ""),
            _ => new FormatException("unexpected"),
        });

        Assert.True(outcome.Refused > 20);
        Assert.Equal(0, outcome.Accepted);
        Assert.Equal(400, outcome.Refused + outcome.Violating);
        Assert.Equal(["FormatException", "exit", "silent"], outcome.Violations.Select(violation => violation.Kind.Split(' ')[0]).Order(StringComparer.Ordinal));
        FuzzViolation unexpected = outcome.Violations.First(violation => violation.Kind.StartsWith("FormatException", StringComparison.Ordinal));
        Assert.Contains($"scripts/fuzz.sh 1 made {unexpected.Number}", unexpected.ToString());
        Assert.Equal(outcome.Violations.Select(violation => violation.Number), Run(Read).Violations.Select(violation => violation.Number));
    }

    [Fact]
    public void MemoryIsWatched()
    {
        byte[][] kept = new byte[1][];
        Assert.Equal("memory", Assert.Single(Run(content => kept[0] = new byte[content.Contains((byte)'x') ? 10_000_000 : 10], mostBytes: 5_000_000).Violations).Kind);
    }

    [Fact]
    public void AHangIsReportedAndNotWaitedFor()
    {
        bool isOver = false;
        FuzzOutcome outcome = Run(
            content =>
            {
                while (content.Contains((byte)'x') && !Volatile.Read(ref isOver))
                    Thread.SpinWait(100);
            // The processor's time is that of all tests at work.
            }, mostSeconds: 2);
        Volatile.Write(ref isOver, true);
        Assert.Equal("hang", outcome.Violations[^1].Kind);
        Assert.True(outcome.Accepted < 400);
        Assert.Contains((byte)'x', File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Path, $"made-{outcome.Violations[^1].Number}-*"))));
    }

    [Fact]
    public void WhatIsKeptIsSmall()
    {
        Run(content => Assert.DoesNotContain((byte)'x', content));
        string[] kept = Directory.GetFiles(folder.Path);
        Assert.NotEmpty(kept);
        Assert.All(kept, file => Assert.Equal("x"u8.ToArray(), File.ReadAllBytes(file)));
    }

    [Fact]
    public void ArchivesAreTheSameWhenPutTogetherAgain()
    {
        (string, byte[])[] parts = [("a/b.npy", [1, 2, 3]), ("header.json", [4])];
        Assert.All(new[] { true, false }, isSealed => Assert.Equal(Flat(parts), Flat(new ZipParts(isSealed).Take(new ZipParts(isSealed).Put(parts)))));

        static IEnumerable<string> Flat(IEnumerable<(string Name, byte[] Content)> parts) => parts.Select(part => $"{part.Name}: {Convert.ToHexString(part.Content)}");
    }

    private FuzzOutcome Run(Action<byte[]> read, long mostBytes = 1 << 30, double mostSeconds = FuzzJudge.UsualSeconds)
    {
        FuzzedFormat format = new("made", "made.txt", FuzzedTexts.Texts("a=1\nb=x", "bcd", "cab", "d 1.5"), path => read([.. File.ReadAllBytes(path), .. "\0"u8])) { IsText = true, MostBytes = mostBytes };
        return new FuzzCampaign(format, save: folder.Path, mostSeconds: mostSeconds).Run(1, 400);
    }
}
