using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Tests.Backends;
using ILGPU;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Lanes that do not wait for each other at outer steps do what lanes that wait do, on the CPU accelerator to the last bit.</summary>
public abstract class AdaptiveForwardTests(Backend backend) : DeviceTests(backend)
{
    private const int Lanes = 67, Steps = 50;

    [Fact]
    public void Felif() => AssertSame<Felif<Float32>>([.. Enumerable.Range(0, Lanes).Select(lane =>
        new Felif<Float32>(new FelifParameters { ActivationField = 12.7e8 * (1 + 0.002 * (lane % 9)) }))]);

    [Fact]
    public void Heracles() => AssertSame<Heracles<Float32>>([new Heracles<Float32>(new HeraclesParameters())]);

    private void AssertSame<TDevice>(TDevice[] models)
        where TDevice : unmanaged, IDevice<TDevice, Float32, DeviceState<Float32>, Matrix2<Float32>>
    {
        using Pass<TDevice> waiting = new(Device, models), free = new(Device, models);
        IntegratedStep<Float32, TDevice, DeviceState<Float32>, Matrix2<Float32>, Planar<Float32, TDevice, AdaptiveRosenbrock<Float32>>> step = new(new(new(new(1), new(3e-4f))));
        Device.Load<Action<
            Index1D, DeviceSequence<Float32, TDevice>, IntegratedStep<Float32, TDevice, DeviceState<Float32>, Matrix2<Float32>, Planar<Float32, TDevice, AdaptiveRosenbrock<Float32>>>, DeviceTape<Float32>,
            ArrayView<Spike>>>(DeviceForwardKernel.Run<Float32, TDevice, DeviceState<Float32>, Matrix2<Float32>, IntegratedStep<Float32, TDevice, DeviceState<Float32>, Matrix2<Float32>, Planar<Float32, TDevice, AdaptiveRosenbrock<Float32>>>>)(Lanes, waiting.Sequence, step, waiting.States, waiting.Spikes);
        Device.Load<Action<
            Index1D, DeviceSequence<Float32, TDevice>, IntegratedStep<Float32, TDevice, DeviceState<Float32>, Matrix2<Float32>, Planar<Float32, TDevice, AdaptiveRosenbrock<Float32>>>, DeviceTape<Float32>,
            ArrayView<Spike>>>(AdaptiveForwardKernel.Run)(Lanes, free.Sequence, step, free.States, free.Spikes);
        Float32[][] expected = waiting.Download(), actual = free.Download();
        double tolerance = Device.IsHost ? 0 : 2e-3;
        for (int i = 0; i < expected.Length; ++i)
        {
            for (int k = 0; k < expected[i].Length; ++k)
                Assert.Equal(expected[i][k].Number, actual[i][k].Number, tolerance);
        }

        Assert.InRange(waiting.SpikeCount, 60, Lanes * Steps);
        Assert.InRange(free.SpikeCount - waiting.SpikeCount, Device.IsHost ? 0 : -2, Device.IsHost ? 0 : 2);
    }

    private sealed class Pass<TDevice> : IDisposable
        where TDevice : unmanaged, IDevice<TDevice, Float32, DeviceState<Float32>, Matrix2<Float32>>
    {
        private readonly DeviceBuffer<TDevice> devices;
        private readonly DeviceBuffer<Float32>[] numbers;
        private readonly DeviceBuffer<Spike> spikes;

        public Pass(ComputeDevice device, TDevice[] models)
        {
            Random random = new(2);
            DeviceMemory memory = device.Memory;
            devices = memory.Allocate<TDevice>(models, MemoryPurpose.Devices);
            Float32[] currents = [.. Enumerable.Range(0, Steps * Lanes).Select(i => (i % Lanes) switch
            {
                7 => new Float32(0),
                8 => new Float32(-50),
                int lane => new Float32((float)(-1 + 0.06 * lane + random.NextDouble())),
            })];
            numbers =
            [
                memory.Allocate<Float32>(currents, MemoryPurpose.Currents),
                memory.Allocate<Float32>((Steps + 1) * Lanes, MemoryPurpose.Tape), memory.Allocate<Float32>((Steps + 1) * Lanes, MemoryPurpose.Tape),
                memory.Allocate<Float32>([.. Enumerable.Repeat(models[0].Initial.Potential, Lanes)], MemoryPurpose.States),
                memory.Allocate<Float32>([.. Enumerable.Repeat(models[0].Initial.Internal, Lanes)], MemoryPurpose.States),
            ];
            spikes = memory.Allocate<Spike>(Steps * Lanes, MemoryPurpose.Spikes);
            Sequence = new(
                new(Steps, 1, Lanes, 0), new ParameterView<TDevice>(devices.View, models.Length > 1 ? 1 : 0), new(1), new Signal<Float32>(numbers[0].View),
                new UndersampledTape<Float32>(new DeviceTape<Float32>(numbers[1].View, numbers[2].View)));
        }

        public DeviceSequence<Float32, TDevice> Sequence { get; }

        public DeviceTape<Float32> States => new(numbers[3].View, numbers[4].View);

        public ArrayView<Spike> Spikes => spikes.View;

        public int SpikeCount => spikes.Download().Count(spike => spike.Fired);

        public Float32[][] Download() => [.. numbers.Skip(1).Select(buffer => buffer.Download())];

        public void Dispose()
        {
            spikes.Dispose();
            Array.ForEach(numbers, buffer => buffer.Dispose());
            devices.Dispose();
        }
    }
}

/// <summary>On the CPU accelerator.</summary>
[Collection(typeof(CpuNetworkTests))]
public sealed class AdaptiveForwardCpuTests(CpuBackend backend) : AdaptiveForwardTests(backend);

/// <summary>On the first CUDA device.</summary>
[Collection(typeof(CudaTests))]
public sealed class AdaptiveForwardCudaTests(CudaBackend backend) : AdaptiveForwardTests(backend);

/// <summary>On the first OpenCL device.</summary>
[Collection(typeof(OpenClTests))]
public sealed class AdaptiveForwardOpenClTests(OpenClBackend backend) : AdaptiveForwardTests(backend);
