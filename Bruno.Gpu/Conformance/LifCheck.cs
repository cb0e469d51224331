using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;
using ILGPU.Runtime;

namespace Bruno.Gpu.Conformance;

/// <summary>A layer of LIF neurons, recurrent or not: states, spikes and all gradients.</summary>
internal sealed class LifCheck : IConformanceCheck
{
    /// <inheritdoc/>
    public string Kind => "lif";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Run(GoldenElement file, ComputeDevice device, Precision precision) =>
        precision == Precision.Double ? Run<Float64>(file, device, precision) : Run<Float32>(file, device, precision);

    private static IEnumerable<Deviation> Run<T>(GoldenElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        ConformanceTolerance tolerance = ConformanceTolerance.For(precision);
        GoldenArray current = GoldenArray.Read(file.GetProperty("input_current"));
        int neurons = current.Columns, steps = current.Shape[0], batch = current.Values.Length / steps / neurons;
        GoldenElement recurrent = file.GetProperty("recurrent");
        bool isRecurrent = recurrent.ValueKind == JsonValueKind.Array;

        NetworkBuilder<T> builder = new(device, neurons);
        builder.AddLif(
            file.GetProperty("alpha").GetDouble(),
            file.GetProperty("beta").GetDouble(),
            file.GetProperty("threshold").GetDouble(),
            GoldenDevice.ParseSurrogate(file.GetProperty("surrogate").GetString() ?? ""),
            file.GetProperty("surrogate_beta").GetDouble(),
            isRecurrent ? GoldenArray.Read(recurrent).Transposed().Values : null);
        SequenceExtent extent = new(steps, batch);
        using Network<T> network = builder.Build(extent);
        NeuronLayer<T, Lif<T>> layer = (NeuronLayer<T, Lif<T>>)network.Layers[0];

        int lanes = batch * neurons, length = steps * lanes;
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        using DeviceBuffer<T> input = device.Memory.Allocate<T>(length, MemoryPurpose.Scratch);
        using DeviceBuffer<T> weights = device.Memory.Allocate<T>(length, MemoryPurpose.Scratch);
        ConformanceBuffers.Upload(input.View, stream, current.Values);
        ConformanceBuffers.Upload(weights.View, stream, GoldenArray.Read(file.GetProperty("uw")).Values);
        ConformanceBuffers.Upload(layer.OutputAdjoint, stream, GoldenArray.Read(file.GetProperty("w")).Values);
        layer.PotentialAdjoint = weights.View;
        network.Forward(new Signal<T>(input.View), extent);
        network.Backward(new Signal<T>(input.View), extent);

        double[] gradients = network.Parameters.ExportGradients();
        (string Key, Func<double[], Deviation> Compare)[] comparisons =
        [
            ("u", u => Deviation.Absolute("u", ConformanceBuffers.Download(layer.Tape.Potential, stream, length, lanes), u, tolerance.Potential)),
            ("i", i => Deviation.Absolute("i", ConformanceBuffers.Download(layer.Tape.Internal, stream, length, lanes), i, tolerance.Potential)),
            ("s", s => tolerance.Spikes("spikes", ConformanceBuffers.Download(layer.Output.Spikes, stream, length), s)),
            ("dL_dI", g => Deviation.Relative("dL_dI", ConformanceBuffers.Download(layer.OutputAdjoint, stream, length), g, tolerance.Gradient)),
            ("dL_dalpha", g => Deviation.Relative("dL_dalpha", gradients[..1], g, tolerance.Gradient)),
            ("dL_dbeta", g => Deviation.Relative("dL_dbeta", gradients[1..2], g, tolerance.Gradient)),
        ];
        foreach ((string key, Func<double[], Deviation> compare) in comparisons)
        {
            if (file.TryGetReference(key, out GoldenElement reference))
                yield return compare(GoldenArray.Read(reference).Values);
        }

        if (isRecurrent && file.TryGetReference("dL_drecurrent", out GoldenElement weightGradient))
        {
            GoldenArray expected = GoldenArray.Read(weightGradient).Transposed();
            yield return Deviation.Relative("dL_drecurrent", gradients[2..], expected.Values, tolerance.Gradient);
        }
    }
}
