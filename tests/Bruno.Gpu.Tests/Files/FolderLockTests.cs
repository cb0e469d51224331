using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;

namespace Bruno.Gpu.Tests.Files;

/// <summary>One process has a folder; one that is no more has none.</summary>
public sealed class FolderLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder["run.lock"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TheSecondIsRefusedAndToldByWhom()
    {
        using (FolderLock.Take(Path))
        {
            BrunoException exception = Assert.Throws<BrunoException>(() => FolderLock.Take(Path));
            Assert.Equal(ExitCode.Usage, exception.ExitCode);
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", exception.Message);
        }

        Assert.False(File.Exists(Path));
        FolderLock.Take(Path).Dispose();
        Assert.False(File.Exists(Path));
    }

    /// <summary>Whose owner is gone, or came after, is taken; whose owner cannot be looked at is not.</summary>
    [Fact]
    public void OnlyAnOwnerThatMayBeAliveCounts()
    {
        ProcessIdentity own = ProcessIdentity.Own();
        using Process sleeper = Process.Start("sleep", ["60"]);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Identities are read from /proc.");
        string start = File.ReadAllText($"/proc/{sleeper.Id}/stat").Split(' ')[21];
        ProcessIdentity alive = own with { Process = sleeper.Id, Start = start };
        string boot = own.Machine.Split(' ')[0];
        (ProcessIdentity Owner, bool MayBeAlive)[] cases =
        [
            (own, true),
            (alive, true),
            (alive with { Start = "1" }, false),
            (own with { Process = int.MaxValue }, false),
            (own with { Host = "another" }, true),
            (own with { Machine = "0-0 pid:[1]" }, false),
            (own with { Machine = $"{boot} pid:[1]" }, true),
        ];
        foreach ((ProcessIdentity owner, bool mayBeAlive) in cases)
        {
            Assert.Equal(mayBeAlive, owner.MayBeAlive());
            JsonFile.Write(Path, owner);
            if (mayBeAlive)
                Assert.Contains($"process {owner.Process} on {owner.Host}", Assert.Throws<BrunoException>(() => FolderLock.Take(Path)).Message);
            else
                FolderLock.Take(Path).Dispose();
        }

        sleeper.Kill();
        sleeper.WaitForExit();
        JsonFile.Write(Path, alive);
        FolderLock.Take(Path).Dispose();
    }

    /// <summary>Whoever died while it wrote its name has nothing.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("{ \"host\": \"a")]
    [InlineData("null")]
    public void ATornNameCountsForNothing(string content)
    {
        File.WriteAllText(Path, content);
        FolderLock.Take(Path).Dispose();
    }

    [Fact]
    public void OfManyAtTheSameTimeOneGetsIt()
    {
        for (int repeat = 0; repeat < 20; ++repeat)
        {
            FolderLock?[] taken = new FolderLock?[6];
            Parallel.For(0, taken.Length, i =>
            {
                try
                {
                    taken[i] = FolderLock.Take(Path);
                }
                catch (BrunoException)
                {
                    // Another was first.
                }
            });
            Assert.Single(taken, one => one is not null)!.Dispose();
        }
    }

    [Fact]
    public void WhatAnotherTookMeanwhileIsNotGivenBack()
    {
        FolderLock taken = FolderLock.Take(Path);
        ProcessIdentity other = ProcessIdentity.Own() with { Host = "another" };
        JsonFile.Write(Path, other);
        taken.Dispose();
        Assert.Equal(other, JsonFile.Read<ProcessIdentity>(Path));
    }
}
