using System.Text.Json;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Conformance;

/// <summary>A layer of devices: states, spikes, and where a file has them the gradients of every variant of every method.</summary>
internal sealed class NeuronCheck : IConformanceCheck
{
    /// <summary>The tolerance of adaptive steps that stands for a converged solution, V.</summary>
    private const double AccurateTolerance = 1e-9;

    private readonly Func<GoldenElement, GoldenDevice> read;
    private readonly IDeviceModel model;
    private readonly double sensitivity;
    private readonly GoldenElement usual;

    private NeuronCheck(string kind, IDeviceModel model, Func<GoldenElement, GoldenDevice> read, double sensitivity, string usual)
    {
        Kind = kind;
        this.model = model;
        this.read = read;
        this.sensitivity = sensitivity;
        this.usual = GoldenElement.Parse(usual);
    }

    /// <summary>FeLIF neurons, whose files say everything.</summary>
    public static NeuronCheck Felif { get; } = new("felif_neuron", new FelifModel(), parameters => new GoldenFelif(parameters), 1, "{}");

    /// <summary>
    /// Heracles neurons, a thousand times as sensitive to rounding. Where files say nothing of gradients, rates keep their
    /// derivative, and only the rest is held.
    /// </summary>
    public static NeuronCheck Heracles { get; } = new(
        "heracles", new HeraclesModel(), parameters => new GoldenHeracles(parameters), 1000, """{ "rate_grad": "full", "clip_grad": "mask", "clip_tie": 0 }""");

    /// <inheritdoc/>
    public string Kind { get; }

    /// <summary>The same check of another model with the same parameters.</summary>
    public NeuronCheck Of(IDeviceModel other) => new(Kind, other, read, sensitivity, usual.ToString());

    /// <inheritdoc/>
    public bool NeedsDouble(GoldenElement file) => model.EulerNeedsDouble && file.TryGetProperty("v", out _);

    /// <inheritdoc/>
    public IEnumerable<Deviation> Run(GoldenElement file, ComputeDevice device, Precision precision) =>
        precision == Precision.Double ? Run<Float64>(file, device, precision) : Run<Float32>(file, device, precision);

    private IEnumerable<Deviation> Run<T>(GoldenElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        foreach (Deviation deviation in Converged<T>(file, device, precision))
            yield return deviation;
        if (!file.TryGetReference("v", out _))
            yield break;
        ConformanceTolerance tolerance = ConformanceTolerance.For(precision).Widened(sensitivity);
        foreach (Deviation deviation in Pass<T>(file, device, new BrunoGradient()).States(file, tolerance))
            yield return deviation;
        if (!file.TryGetProperty("gradients", out GoldenElement gradients))
            yield break;

        GoldenElement parameters = file.GetProperty("parameters");
        foreach ((string name, GoldenElement overrides) in file.GetProperty("gradient_variants").EnumerateObject())
        {
            BrunoGradient method = Method(parameters, overrides);
            NeuronPass pass = Pass<T>(file, device, method);
            foreach (Deviation deviation in pass.Gradients(gradients.GetProperty(name), name, tolerance.Gradient))
            {
                // In float a coarse polarization that lies exactly on its bound in double need not: the derivative with
                // respect to the start of P, which nothing else depends on while the rate is held, may differ there. And
                // what keeps the rate's derivative explodes, so that it amplifies any rounding.
                bool judged = precision == Precision.Double || (!method.KeepRate && !deviation.Quantity.EndsWith("dL_dp0", StringComparison.Ordinal));
                yield return judged ? deviation : deviation with { Tolerance = null };
            }
        }

        if (!file.TryGetProperty("full_bptt", out GoldenElement full))
            yield break;
        if (full.TryGetReference("exact_rate_grad", out GoldenElement exact))
        {
            foreach (Deviation deviation in Exact<T>(file, exact, device, precision))
                yield return deviation;
        }

        if (full.TryGetProperty("reference_Checkpoint_stop_rate", out GoldenElement held))
        {
            ExactGradient method = new() { Literal = true, HoldRate = true };
            foreach (Deviation deviation in Pass<T>(file, device, method).Gradients(held, "exact-literal held", tolerance.Gradient))
                yield return deviation;
        }
    }

