using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Networks;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>What networks take of device memory, measured by the ledger.</summary>
public sealed class NetworkMemoryTests
{
    public static TheoryData<int> MicroSteps => [10, 1000];

    /// <summary>Two float32 a neuron and outer step, and one more for the start: whatever the method and the micro-steps.</summary>
    [Theory]
    [MemberData(nameof(MicroSteps))]
    public void TheTapeOfAFelifIsTwelveBytesANeuronAndStepAtMost(int microSteps)
    {
        const int Steps = 100, Batch = 4, Neurons = 32;
        foreach (IGradientMethod method in new IGradientMethod[] { new BrunoGradient(), new ExactGradient() })
        {
            using ComputeDevice device = ComputeDevice.Open("cpu");
            NetworkBuilder<Float32> builder = new(device, Neurons);
            builder.AddDevices("felif", [new Felif<Float32>(new())], new FelifSetup { MicroSteps = microSteps }.Options(method));
            using Network<Float32> network = builder.Build(new(Steps, Batch));
            double tape = device.Memory.BytesFor(MemoryPurpose.Tape), spikes = device.Memory.BytesFor(MemoryPurpose.Spikes);
            double neuronSteps = Steps * Batch * Neurons;
            Assert.InRange(tape / neuronSteps, 8, 12);
            Assert.InRange((tape + spikes) / neuronSteps, 9, 12);
        }
    }

    /// <summary>A layer of neurons reads what the layer before wrote and shares its adjoint: nothing is stored twice.</summary>
    [Fact]
    public void NeuronsShareTheAdjointOfTheLayerBefore()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        NetworkBuilder<Float32> builder = new(device, 8);
        builder.AddLinear(16, new double[128], null);
        builder.AddDevices("felif", [new Felif<Float32>(new())], new FelifSetup().Options(new BrunoGradient()));
        using Network<Float32> network = builder.Build(new(50, 2));
        const int Elements = 50 * 2 * 16;
        Assert.Equal(Elements * 4, device.Memory.BytesFor(MemoryPurpose.Currents));
        const int Carried = 2 * 2 * 16;
        Assert.Equal((Elements + 128 + Carried) * 4, device.Memory.BytesFor(MemoryPurpose.Gradients));
    }

    [Fact]
    public void PassesAllocateNothingAndANetworkGivesEverythingBack()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        TwinNetwork<Float32> twin = new(device, 3);
        twin.Encoder(2).Linear(5, -1, 4, bias: true).Lif(recurrence: 1).Linear(4, -1, 2, bias: true).Felif(new() { MicroSteps = 20 });
        SequenceExtent extent = new(6, 2);
        using DeviceBuffer<Float32> input = device.Memory.Allocate<Float32>(6 * 2 * 3, MemoryPurpose.Data);
        long before = device.Memory.Bytes;
        using (Network<Float32> network = twin.Builder.Build(extent))
        {
            long built = device.Memory.Bytes;
            Assert.True(built > before);
            for (int pass = 0; pass < 5; ++pass)
            {
                network.Forward(new Signal<Float32>(input.View), extent);
                network.Backward(new Signal<Float32>(input.View), extent);
                Assert.Equal((built, built), (device.Memory.Bytes, device.Memory.PeakBytes));
            }
        }

        Assert.Equal(before, device.Memory.Bytes);
        foreach (MemoryPurpose purpose in Enum.GetValues<MemoryPurpose>())
            Assert.Equal(purpose == MemoryPurpose.Data ? before : 0, device.Memory.BytesFor(purpose));
    }
}
