using System.Text.Json;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Networks;

namespace Bruno.Gpu.Conformance;

/// <summary>The parameters of FeLIF neurons in a conformance file; each may be a number or a list, one a neuron.</summary>
internal sealed class GoldenFelif(JsonElement parameters)
{
    /// <summary>The current of one unit of input, A.</summary>
    public double CurrentUnit => 1 / Number("params_scale");

    /// <summary>Micro-steps an outer step.</summary>
    public int MicroSteps => (int)Number("n_micro");

    /// <summary>The length of an outer step, s.</summary>
    public double OuterStep => Number("dt");

    /// <summary>The surrogate's slope.</summary>
    public double SurrogateSlope => Number("beta");

    /// <summary>A text.</summary>
    public string Text(string key) => parameters.GetProperty(key).GetString() ?? "";

    /// <summary>A number.</summary>
    public double Number(string key) => parameters.GetProperty(key).GetDouble();

    /// <summary>How the neurons are run, with a gradient method.</summary>
    public DeviceLayerOptions Options(IGradientMethod method) => new()
    {
        CurrentUnitAmpere = CurrentUnit,
        OuterStepSeconds = OuterStep,
        MicroSteps = MicroSteps,
        Surrogate = ParseSurrogate(Text("surrogate")),
        SurrogateSlope = SurrogateSlope,
        Gradient = method,
    };

    /// <summary>One set of parameters for all neurons where none is a list, or one a neuron.</summary>
    public FelifParameters[] Sets(int neurons)
    {
        bool varied = parameters.EnumerateObject().Any(p => p.Value.ValueKind == JsonValueKind.Array);
        return [.. Enumerable.Range(0, varied ? neurons : 1).Select(Set)];
    }

    /// <summary>The surrogate that a file names.</summary>
    public static SurrogateKind ParseSurrogate(string name) => name switch
    {
        "superspike" => SurrogateKind.Superspike,
        "superspike_sq" => SurrogateKind.SuperspikeSquared,
        "tanh" => SurrogateKind.Tanh,
        _ => throw new NotSupportedByConformanceException($"surrogate {name}"),
    };

    private FelifParameters Set(int neuron)
    {
        if (parameters.TryGetProperty("leak_grad", out JsonElement leak) && leak.GetString() != "full")
            throw new NotSupportedByConformanceException($"leak_grad {leak}");
        return new FelifParameters
        {
            Area = At("A", neuron),
            FerroelectricThickness = At("t_hzo", neuron),
            InterfaceThickness = At("t_int", neuron),
            FerroelectricPermittivity = At("eps_hzo", neuron),
            InterfacePermittivity = At("eps_int", neuron),
            ActivationField = At("E_a", neuron),
            SoftField = At("soft_E", neuron),
            SwitchingExponent = At("alpha", neuron),
            SwitchingTime = At("tau_0", neuron),
            SaturationPolarization = At("P_s", neuron),
            LeakageCurrentDensity = At("I_0", neuron),
            LeakageVoltage = At("V_t", neuron),
            DischargeCurrent = At("I_dsc", neuron),
            ParasiticCapacitance = At("C_par", neuron),
            Threshold = At("threshold", neuron),
            ResetPotential = At("v_reset", neuron),
            PotentialBound = At("v_clip", neuron),
            InitialPolarization = Optional("p_init", neuron),
            ResetPolarization = Optional("p_reset", neuron),
            SignOfZero = Text("sign_zero") == "plus" ? 1 : 0,
            FiresAtThreshold = parameters.GetProperty("fire_eq").GetBoolean() ? 1 : 0,
        };
    }

    private double At(string key, int neuron) =>
        Optional(key, neuron) ?? throw new FormatException($"parameter {key} is missing");

    private double? Optional(string key, int neuron) =>
        !parameters.TryGetProperty(key, out JsonElement value) ? null : value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array => value[neuron].GetDouble(),
            _ => value.GetDouble(),
        };
}