    /// <summary>
    /// The gradient through the fine map. That of the discrete map judges the methods that differentiate the loop as it stands; that of
    /// the converged solution judges the exact method with an accurate integrator. The other of the two is for information.
    /// </summary>
    private IEnumerable<Deviation> Exact<T>(GoldenElement file, GoldenElement expected, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        bool isConverged = IsOfConvergedSolution(file);
        double tolerance = ConformanceTolerance.For(precision).Widened(sensitivity).Gradient;
        foreach (IGradientMethod method in UnrolledMethods.All)
        {
            foreach (Deviation deviation in Pass<T>(file, device, method).Gradients(expected, method.Name, isConverged ? null : tolerance))
                yield return deviation;
        }

        if (isConverged)
        {
            NeuronPass accurate = Pass<T>(file, device, new ExactGradient(), options => options with
            {
                Integrator = IntegratorKind.Adaptive, Tolerance = precision == Precision.Double ? AccurateTolerance : options.Tolerance,
            });
            foreach (Deviation deviation in accurate.Gradients(expected, "exact adaptive", ConformanceTolerance.OfConvergedGradient(precision)))
                yield return deviation;
        }

        if (expected.TryGetReference("dL_dI", out GoldenElement current))
            yield return Deviation.Angle("exact dL/dI 1-cos", Pass<T>(file, device, new ExactGradient()).Current, GoldenArray.Read(current).Values);
    }

    /// <summary>Whether the gradient through the fine map is that of the converged solution; the note of a file says so.</summary>
    private static bool IsOfConvergedSolution(GoldenElement file) =>
        file.TryGetProperty("note", out GoldenElement note) && note.ValueKind == JsonValueKind.String
        && (note.GetString() ?? "").Contains("converged solution", StringComparison.OrdinalIgnoreCase);

    /// <summary>Integrators that are accurate, against a converged solution.</summary>
    private IEnumerable<Deviation> Converged<T>(GoldenElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        if (!file.TryGetProperty("converged", out GoldenElement converged))
            yield break;
        foreach (GoldenElement entry in converged.GetProperty("integrators").EnumerateArray())
        {
            string name = entry.GetProperty("integrator").GetString() ?? "";
            Func<DeviceLayerOptions, DeviceLayerOptions> change = name switch
            {
                "adaptive" => options => options with { Integrator = IntegratorKind.Adaptive, Tolerance = entry.GetProperty("tolerance").GetDouble() },
                "exponential" => options => options with { Integrator = IntegratorKind.Exponential, MicroSteps = entry.GetProperty("steps").GetInt32() },
                _ => throw new NotSupportedByConformanceException($"integrator {name}"),
            };
            ConformanceTolerance tolerance = ConformanceTolerance.For(precision) with
            {
                Potential = entry.GetProperty("v").GetDouble(),
                Polarization = entry.GetProperty("p").GetDouble(),
            };
            foreach (Deviation deviation in Pass<T>(file, device, new BrunoGradient(), change).States(converged, tolerance))
                yield return deviation with { Quantity = $"{name} {deviation.Quantity}" };
        }
    }

    /// <summary>A variant of BRUNO.</summary>
    private BrunoGradient Method(GoldenElement parameters, GoldenElement overrides)
    {
        GoldenElement Option(string key) =>
            overrides.TryGetProperty(key, out GoldenElement value) || parameters.TryGetProperty(key, out value) ? value : usual.GetProperty(key);
        return new BrunoGradient
        {
            KeepRate = Option("rate_grad").GetString() == "full",
            PassClip = Option("clip_grad").GetString() == "pass",
            OnBound = Option("clip_tie").GetDouble(),
        };
    }

    /// <summary>Runs the file forward and backward with one method.</summary>
    private NeuronPass Pass<T>(
        GoldenElement file, ComputeDevice device, IGradientMethod method, Func<DeviceLayerOptions, DeviceLayerOptions>? change = null)
        where T : unmanaged, IReal<T>
    {
        GoldenDevice golden = read(file.GetProperty("parameters"));
        GoldenArray current = GoldenArray.Read(file.GetProperty("input_current"));
        RequireFreshStart(file);
        DeviceLayerOptions options = golden.Options(method);
        return golden.Use(current.Columns, new NeuronPassUse<T>(file, current, change?.Invoke(options) ?? options, device));
    }

    /// <summary>Devices start at V = 0 and their initial polarization, without a spike.</summary>
    private static void RequireFreshStart(GoldenElement file)
    {
        if (!file.TryGetProperty("initial_state", out GoldenElement start))
            return;
        if (GoldenArray.Read(start.GetProperty("v")).Values.Any(v => v != 0) || GoldenArray.Read(start.GetProperty("s")).Values.Any(s => s != 0))
            throw new NotSupportedByConformanceException("an initial state other than V = 0 without a spike");
    }
}
