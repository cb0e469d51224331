using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Conformance;

/// <summary>The first micro-steps of a FeLIF neuron, its switching rate with derivative, and the surrogates.</summary>
internal sealed class FelifTraceCheck : IConformanceCheck
{
    /// <inheritdoc/>
    public string Kind => "felif_micro_trace";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Run(GoldenElement file, ComputeDevice device, Precision precision) =>
        precision == Precision.Double ? Run<Float64>(file, device, precision) : Run<Float32>(file, device, precision);

    private static IEnumerable<Deviation> Run<T>(GoldenElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        ConformanceTolerance tolerance = ConformanceTolerance.For(precision);
        GoldenFelif golden = new(file.GetProperty("parameters"));
        Felif<T> felif = new(golden.Sets(1)[0]);

        // Files give fields over params_scale; V/nm is what the model computes in.
        double field = golden.Number("params_scale") * 1e-9;
        double[] Column(string table, string key) =>
            [.. file.GetProperty(table).EnumerateArray().Select(row => row.GetProperty(key).GetDouble())];

        int rows = file.GetProperty("rows").GetArrayLength();
        (double[] v, double[] p, double[] e) = Trace(device, felif, golden, file.GetProperty("input_current").GetDouble(), rows);
        yield return Deviation.Absolute("v", v, Column("rows", "v"), tolerance.Potential);
        yield return Deviation.Absolute("p", p, Column("rows", "p"), tolerance.Polarization);
        yield return Deviation.Relative("E", e, [.. Column("rows", "E").Select(x => x * field)], tolerance.Gradient);

        // The variable that rates are differentiated by is the field here, in the place of the potential.
        Dual<T, Kept, Partials<T>>[] rates = [.. Column("rate_table", "E_scaled").Select(x =>
            felif.SwitchingRate(new Dual<T, Kept, Partials<T>>(T.From(x * field), new(T.From(1), T.From(0), T.From(0)))))];
        yield return Deviation.Relative(
            "rate", [.. rates.Select(r => T.ToDouble(r.Value) * 1e3)], Column("rate_table", "rate"), tolerance.Gradient);
        yield return Deviation.Relative(
            "drate/dE",
            [.. rates.Select(r => T.ToDouble(r.Partials.ByPotential) * 1e3 * field)],
            Column("rate_table", "drate_dE"),
            tolerance.Gradient);

        foreach (string name in new[] { "superspike", "superspike_sq", "tanh" })
        {
            Surrogate<T> surrogate = new(T.From(golden.SurrogateSlope), GoldenDevice.ParseSurrogate(name));
            double[] actual = [.. Column("surrogate_table", "x").Select(x => T.ToDouble(surrogate.Derivative(T.From(x))))];
            yield return Deviation.Absolute(name, actual, Column("surrogate_table", name), tolerance.Gradient);
        }
    }

    /// <summary>The states before each of the first micro-steps.</summary>
    private static (double[] Potential, double[] Polarization, double[] Field) Trace<T>(
        ComputeDevice device, Felif<T> felif, GoldenFelif golden, double current, int rows)
        where T : unmanaged, IReal<T>
    {
        var trace = device.Load<Action<
            Index1D, SequenceShape, int, ParameterView<Felif<T>>, Euler<T, Felif<T>, DeviceState<T>, Matrix2<T>>, ArrayView<T>, DeviceTape<T>, ArrayView<T>>>(
            DeviceTraceKernel.Run<T, Felif<T>, DeviceState<T>, Matrix2<T>, Euler<T, Felif<T>, DeviceState<T>, Matrix2<T>>>);
        var start = device.Load<Action<Index1D, SequenceShape, ParameterView<Felif<T>>, DeviceTape<T>>>(DeviceStartKernel.Run<T, Felif<T>, DeviceState<T>, Matrix2<T>>);

        DeviceMemory memory = device.Memory;
        using DeviceBuffer<Felif<T>> devices = memory.Allocate<Felif<T>>([felif], MemoryPurpose.Devices);
        using DeviceBuffer<T> input = memory.Allocate<T>(
            [.. Enumerable.Repeat(T.From(current * golden.CurrentUnit * 1e9), golden.MicroSteps)], MemoryPurpose.Data);
        using DeviceBuffer<T> potential = memory.Allocate<T>(golden.MicroSteps + 1, MemoryPurpose.Tape);
        using DeviceBuffer<T> polarization = memory.Allocate<T>(golden.MicroSteps + 1, MemoryPurpose.Tape);
        using DeviceBuffer<T> field = memory.Allocate<T>(golden.MicroSteps + 1, MemoryPurpose.Tape);

        SequenceShape shape = new(1, 1, 1, 0);
        ParameterView<Felif<T>> parameters = new(devices.View, 0);
        DeviceTape<T> tape = new(potential.View, polarization.View);
        Euler<T, Felif<T>, DeviceState<T>, Matrix2<T>> integrator = new(T.From(golden.OuterStep * 1e3 / golden.MicroSteps), 1, 0);
        start(1, shape, parameters, tape);
        trace(1, shape, golden.MicroSteps, parameters, integrator, input.View, tape, field.View);

        AcceleratorStream stream = device.Accelerator.DefaultStream;
        return (
            ConformanceBuffers.Download(potential.View, stream, rows),
            ConformanceBuffers.Download(polarization.View, stream, rows),
            ConformanceBuffers.Download(field.View, stream, rows));
    }
}
