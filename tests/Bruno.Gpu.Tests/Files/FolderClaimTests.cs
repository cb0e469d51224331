using System.Diagnostics;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Tests.Files;

public sealed class FolderClaimTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Claim => folder["trial.claim"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void OneHasItUntilItIsGivenBack()
    {
        using (FolderClaim? first = FolderClaim.TryTake(Claim, out _))
        {
            Assert.NotNull(first);
            Assert.Null(FolderClaim.TryTake(Claim, out ProcessIdentity? owner));
            Assert.Equal(ProcessIdentity.Current, owner);
            Assert.Equal(ProcessIdentity.Current, FolderClaim.OwnerOf(Claim));
        }

        Assert.Null(FolderClaim.OwnerOf(Claim));
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
    }

    /// <summary>A claim that names no process, or half of one, keeps nobody out.</summary>
    [Theory]
    [InlineData("{\"owner\":null,\"token\":\"x\"}\n")]
    [InlineData("{\"owner\":{\"host\":\"HERE\",\"process_id\":1,\"space\":\"\"},\"token\":\"x\"}\n")]
    [InlineData("[]\n")]
    public void WhatNamesNobodyIsFree(string content)
    {
        File.WriteAllText(Claim, content.Replace("HERE", Environment.MachineName, StringComparison.Ordinal));
        Assert.Null(FolderClaim.OwnerOf(Claim));
    }

    /// <summary>Of many that try at once, over and over, one has it at a time.</summary>
    [Fact]
    public void NeverTwo()
    {
        int holders = 0, most = 0, taken = 0;
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            Stopwatch watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromSeconds(1))
            {
                using FolderClaim? claim = FolderClaim.TryTake(Claim, out ProcessIdentity? _);
                if (claim is null)
                    continue;
                most = Math.Max(most, Interlocked.Increment(ref holders));
                ++taken;
                Thread.Yield();
                Interlocked.Decrement(ref holders);
            }
        });
        Assert.Equal(1, most);
        Assert.True(taken > 8, $"{taken}");
    }

    /// <summary>A process that died, whether its number is free or another process has it now.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatADeadProcessLeftIsTaken(bool isReused)
    {
        ProcessIdentity dead = isReused ? ProcessIdentity.Current with { Started = "7 ticks after another start of the system" } : ProcessIdentity.Current with { ProcessId = int.MaxValue };
        Write(dead);
        Assert.Null(FolderClaim.OwnerOf(Claim));
        using FolderClaim? claim = FolderClaim.TryTake(Claim, out _);
        Assert.NotNull(claim);
        Assert.Equal(ProcessIdentity.Current, FolderClaim.OwnerOf(Claim));
    }

    /// <summary>Another machine's claims are respected, and so are those of another container of this one.</summary>
    [Fact]
    public void WhatCannotBeJudgedStays()
    {
        foreach (ProcessIdentity other in (ProcessIdentity[])[ProcessIdentity.Current with { Host = "elsewhere", ProcessId = 7 }, ProcessIdentity.Current with { Space = "pid:[1]", ProcessId = int.MaxValue }])
        {
            Write(other);
            Assert.Null(FolderClaim.TryTake(Claim, out ProcessIdentity? owner));
            Assert.Equal(other, owner);
        }
    }

    /// <summary>A clock that is set back makes the file younger or older than all else.</summary>
    [Theory]
    [InlineData(-3650)]
    [InlineData(3650)]
    public void ClocksDoNotMatter(int days)
    {
        using FolderClaim claim = FolderClaim.TryTake(Claim, out _)!;
        File.SetLastWriteTimeUtc(Claim, DateTime.UtcNow.AddDays(days));
        Assert.Null(FolderClaim.TryTake(Claim, out _));
        Assert.NotNull(FolderClaim.OwnerOf(Claim));
    }

    /// <summary>A process that died between making the file and writing into it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{ \"owner\": ")]
    [InlineData("null\n")]
    public void AnUnfinishedClaimIsTaken(string text)
    {
        File.WriteAllText(Claim, text);
        using FolderClaim? claim = FolderClaim.TryTake(Claim, out _);
        Assert.NotNull(claim);
    }

    [Fact]
    public void NobodyElsesIsGivenBack()
    {
        FolderClaim claim = FolderClaim.TryTake(Claim, out _)!;
        ProcessIdentity other = ProcessIdentity.Current with { Host = "elsewhere" };
        Write(other);
        claim.Dispose();
        Assert.Equal(other, FolderClaim.OwnerOf(Claim));
    }

    private void Write(ProcessIdentity owner) => JsonFile.Write(Claim, new { owner, token = "t" });
}
