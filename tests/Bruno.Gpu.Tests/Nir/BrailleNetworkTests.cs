using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Nir;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Nir;

/// <summary>
/// A network that others trained on recordings of Braille letters, with what it does on 920 of them in another simulator: the numbers
/// of spikes of all outputs and of the hidden layer, to the last one.
/// </summary>
[Collection(typeof(CpuTests))]
public sealed class BrailleNetworkTests(CpuBackend backend) : DeviceTests(backend)
{
    private const int Recordings = 920, Steps = 256, Channels = 12, Classes = 7, Hidden = 38, Batch = 92;

    [Fact]
    public void EverySpikeIsWhereItIsExpectedInDouble()
    {
        (int[] counts, int[] hidden) = Run<Float64>(NirDiscretisation.Euler);
        string expected = SharedData.File("nir/braille_noDelay_bias_zero.expected.npz");
        Assert.Equal(SharedData.Array<short>(expected, "spike_counts").Select(count => (int)count), counts);
        Assert.Equal(SharedData.Array<int>(expected, "hidden_spikes"), hidden);
        int[] predicted = Predicted(counts);
        Assert.Equal(SharedData.Array<sbyte>(expected, "predicted").Select(label => (int)label), predicted);
        Assert.Equal(889, Right(predicted));
    }

    /// <summary>The closest approach to a threshold is 8e-8, which single precision may not tell: few spikes may move (none did where this was written; sums of another order may).</summary>
    [Fact]
    public void SinglePrecisionMovesFewSpikes()
    {
        (int[] counts, int[] _) = Run<Float32>(NirDiscretisation.Euler);
        short[] expected = SharedData.Array<short>(SharedData.File("nir/braille_noDelay_bias_zero.expected.npz"), "spike_counts");
        Assert.InRange(counts.Zip(expected, (count, other) => Math.Abs(count - other)).Sum(), 0, 10);
        Assert.InRange(Right(Predicted(counts)), 888, 890);
    }

    private static int Right(int[] predicted) =>
        SharedData.Array<long>(SharedData.File("braille7/braille7.npz"), "labels").Zip(predicted, (label, guess) => label == guess ? 1 : 0).Sum();

    private static int[] Predicted(int[] counts) => [.. counts.Chunk(Classes).Select(row => Array.IndexOf(row, row.Max()))];

    private (int[] Counts, int[] Hidden) Run<T>(NirDiscretisation discretisation)
        where T : unmanaged, IReal<T>
    {
        NirNetwork imported = NirImport.ToNetwork(
            NirFile.Read(SharedData.File("nir/braille_noDelay_bias_zero.nir")), new(1e-4, discretisation, ResetKind.Zero));
        byte[] events = SharedData.Array<byte>(SharedData.File("braille7/braille7.npz"), "events");
        SequenceExtent extent = new(Steps, Batch);
        using Network<T> network = NetworkFactory.Build<T>(
            Device, new NetworkDesign { Network = imported.Network }, Channels, Classes, imported.StepSeconds, extent);
        network.Parameters.Import(imported.Arrange(network.Parameters.Parameters));
        int[] counts = new int[Recordings * Classes], hidden = new int[Recordings];
        for (int first = 0; first < Recordings; first += Batch)
        {
            double[] input = new double[Steps * Batch * Channels];
            for (int i = 0; i < input.Length; ++i)
                input[i] = events[((first + i / Channels % Batch) * Steps + i / Channels / Batch) * Channels + i % Channels];
            using DeviceBuffer<T> buffer = Buffer<T>(input);
            network.Forward(new(buffer.View), extent, window =>
            {
                double[] spikes = ConformanceBuffers.Download(network.Output.Spikes, Device.Accelerator.DefaultStream, window.Rows * Classes);
                for (int i = 0; i < spikes.Length; ++i)
                    counts[first * Classes + i % (Batch * Classes)] += (int)spikes[i];
                spikes = ConformanceBuffers.Download(network.Layers[1].Output.Spikes, Device.Accelerator.DefaultStream, window.Rows * Hidden);
                for (int i = 0; i < spikes.Length; ++i)
                    hidden[first + i / Hidden % Batch] += (int)spikes[i];
            });
        }

        return (counts, hidden);
    }
}
