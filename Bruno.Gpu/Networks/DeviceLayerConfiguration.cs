using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Gradients;

namespace Bruno.Gpu.Networks;

/// <summary>Neurons that are devices, one a unit of the layer before.</summary>
public sealed record DeviceLayerConfiguration : LayerConfiguration, IValidated
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
    public double CurrentUnit { get; init; } = 1e-9;

    /// <summary>
    /// How an outer step is integrated. Not given: by explicit Euler where <see cref="Substeps"/> are given or the gradient
    /// method goes back through micro-steps, else adaptively.
    /// </summary>
    public IntegratorKind? Integrator { get; init; }

    /// <summary>For the adaptive integrator, the largest error of a step, V.</summary>
    public double Tolerance { get; init; } = DeviceLayerOptions.DefaultTolerance;

    /// <summary>
    /// For integrators of a fixed number of steps, steps an outer step; 1000 are 1 us. Not given, 1000 for explicit Euler
    /// and 128 for the exponential integrator.
    /// </summary>
    public int? Substeps { get; init; }

    /// <summary>The derivative of a spike.</summary>
    public SurrogateKind Surrogate { get; init; } = SurrogateKind.Superspike;

    /// <summary>Its slope, 1/V.</summary>
    public double SurrogateSlope { get; init; } = 10;

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
        if (!(CurrentUnit > 0 && double.IsFinite(CurrentUnit)))
            yield return new("current_unit", $"must be positive (in ampere), not {CurrentUnit}");
        if (Substeps is < 1 or > MostMicroSteps)
        {
            yield return new(
                "substeps",
                $"must be from 1 to {MostMicroSteps}, not {Substeps}: shorter steps add nothing but rounding (a million are 1 ns each), and one launch would "
                    + "take minutes; for accuracy use the adaptive integrator");
        }

        if (!(Tolerance > 0 && double.IsFinite(Tolerance)))
            yield return new("tolerance", $"must be positive (in volt), not {Tolerance}");
        if (!(SurrogateSlope > 0))
            yield return new("surrogate_slope", $"must be positive, not {SurrogateSlope}");
        if (DeviceCatalogue.TryFind(Model) is not IDeviceModel model)
        {
            yield return new("model", DeviceCatalogue.DescribeUnknown(Model));
            yield break;
        }

        foreach (Fault fault in model.Validate(Parameters))
            yield return fault with { Key = $"parameters.{fault.Key}" };
    }
}
