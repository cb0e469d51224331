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
    private readonly Func<JsonElement, GoldenDevice> read;
    private readonly IDeviceModel model;
    private readonly double sensitivity;
    private readonly JsonElement usual;

    private NeuronCheck(string kind, string model, Func<JsonElement, GoldenDevice> read, double sensitivity, string usual)
    {
        Kind = kind;
        this.model = DeviceCatalogue.Find(model);
        this.read = read;
        this.sensitivity = sensitivity;
        this.usual = JsonElement.Parse(usual);
    }

    /// <summary>FeLIF neurons, whose files say everything.</summary>
    public static NeuronCheck Felif { get; } = new("felif_neuron", "felif", parameters => new GoldenFelif(parameters), 1, "{}");

    /// <summary>
    /// Heracles neurons, a thousand times as sensitive to rounding. Where files say nothing of gradients, rates keep their
    /// derivative, and only the rest is held.
    /// </summary>
    public static NeuronCheck Heracles { get; } = new(
        "heracles", "heracles", parameters => new GoldenHeracles(parameters), 1000, """{ "rate_grad": "full", "clip_grad": "mask", "clip_tie": 0 }""");

    /// <inheritdoc/>
    public string Kind { get; }

    /// <inheritdoc/>
    public bool NeedsDouble(JsonElement file) => model.EulerNeedsDouble && file.TryGetProperty("v", out _);

    /// <inheritdoc/>
    public IEnumerable<Deviation> Run(JsonElement file, ComputeDevice device, Precision precision) =>
        precision == Precision.Double ? Run<Float64>(file, device, precision) : Run<Float32>(file, device, precision);

    private IEnumerable<Deviation> Run<T>(JsonElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        foreach (Deviation deviation in Converged<T>(file, device, precision))
            yield return deviation;
        if (!file.TryGetProperty("v", out _))
            yield break;
        ConformanceTolerance tolerance = ConformanceTolerance.For(precision).Widened(sensitivity);
        foreach (Deviation deviation in Pass<T>(file, device, new BrunoGradient()).States(file, tolerance))
            yield return deviation;
        if (!file.TryGetProperty("gradients", out JsonElement gradients))
            yield break;

        JsonElement parameters = file.GetProperty("parameters");
        foreach (JsonProperty variant in file.GetProperty("gradient_variants").EnumerateObject())
        {
            BrunoGradient method = Method(parameters, variant.Value);
            NeuronPass pass = Pass<T>(file, device, method);
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
            foreach (IGradientMethod method in UnrolledMethods.All)
            {
                foreach (Deviation deviation in Pass<T>(file, device, method).Gradients(exact, method.Name, tolerance.Gradient))
                    yield return deviation;
            }

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

    /// <summary>Integrators that are accurate, against a converged solution.</summary>
    private IEnumerable<Deviation> Converged<T>(JsonElement file, ComputeDevice device, Precision precision)
        where T : unmanaged, IReal<T>
    {
        if (!file.TryGetProperty("converged", out JsonElement converged))
            yield break;
        foreach (JsonElement entry in converged.GetProperty("integrators").EnumerateArray())
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
    private BrunoGradient Method(JsonElement parameters, JsonElement overrides)
    {
        JsonElement Option(string key) =>
            overrides.TryGetProperty(key, out JsonElement value) || parameters.TryGetProperty(key, out value) ? value : usual.GetProperty(key);
        return new BrunoGradient
        {
            KeepRate = Option("rate_grad").GetString() == "full",
            PassClip = Option("clip_grad").GetString() == "pass",
            OnBound = Option("clip_tie").GetDouble(),
        };
    }

    /// <summary>Runs the file forward and backward with one method.</summary>
    private NeuronPass Pass<T>(
        JsonElement file, ComputeDevice device, IGradientMethod method, Func<DeviceLayerOptions, DeviceLayerOptions>? change = null)
        where T : unmanaged, IReal<T>
    {
        GoldenDevice golden = read(file.GetProperty("parameters"));
        GoldenArray current = GoldenArray.Read(file.GetProperty("input_current"));
        RequireFreshStart(file);
        DeviceLayerOptions options = golden.Options(method);
        return golden.Use(current.Columns, new NeuronPassUse<T>(file, current, change?.Invoke(options) ?? options, device));
    }

    /// <summary>Devices start at V = 0 and their initial polarization, without a spike.</summary>
    private static void RequireFreshStart(JsonElement file)
    {
        if (!file.TryGetProperty("initial_state", out JsonElement start))
            return;
        if (GoldenArray.Read(start.GetProperty("v")).Values.Any(v => v != 0) || GoldenArray.Read(start.GetProperty("s")).Values.Any(s => s != 0))
            throw new NotSupportedByConformanceException("an initial state other than V = 0 without a spike");
    }
}
