using System.Diagnostics;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>A signal is heard between launches and between the parts of one, but not within what belongs together.</summary>
public sealed class LaunchGateTests
{
    [Fact]
    public void WhatWasBegunHasTimeToEndAndThenNothingPasses()
    {
        using CancellationTokenSource cancellation = new();
        LaunchGate gate = new() { Patience = TimeSpan.FromMilliseconds(40) };
        gate.EndOn(cancellation.Token);
        gate.Pass();
        cancellation.Cancel();
        gate.Pass();
        Assert.ThrowsAny<OperationCanceledException>(() => PassFor(gate, TimeSpan.FromSeconds(10)));
        using (gate.Open())
        {
            gate.Pass();
            using (gate.Close())
                Assert.ThrowsAny<OperationCanceledException>(gate.Pass);
            gate.Pass();
        }

        Assert.ThrowsAny<OperationCanceledException>(gate.Pass);
    }

    /// <summary>Of many parts those that were not begun are not.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void WorkEndsBetweenItsParts(int cores)
    {
        using CancellationTokenSource cancellation = new();
        LaunchGate gate = new() { Patience = TimeSpan.Zero };
        gate.EndOn(cancellation.Token);
        using HostTeam team = new(cores, gate);
        Counter counter = new(cancellation);
        Assert.ThrowsAny<OperationCanceledException>(() => team.Divide(1000, 1, new Slow(counter)));
        Assert.InRange(counter.Done, 1, 500);
        Assert.ThrowsAny<OperationCanceledException>(() => team.Share(4, new Slow(counter)));
    }

    /// <summary>The queue of a device whose launches are short is seldom waited for.</summary>
    [Fact]
    public void ShortLaunchesAreSeldomWaitedFor()
    {
        using CancellationTokenSource cancellation = new();
        LaunchGate gate = new();
        gate.EndOn(cancellation.Token);
        int waits = 0;
        for (int launch = 0; launch < 5000; ++launch)
            gate.Pass(() => ++waits);
        Assert.InRange(waits, 5, 20);
    }

    /// <summary>Where each takes long, it is waited for each.</summary>
    [Fact]
    public void LongLaunchesAreWaitedFor()
    {
        using CancellationTokenSource cancellation = new();
        LaunchGate gate = new();
        gate.EndOn(cancellation.Token);
        int waits = 0;
        for (int launch = 0; launch < 6; ++launch)
        {
            gate.Pass(() =>
            {
                ++waits;
                Thread.Sleep(110);
            });
        }

        Assert.InRange(waits, 4, 6);
    }

    /// <summary>Launches of ILGPU's own pass as well.</summary>
    [Fact]
    public void LaunchesOfADeviceThatQueuesThemEnd()
    {
        using ComputeDevice device = ComputeDevice.OpenGroupedHost(warp: 2, warps: 1, group: 2);
        using DeviceBuffer<Float32> buffer = device.Memory.Allocate<Float32>(8, MemoryPurpose.Scratch);
        buffer.Upload([.. Enumerable.Range(1, 8).Select(value => Float32.From(value))]);
        PartialClear<Float32> clear = new(device);
        using CancellationTokenSource cancellation = new();
        device.Gate.Patience = TimeSpan.Zero;
        device.EndOn(cancellation.Token);
        clear.Run(buffer.View.SubView(0, 2));
        cancellation.Cancel();
        // The first that hears of it begins the wait.
        clear.Run(buffer.View.SubView(2, 1));
        Thread.Sleep(1);
        Assert.ThrowsAny<OperationCanceledException>(() => clear.Run(buffer.View.SubView(3, 5)));
        Assert.Equal([0, 0, 0, 4, 5, 6, 7, 8], buffer.Download().Select(Float32.ToDouble));
    }

    private static void PassFor(LaunchGate gate, TimeSpan time)
    {
        for (Stopwatch watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            gate.Pass();
            Thread.Sleep(1);
        }
    }

    private sealed class Counter(CancellationTokenSource cancellation)
    {
        private int done;

        public int Done => done;

        public void Add(int count)
        {
            if (Interlocked.Add(ref done, count) > 30)
                cancellation.Cancel();
        }
    }

    private readonly struct Slow(Counter counter) : IHostWork
    {
        public void Run(int begin, int end)
        {
            counter.Add(end - begin);
            Thread.Sleep(end - begin);
        }
    }
}
