using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using ILGPU;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>Which device a name opens, and that no name is answered with another device.</summary>
public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("tpu")]
    [InlineData("")]
    [InlineData("cpu:1")]
    [InlineData("cuda:99")]
    [InlineData("CUDA:-1")]
    [InlineData("opencl:99")]
    public void AnUnknownDeviceIsUnavailable(string name)
    {
        DeviceUnavailableException exception = Assert.Throws<DeviceUnavailableException>(() => ComputeDevice.Open(name));
        Assert.Equal(ExitCode.DeviceUnavailable, exception.ExitCode);
        Assert.Equal(4, (int)exception.ExitCode);
        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("cpu", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCpuIsAlwaysThere()
    {
        ComputeDeviceDescription description = Assert.Single(ComputeDevice.List(), d => d.Name == "cpu");
        Assert.True(description.Multiprocessors > 0);
        Assert.True(description.MemoryBytes > 0);
        using ComputeDevice device = ComputeDevice.Open(" CPU ");
        Assert.True(device.IsHost);
        Assert.Equal("cpu", device.Description.Name);
    }

    [Fact]
    public void AutoTakesAGpuElseTheCpuAndSaysSo()
    {
        DeviceChoice? told = null;
        using ComputeDevice device = ComputeDevice.Open("auto", policy: new DevicePolicy { Chosen = choice => told = choice });
        Assert.Equal(ComputeDevice.List().Any(d => d.IsGpu), device.Description.IsGpu);
        Assert.Same(told, device.Choice);
        Assert.True(device.Choice.IsAutomatic);
        Assert.Equal(device.Description.Name, device.Choice.Name);
    }

    [Fact]
    public void ARejectedDeviceIsNotOpened()
    {
        DeviceUnavailableException exception = Assert.Throws<DeviceUnavailableException>(
            () => ComputeDevice.Open("cpu", policy: new DevicePolicy { Rejects = _ => "it computes nonsense" }));
        Assert.Contains("it computes nonsense", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>What a device is known by afterwards must be there.</summary>
    [Fact]
    public void DevicesAreDescribed()
    {
        foreach (ComputeDeviceDescription device in ComputeDevice.List())
        {
            Assert.NotEmpty(device.Model);
            Assert.NotEmpty(device.DriverVersion);
            Assert.NotEmpty(device.Platform);
            Assert.True(device.GroupLimit > 0);
            Assert.True(device.SharedMemoryBytes > 0);
            Assert.True(device.WarpSize is null or > 0);
        }
    }

    [Fact]
    public void WhatWasLookedForIsListed()
    {
        DeviceInventory inventory = ComputeDevice.Inventory();
        Assert.Equal([ComputeDeviceKind.Cuda, ComputeDeviceKind.OpenCl], inventory.Libraries.Select(library => library.Kind));
        Assert.All(inventory.Libraries, library => Assert.NotEmpty(library.Tried));
        foreach (DriverLibrary missing in inventory.Libraries.Where(library => library.Loaded is null))
            Assert.Contains(inventory.Unusable, entry => entry.Kind == missing.Kind && entry.Reason.Contains(missing.Tried[0], StringComparison.Ordinal));
    }

    [Fact]
    public void NamesAreUnique()
    {
        string[] names = [.. ComputeDevice.List().Select(d => d.Name)];
        Assert.Equal(names.Distinct(), names);
    }

    /// <summary>The compiler's complaint itself, so that another kernel can be taken instead.</summary>
    [Fact]
    public void AKernelThatCannotBeCompiledIsACompilersError()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        Assert.Throws<InternalCompilerException>(() => device.LoadGrouped<Action<KernelConfig, ArrayView<int>>>(Throw));
    }

    /// <summary>3,456 threads are a warp for most multiprocessors, not four groups for four of them.</summary>
    [Theory]
    [InlineData(1, 32)]
    [InlineData(3456, 32)]
    [InlineData(10_000, 64)]
    [InlineData(1_000_000, 128)]
    public void LongKernelsReachEveryMultiprocessor(int threads, int group) =>
        Assert.Equal(group, ComputeDevice.GroupFor(threads, 32, 132, limit: 1024));

    /// <summary>A driver refuses the launch of a larger group with a message that does not say why.</summary>
    [Theory]
    [InlineData(16, 1, 16)]
    [InlineData(16, 1_000_000, 16)]
    [InlineData(64, 1, 32)]
    [InlineData(64, 1_000_000, 64)]
    [InlineData(100, 1_000_000, 96)]
    [InlineData(128, 1_000_000, 128)]
    [InlineData(1024, 1_000_000, 128)]
    public void AGroupHasNoMoreThreadsThanTheDeviceAllows(int limit, int threads, int group) =>
        Assert.Equal(group, ComputeDevice.GroupFor(threads, 32, 2, limit));

    /// <summary>Things that a device keeps are there once and end before it.</summary>
    [Fact]
    public void ADeviceKeepsOneOfAKind()
    {
        Kept kept;
        using (ComputeDevice device = ComputeDevice.Open("cpu"))
        {
            kept = device.Own(() => new Kept(device));
            Assert.Same(kept, device.Own(() => new Kept(device)));
        }

        Assert.False(kept.SawItsDeviceDisposed);
    }

    private static void Throw(ArrayView<int> values) => throw new InvalidOperationException();

    private sealed class Kept(ComputeDevice device) : IDisposable
    {
        public bool? SawItsDeviceDisposed { get; private set; }

        public void Dispose() => SawItsDeviceDisposed = device.Accelerator.IsDisposed;
    }
}
