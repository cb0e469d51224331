using System.Text.Json;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Conformance;

/// <summary>The parameters of devices in a conformance file; each may be a number or a list, one a neuron.</summary>
internal abstract class GoldenDevice(GoldenElement parameters)
{
    /// <summary>The current of one unit of input, A.</summary>
    public double CurrentUnit => 1 / Number("params_scale");

    /// <summary>Micro-steps an outer step.</summary>
    public int MicroSteps => (int)Number("n_micro");

    /// <summary>The length of an outer step, s.</summary>
    public double OuterStep => Number("dt");

    /// <summary>The surrogate's slope.</summary>
    public double SurrogateSlope => Number("beta");

    /// <summary>sgn(0).</summary>
    protected double SignOfZero => Text("sign_zero") == "plus" ? 1 : 0;

    /// <summary>1 where neurons fire at the threshold, 0 where beyond it.</summary>
    protected double FiresAtThreshold => parameters.GetProperty("fire_eq").GetBoolean() ? 1 : 0;

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

    /// <summary>Hands the devices to a use: one for all neurons where no parameter is a list, or one a neuron.</summary>
    public abstract TResult Use<T, TResult>(int neurons, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>;

    /// <summary>The surrogate that a file names.</summary>
    public static SurrogateKind ParseSurrogate(string name) => name switch
    {
        "superspike" => SurrogateKind.Superspike,
        "superspike_sq" => SurrogateKind.SuperspikeSquared,
        "tanh" => SurrogateKind.Tanh,
        _ => throw new NotSupportedByConformanceException($"surrogate {name}"),
    };

    /// <summary>A text.</summary>
    protected string Text(string key) => parameters.GetProperty(key).GetString() ?? "";

    /// <summary>1 or 0; 1 where nothing is said.</summary>
    protected double OptionalFlag(string key) => parameters.TryGetProperty(key, out GoldenElement flag) && !flag.GetBoolean() ? 0 : 1;

    /// <summary>How many sets of parameters there are for so many neurons: one, or one each.</summary>
    protected int SetsFor(int neurons) => parameters.EnumerateObject().Any(p => p.Value.ValueKind == JsonValueKind.Array) ? neurons : 1;

    /// <summary>A neuron's value of a parameter.</summary>
    protected double At(string key, int neuron) =>
        Optional(key, neuron) ?? throw new FormatException($"parameter {key} is missing");

    /// <summary>A neuron's value of a parameter that may be missing.</summary>
    protected double? Optional(string key, int neuron) =>
        !parameters.TryGetProperty(key, out GoldenElement value) ? null : value.Read() switch
        {
            { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Array } list => list[neuron].GetDouble(),
            JsonElement number => number.GetDouble(),
        };

    /// <summary>Whether a text is there and says something else.</summary>
    protected bool Differs(string key, string expected) =>
        parameters.TryGetProperty(key, out GoldenElement value) && value.GetString() != expected;
}
