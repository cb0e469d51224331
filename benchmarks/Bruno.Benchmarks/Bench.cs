using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Benchmarks;

/// <summary>
/// What the benchmarks share: a compute device, arrays on it with numbers that follow a pattern, and passes that are waited
/// for.
/// </summary>
public sealed class Bench : IDisposable
{
    private readonly List<IDisposable> parts = [];

    /// <summary>Opens a device.</summary>
    public Bench(string device) => Device = ComputeDevice.Open(device);

    /// <summary>The devices of this machine: cpu, and cuda:N and opencl:N where there are any.</summary>
    public static IEnumerable<string> Devices => ComputeDevice.List().Select(device => device.Name);

    /// <summary>The device.</summary>
    public ComputeDevice Device { get; }

    /// <summary>Values from low to high in an order that repeats after a prime number of them.</summary>
    public ArrayView<Float32> Values(int length, double low, double high) => Keep(Device.Memory.Allocate<Float32>(
        [.. Enumerable.Range(0, length).Select(i => Float32.From(low + i * 7 % 97 / 96.0 * (high - low)))], MemoryPurpose.Data)).View;

    /// <summary>Spikes, of which about this share are there.</summary>
    public ArrayView<Spike> Spikes(int length, double share) => Keep(Device.Memory.Allocate<Spike>(
        [.. Enumerable.Range(0, length).Select(i => new Spike(i * 7 % 97 < share * 97))], MemoryPurpose.Data)).View;

    /// <summary>Integers.</summary>
    public ArrayView<int> Integers(IEnumerable<int> values) => Keep(Device.Memory.Allocate<int>([.. values], MemoryPurpose.Data)).View;

    /// <summary>Disposes something when the benchmark ends.</summary>
    public T Keep<T>(T part)
        where T : IDisposable
    {
        parts.Add(part);
        return part;
    }

    /// <summary>A network, run forwards once so that there is something to go back through.</summary>
    internal Network<Float32> Build(int inputs, SequenceExtent extent, ArrayView<Float32> input, Action<NetworkBuilder<Float32>> layers)
    {
        NetworkBuilder<Float32> builder = new(Device, inputs);
        layers(builder);
        Network<Float32> network = Keep(builder.Build(extent));
        network.Forward(new(input), extent);
        return network;
    }

    /// <summary>Runs something on the device and waits for it.</summary>
    public void Run(Action pass)
    {
        pass();
        Device.Synchronize();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable part in parts.AsEnumerable().Reverse())
            part.Dispose();
        Device.Dispose();
    }
}
