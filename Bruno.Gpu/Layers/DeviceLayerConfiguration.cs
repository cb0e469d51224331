using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Gradients;

namespace Bruno.Gpu.Layers;

/// <summary>Neurons that are devices, one a unit of the layer before.</summary>
public sealed record DeviceLayerConfiguration : SpikingLayerConfiguration, IValidated
{
    private const int DefaultMicroSteps = 1000;
    private const int DefaultExponentialSteps = 128;

    /// <summary>The most micro-steps of an outer step.</summary>
    public const int MostMicroSteps = 1_000_000;

    /// <summary>The compact model; 'bruno devices' lists them.</summary>
    public string Model { get; init; } = "felif";

    /// <summary>Parameters that differ from the model's defaults, SI units; 'bruno devices MODEL' lists them.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>The current of one unit of input, A.</summary>
    [Number(Above = 0, To = 1e-3, Unit = "A")]
    public double CurrentUnit { get; init; } = 1e-9;

    /// <summary>
    /// How an outer step is integrated. Not given: by explicit Euler where <see cref="Substeps"/> are given or the gradient
    /// method goes back through micro-steps, else adaptively.
    /// </summary>
    public IntegratorKind? Integrator { get; init; }

    /// <summary>For the adaptive integrator, the largest error of a step, V.</summary>
    [Number(Above = 0, To = 1, Unit = "V")]
    public double Tolerance { get; init; } = DeviceLayerOptions.DefaultTolerance;

    /// <summary>
    /// For integrators of a fixed number of steps, steps an outer step; 1000 are 1 us. Not given, 1000 for explicit Euler
    /// and 128 for the exponential integrator.
    /// </summary>
    [Number(From = 1, To = MostMicroSteps)]
    public int? Substeps { get; init; }

    /// <inheritdoc/>
    public override string? NeuronName => Model;

    /// <inheritdoc/>
    public override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        DeviceLayerConfiguration layer = Resolve(assembly.Gradient.NeedsMicroSteps);
        DeviceLayerOptions options = new()
        {
            CurrentUnitAmpere = layer.CurrentUnit,
            OuterStepSeconds = assembly.OuterStepSeconds,
            Integrator = layer.Integrator ?? IntegratorKind.Adaptive,
            MicroSteps = layer.Substeps ?? 1,
            Tolerance = layer.Tolerance,
            Surrogate = layer.Surrogate,
            SurrogateSlope = layer.SurrogateSlope,
            Gradient = assembly.Gradient,
            Tape = assembly.Tape,
        };
        stack.AddDevices(DeviceCatalogue.Find(layer.Model), layer.Parameters, options, assembly.NeuronVariability, assembly.Layer,
            name => RecurrentIn(stack, assembly, name));
    }

    /// <summary>The same devices, which take one step of explicit Euler each.</summary>
    public override LayerConfiguration Unrolled(int n) => this with { Integrator = IntegratorKind.Euler, Substeps = 1 };

    /// <summary>The same layer with all that was left open decided.</summary>
    /// <param name="needsMicroSteps">Whether the gradient method goes back through the micro-steps of explicit Euler.</param>
    /// <param name="microSteps">How many those are where nothing is said.</param>
    public DeviceLayerConfiguration Resolve(bool needsMicroSteps, int microSteps = DefaultMicroSteps)
    {
        IntegratorKind kind = Integrator
            ?? (needsMicroSteps || Substeps is not null ? IntegratorKind.Euler : IntegratorKind.Adaptive);
        int? steps = kind switch
        {
            IntegratorKind.Euler => Substeps ?? microSteps,
            IntegratorKind.Exponential => Substeps ?? DefaultExponentialSteps,
            _ => null,
        };
        return this with { Integrator = kind, Substeps = steps };
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (DeviceCatalogue.TryFind(Model) is not IDeviceModel model)
        {
            yield return new("model", DeviceCatalogue.DescribeUnknown(Model));
            yield break;
        }

        foreach (Fault fault in model.Validate(Parameters))
            yield return fault with { Key = $"parameters.{fault.Key}" };
    }
}
