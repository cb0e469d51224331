using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>Work is done once, wholly, whoever shares it; and without an allocation.</summary>
public sealed class HostWorkTests
{
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
            HostWork.Divide(count, block, new Marking(done, block));
            Assert.All(done, times => Assert.Equal(1, times));
        }
    }

    [Fact]
    public void WorkWithinWorkIsDone()
    {
        int[][] done = [.. Enumerable.Range(0, 16).Select(_ => new int[100])];
        HostWork.Divide(16, 1, new Nested(done));
        Assert.All(done.SelectMany(row => row), times => Assert.Equal(1, times));
    }

    [Fact]
    public void SeveralCallersDoNotDisturbEachOther()
    {
        int[][] done = [.. Enumerable.Range(0, 8).Select(_ => new int[5000])];
        Thread[] threads = [.. done.Select(row => new Thread(() =>
        {
            for (int repeat = 0; repeat < 200; ++repeat)
                HostWork.Divide(row.Length, 4, new Marking(row, 4));
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
            Assert.Throws<InvalidTimeZoneException>(() => HostWork.Divide(64, 1, new Failing()));
            EveryIndexIsDoneOnceInRangesOfWholeBlocks(100, 4);
        }
    }

    [Fact]
    public void NothingIsAllocated()
    {
        int[] done = new int[1000];
        HostWork.Divide(done.Length, 4, new Marking(done, 4));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int repeat = 0; repeat < 100; ++repeat)
            HostWork.Divide(done.Length, 4, new Marking(done, 4));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
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

    private readonly struct Nested(int[][] done) : IHostWork
    {
        public void Run(int begin, int end)
        {
            for (int row = begin; row < end; ++row)
                HostWork.Divide(done[row].Length, 4, new Marking(done[row], 4));
        }
    }

    private readonly struct Failing : IHostWork
    {
        public void Run(int begin, int end) => throw new InvalidTimeZoneException();
    }
}
