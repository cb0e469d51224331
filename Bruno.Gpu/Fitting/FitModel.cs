using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Fitting;

/// <summary>
/// What a model says of everything that was measured, at many points of its parameters at once, and its derivatives by them: each lane of the
/// compute device is a trace at a point, or at a point with the derivative by a parameter. The derivatives are those of the integrator's own
/// steps, by dual numbers in float64.
/// </summary>
internal sealed class FitModel : IDisposable
{
    private readonly IDeviceModel model;
    private readonly IReadOnlyDictionary<string, double> given;
    private readonly DriveResponses<Float64>[] plain;
    private readonly DriveResponses<ParameterDual<Float64>>[] dual;
    private readonly double[] scales;

    /// <summary>Prepares the traces.</summary>
    public FitModel(ComputeDevice device, IDeviceModel model, FitOptions options, IReadOnlyList<FitParameter> parameters, IEnumerable<MeasuredTrace> traces)
    {
        this.model = model;
        given = options.Fixed;
        Parameters = parameters;
        Traces = [.. traces.OrderBy(trace => trace.Kind)];
        List<DriveResponses<Float64>> plain = [];
        List<DriveResponses<ParameterDual<Float64>>> dual = [];
        foreach (IGrouping<DriveKind, MeasuredTrace> group in Traces.GroupBy(trace => trace.Kind))
        {
            Stimulus[] stimuli = [.. group.Select(trace => FitStimulus.Of(trace, options.Measurements.OuterStepSeconds))];
            double longest = stimuli.Max(stimulus => stimulus.Milliseconds.Max()) * 1e-3;
            IntegratorChoice integrator = new(options.Integrator, 1, (int)Math.Clamp(Math.Ceiling(longest / options.StepSeconds * (1 - 1e-9)), 1, 1e6), options.Tolerance);
            plain.Add(new(device, model, group.Key, stimuli, integrator));
            dual.Add(new(device, model, group.Key, stimuli, integrator));
        }

        (this.plain, this.dual) = ([.. plain], [.. dual]);
        scales = [.. Traces.SelectMany(trace => Enumerable.Repeat(trace.Series.Select(series => series.Scale), trace.Seconds.Length).SelectMany(scale => scale))];
    }

    /// <summary>The parameters that are fitted.</summary>
    public IReadOnlyList<FitParameter> Parameters { get; }

    /// <summary>The traces, in the order of numbers: of each trace its rows, of each row its series.</summary>
    public IReadOnlyList<MeasuredTrace> Traces { get; }

    /// <summary>What the model says at points, in the units of the series; not a number where it cannot be integrated.</summary>
    public double[][] Values(IReadOnlyList<double[]> points)
    {
        // A step far away may be beyond what the model allows.
        int[] possible = [.. Enumerable.Range(0, points.Count).Where(i => !model.Validate(SetOf(points[i])).Any())];
        IReadOnlyDictionary<string, double>[] sets = [.. possible.Select(i => SetOf(points[i]))];
        double[][] values = [.. points.Select(_ => Enumerable.Repeat(double.NaN, scales.Length).ToArray())];
        if (sets.Length == 0)
            return values;
        int first = 0;
        foreach (DriveResponses<Float64> responses in plain)
        {
            Float64[] outputs = responses.Of(sets, null);
            for (int i = 0; i < outputs.Length; ++i)
            {
                int number = first + i % responses.Outputs;
                values[possible[i / responses.Outputs]][number] = scales[number] * Float64.ToDouble(outputs[i]);
            }

            first += responses.Outputs;
        }

        return values;
    }

    /// <summary>The same with the derivatives by each parameter, in these units over that of the parameter.</summary>
    public (double[] Values, double[][] ByParameter)[] Differentiate(IReadOnlyList<double[]> points)
    {
        int count = Parameters.Count;
        IReadOnlyDictionary<string, double>[] sets = [.. points.SelectMany(point => Enumerable.Repeat(SetOf(point), count))];
        double[][] tangents = [.. sets.Select((set, i) => ConstantTangents.Of(model, set, Parameters[i % count]))];
        (double[] Values, double[][] ByParameter)[] found =
            [.. points.Select(_ => (new double[scales.Length], Enumerable.Range(0, count).Select(_ => new double[scales.Length]).ToArray()))];
        int first = 0;
        foreach (DriveResponses<ParameterDual<Float64>> responses in dual)
        {
            ParameterDual<Float64>[] outputs = responses.Of(sets, tangents);
            for (int i = 0; i < outputs.Length; ++i)
            {
                int number = first + i % responses.Outputs, set = i / responses.Outputs;
                found[set / count].Values[number] = scales[number] * Float64.ToDouble(outputs[i].Number);
                found[set / count].ByParameter[set % count][number] = scales[number] * Float64.ToDouble(outputs[i].Tangent);
            }

            first += responses.Outputs;
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable responses in plain.Concat<IDisposable>(dual))
            responses.Dispose();
    }

    private Dictionary<string, double> SetOf(double[] point)
    {
        Dictionary<string, double> set = new(given);
        for (int i = 0; i < point.Length; ++i)
            set[Parameters[i].Name] = point[i];
        return set;
    }
}
