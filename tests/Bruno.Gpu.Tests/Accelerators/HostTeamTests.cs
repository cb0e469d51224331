using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>Work is done once, wholly, whoever shares it; and without an allocation.</summary>
public sealed class HostTeamTests : IDisposable
{
    private readonly HostTeam team = new(4);

    public void Dispose() => team.Dispose();

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 4)]
    [InlineData(7, 1)]
    [InlineData(64, 64)]
    [InlineData(1000, 64)]
    [InlineData(1001, 4)]
    public void EveryIndexIsDoneOnceInRangesOfWholeBlocks(int count, int block)
    {
        for (int repeat = 0; repeat < 100; ++repeat)
        {
            int[] done = new int[count];
            team.Divide(count, block, new Marking(done, block));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void WorkWithinWorkIsDone()
    {
        int[][] done = [.. Enumerable.Range(0, 16).Select(_ => new int[100])];
        team.Divide(16, 1, new Nested(team, done));
        Assert.All(done.SelectMany(row => row), times => Assert.Equal(1, times));
    }

    [Fact]
    public void SeveralCallersDoNotDisturbEachOther()
    {
        int[][] done = [.. Enumerable.Range(0, 8).Select(_ => new int[5000])];
        Thread[] threads = [.. done.Select(row => new Thread(() =>
        {
            for (int repeat = 0; repeat < 200; ++repeat)
                team.Divide(row.Length, 4, new Marking(row, 4));
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(done.SelectMany(row => row), times => Assert.Equal(200, times));
    }

    [Fact]
    public void AFailureReachesTheCallerAndTheNextWorkIsDone()
    {
        for (int repeat = 0; repeat < 20; ++repeat)
        {
            Assert.Throws<InvalidTimeZoneException>(() => team.Divide(64, 1, new Failing(repeat)));
            Assert.Throws<InvalidTimeZoneException>(() => team.Share(4, new Failing(repeat % 4)));
            EveryIndexIsDoneOnceInRangesOfWholeBlocks(100, 4);
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        int[] done = new int[1000];
        team.Divide(done.Length, 4, new Marking(done, 4));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 100; ++repeat)
            team.Divide(done.Length, 4, new Marking(done, 4));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void SharesAreDoneAtTheSameTime()
    {
        int?[] threads = new int?[4];
        using CountdownEvent all = new(4);
        team.Share(4, new Meeting(all, threads));
        Assert.Equal(4, threads.Distinct().Count());
    }

    [Fact]
    public void LongWorkIsDivided()
    {
        int?[] threads = new int?[32];
        team.Divide(32, 1, new HoldingUp(caller: 0, threads));
        Assert.DoesNotContain(null, threads);
        Assert.True(threads.Distinct().Count() > 1);
    }

    /// <summary>Otherwise two threads are slower than one where others use the cores.</summary>
    [Fact]
    public void WhoIsHeldUpByTheTeamGoesOnWithoutItForAWhile()
    {
        int caller = Environment.CurrentManagedThreadId;
        int calls = 0;
        for (int?[] threads = new int?[4]; threads.Distinct().Count() != 1 || threads[0] != caller; ++calls)
        {
            Assert.True(calls < 100, "The team was called again and again, though it held the caller up.");
            threads = new int?[4];
            team.Share(4, new HoldingUp(caller, threads));
        }

        // It is tried again, and not called the longer the less it helps.
        Assert.True(calls > 0);
    }

    [Fact]
    public void ADeviceHasATeamOfItsOwn()
    {
        using ComputeDevice one = ComputeDevice.Open("cpu"), other = ComputeDevice.Open("cpu");
        Assert.Same(one.Team, one.Team);
        Assert.NotSame(one.Team, other.Team);
        Assert.Equal(Environment.ProcessorCount, one.Team.Cores);
    }

    private readonly struct Marking(int[] done, int block) : IHostWork
    {
        public void Run(int begin, int end)
        {
            if (begin % block != 0 || (end % block != 0 && end != done.Length))
                throw new ArgumentException($"{begin} to {end} are no whole blocks of {block}");
            for (int i = begin; i < end; ++i)
                Interlocked.Increment(ref done[i]);
        }
    }

    private readonly struct Nested(HostTeam team, int[][] done) : IHostWork
    {
        public void Run(int begin, int end)
        {
            for (int row = begin; row < end; ++row)
                team.Divide(done[row].Length, 4, new Marking(done[row], 4));
        }
    }

    private readonly struct Failing(int at) : IHostWork
    {
        public void Run(int begin, int end)
        {
            Thread.Sleep(1);
            if (begin <= at && at < end)
                throw new InvalidTimeZoneException();
        }
    }

    /// <summary>Notes the thread of each index; each waits until all are at work, or too long.</summary>
    private readonly struct Meeting(CountdownEvent all, int?[] threads) : IHostWork
    {
        public void Run(int begin, int end)
        {
            for (int i = begin; i < end; ++i)
            {
                threads[i] = Environment.CurrentManagedThreadId;
                all.Signal();
            }

            all.Wait(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Notes the thread of each index; one that is not the caller's takes its time.</summary>
    private readonly struct HoldingUp(int caller, int?[] threads) : IHostWork
    {
        public void Run(int begin, int end)
        {
            for (int i = begin; i < end; ++i)
                threads[i] = Environment.CurrentManagedThreadId;
            Thread.Sleep(Environment.CurrentManagedThreadId == caller ? 5 : 300);
        }
    }
}
