using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using ILGPU.Runtime;

namespace Bruno.Gpu.Conformance;

/// <summary>A layer of FeLIF neurons: states, spikes, and the gradients of every variant of every method.</summary>
public sealed class FelifNeuronCheck : IConformanceCheck
{
    /// <inheritdoc/>
    public string Kind => "felif_neuron";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Run(JsonElement file, ComputeDevice device, Precision precision) =>
        precision == Precision.Double ? Run<Float64>(file, device, precision) : Run<Float32>(file, device, precision);

    private static IEnumerable<Deviation> Run<T>(JsonElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        ConformanceTolerance tolerance = ConformanceTolerance.For(precision);
        foreach (Deviation deviation in Pass<T>(file, device, new BrunoGradient()).States(file, tolerance))
            yield return deviation;

        JsonElement parameters = file.GetProperty("parameters"), gradients = file.GetProperty("gradients");
        foreach (JsonProperty variant in file.GetProperty("gradient_variants").EnumerateObject())
        {
            BrunoGradient method = Method(parameters, variant.Value);
            FelifPass pass = Pass<T>(file, device, method);
            foreach (Deviation deviation in pass.Gradients(gradients.GetProperty(variant.Name), variant.Name, tolerance.Gradient))
            {
                // In float a coarse polarization that lies exactly on its bound in double need not: the derivative with
                // respect to the start of P, which nothing else depends on while the rate is held, may differ there. And
                // what keeps the rate's derivative explodes, so that it amplifies any rounding.
                bool judged = precision == Precision.Double || (!method.KeepRate && !deviation.Quantity.EndsWith("dL_dp0", StringComparison.Ordinal));
                yield return judged ? deviation : deviation with { Tolerance = null };
            }
        }

        if (!file.TryGetProperty("full_bptt", out JsonElement full))
            yield break;
        if (full.TryGetProperty("exact_rate_grad", out JsonElement exact))
        {
            foreach (Deviation deviation in Pass<T>(file, device, new ExactGradient { Literal = true }).Gradients(exact, "exact-literal", tolerance.Gradient))
                yield return deviation;
            yield return Deviation.Angle(
                "exact dL/dI 1-cos", Pass<T>(file, device, new ExactGradient()).Current, GoldenArray.Read(exact.GetProperty("dL_dI")).Values);
        }

        if (full.TryGetProperty("reference_Checkpoint_stop_rate", out JsonElement held))
        {
            ExactGradient method = new() { Literal = true, HoldRate = true };
            foreach (Deviation deviation in Pass<T>(file, device, method).Gradients(held, "exact-literal held", tolerance.Gradient))
                yield return deviation;
        }
    }

    private static BrunoGradient Method(JsonElement parameters, JsonElement overrides)
    {
        JsonElement Option(string key) => overrides.TryGetProperty(key, out JsonElement value) ? value : parameters.GetProperty(key);
        return new BrunoGradient
        {
            KeepRate = Option("rate_grad").GetString() == "full",
            PassClip = Option("clip_grad").GetString() == "pass",
            OnBound = Option("clip_tie").GetDouble(),
        };
    }

    /// <summary>Runs the file forward and backward with one method.</summary>
    private static FelifPass Pass<T>(JsonElement file, ComputeDevice device, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        GoldenFelif golden = new(file.GetProperty("parameters"));
        GoldenArray current = GoldenArray.Read(file.GetProperty("input_current"));
        int neurons = current.Columns, steps = current.Shape[0], batch = current.Values.Length / steps / neurons;
        Felif<T>[] devices = Array.ConvertAll(golden.Sets(neurons), p => new Felif<T>(p));
        RequireFreshStart(file);

        NetworkBuilder<T> builder = new(device, neurons);
        builder.AddDevices("felif", devices, golden.Options(method));
        SequenceExtent extent = new(steps, batch);
        using Network<T> network = builder.Build(extent);
        DeviceLayer<T, Felif<T>> layer = (DeviceLayer<T, Felif<T>>)network.Layers[0];

        int lanes = batch * neurons, length = steps * lanes;
        AcceleratorStream stream = device.Accelerator.DefaultStream;
        DeviceBuffer<T> Buffer(int size) => device.Memory.Allocate<T>(size, MemoryPurpose.Scratch);
        using DeviceBuffer<T> input = Buffer(length), u = Buffer(length), z = Buffer(length);
        ConformanceBuffers.Upload(input.View, stream, current.Values);
        ConformanceBuffers.Upload(u.View, stream, GoldenArray.Read(file.GetProperty("u")).Values);
        ConformanceBuffers.Upload(z.View, stream, GoldenArray.Read(file.GetProperty("z")).Values);
        ConformanceBuffers.Upload(layer.OutputAdjoint, stream, GoldenArray.Read(file.GetProperty("w")).Values);
        layer.StateAdjoints = new(u.View, z.View);

        network.Forward(new Signal<T>(input.View), extent);
        network.Backward(new Signal<T>(input.View), extent);
        return new FelifPass(
            ConformanceBuffers.Download(layer.Tape.Potential, stream, length, lanes),
            ConformanceBuffers.Download(layer.Tape.Internal, stream, length, lanes),
            ConformanceBuffers.Download(layer.Output.Spikes, stream, length),
            ConformanceBuffers.Download(layer.OutputAdjoint, stream, length),
            ConformanceBuffers.Download(layer.StartAdjoints.Potential, stream, lanes),
            ConformanceBuffers.Download(layer.StartAdjoints.Internal, stream, lanes));
    }

    /// <summary>Devices start at V = 0 and their initial polarization, without a spike.</summary>
    private static void RequireFreshStart(JsonElement file)
    {
        if (!file.TryGetProperty("initial_state", out JsonElement start))
            return;
        if (GoldenArray.Read(start.GetProperty("v")).Values.Any(v => v != 0) || GoldenArray.Read(start.GetProperty("s")).Values.Any(s => s != 0))
            throw new NotSupportedByConformanceException("an initial state other than V = 0 without a spike");
    }

    private sealed record FelifPass(
        double[] Potential, double[] Polarization, double[] Spikes, double[] Current, double[] StartPotential, double[] StartPolarization)
    {
        public IEnumerable<Deviation> States(JsonElement file, ConformanceTolerance tolerance) =>
        [
            Deviation.Absolute("v", Potential, GoldenArray.Read(file.GetProperty("v")).Values, tolerance.Potential),
            Deviation.Absolute("p", Polarization, GoldenArray.Read(file.GetProperty("p")).Values, tolerance.Polarization),
            tolerance.Spikes("spikes", Spikes, GoldenArray.Read(file.GetProperty("s")).Values),
        ];

        public IEnumerable<Deviation> Gradients(JsonElement expected, string variant, double? tolerance)
        {
            (string Key, double[] Actual)[] all =
                [("dL_dI", Current), ("dL_dv0", StartPotential), ("dL_dp0", StartPolarization)];
            foreach ((string key, double[] actual) in all)
            {
                if (expected.TryGetProperty(key, out JsonElement reference))
                    yield return Deviation.Relative($"{variant} {key}", actual, GoldenArray.Read(reference).Values, tolerance);
            }
        }
    }
}
