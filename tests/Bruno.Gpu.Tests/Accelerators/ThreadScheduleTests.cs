using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>
/// The host's worker threads under many orders of events: whatever the order, every index is done once, a failure reaches its caller and nobody
/// waits for ever. More schedules, or one of them again: scripts/thread-schedules.sh.
/// </summary>
public sealed class ThreadScheduleTests(ITestOutputHelper output)
{
    private const int Usual = 400;

    [Fact]
    public void WhateverTheOrderAllWorkIsDoneOnce()
    {
        int first = CampaignNumber.Of("BRUNO_THREAD_SEED") ?? 1, count = CampaignNumber.Of("BRUNO_THREAD_SCHEDULES") ?? (CampaignNumber.Of("BRUNO_THREAD_SEED") is null ? Usual : 1);
        long switches = 0;
        int shared = 0;
        Stopwatch watch = Stopwatch.StartNew();
        for (int seed = first; seed < first + count; ++seed)
        {
            try
            {
                SimulatedThreads threads = new(seed);
                threads.Run(() => shared += Play(new Random(seed), threads));
                switches += threads.Switches;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"{exception.Message}\nAgain: scripts/thread-schedules.sh 1 {seed}", exception);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} schedules, {switches} switches, {shared} pieces of work by several threads, {watch.Elapsed.TotalSeconds:F1} s"));
        Assert.True(count < Usual || shared > count / 2, $"Only {shared} pieces of work were shared in {count} schedules.");
    }

    /// <summary>The test can fail: a lock that is taken by two threads in different orders is found.</summary>
    [Fact]
    public void ADeadlockIsFound()
    {
        Assert.Contains(Enumerable.Range(1, 50), seed =>
        {
            SimulatedThreads threads = new(seed);
            object one = new(), two = new();
            void Both(object first, object second)
            {
                threads.Enter(first);
                threads.Enter(second);
                threads.Exit(second);
                threads.Exit(first);
            }

            try
            {
                threads.Run(() =>
                {
                    threads.Start("other", () => Both(two, one));
                    Both(one, two);
                });
                return false;
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message.Contains("no thread can go on", StringComparison.Ordinal);
            }
        });
    }

    /// <summary>Some pieces of work by one caller or two, some of which fail; returns how many were done by several threads.</summary>
    private static int Play(Random random, SimulatedThreads threads)
    {
        using HostTeam team = new(random.Next(1, 5), threads: threads);
        int shared = 0;
        if (random.Next(3) == 0)
            threads.Start("second caller", () => shared += Call(random.Next(1, 4)));
        shared += Call(random.Next(1, 6));
        return shared;

        int Call(int times)
        {
            int sharedHere = 0;
            for (int i = 0; i < times; ++i)
            {
                int count = random.Next(0, 40), block = random.Next(1, 5), failing = random.Next(4) == 0 && count > 0 ? random.Next(count) : -1;
                int[] done = new int[count];
                HashSet<int> by = [];
                Marking work = new(threads, done, by, failing);
                bool hasFailed = false;
                try
                {
                    if (random.Next(2) == 0)
                        team.Divide(count, block, work);
                    else
                        team.Share(count, work);
                }
                catch (InvalidTimeZoneException)
                {
                    hasFailed = true;
                }

                if (hasFailed != failing >= 0)
                    throw new InvalidOperationException(hasFailed ? "a failure came from nowhere" : "a failure did not reach the caller");
                if (Array.Exists(done, times => times > 1) || !hasFailed && Array.Exists(done, times => times == 0))
                    throw new InvalidOperationException($"{count} indices in blocks of {block} were done {string.Join(' ', done)} times");
                sharedHere += by.Count > 1 ? 1 : 0;
            }

            return sharedHere;
        }
    }

    private readonly struct Marking(SimulatedThreads threads, int[] done, HashSet<int> by, int failing) : IHostWork
    {
        public void Run(int begin, int end)
        {
            by.Add(Environment.CurrentManagedThreadId);
            for (int i = begin; i < end; ++i)
            {
                threads.Point();
                ++done[i];
                if (i == failing)
                    throw new InvalidTimeZoneException();
            }
        }
    }
}
