using Bruno.Gpu.Layers;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;

namespace Bruno.Gpu.Simulation;

/// <summary>What is simulated.</summary>
internal sealed record SimulationOptions
{
    /// <summary>The usual length of an outer step, s.</summary>
    public const double DefaultOuterStepSeconds = 1e-3;

    /// <summary>The usual number of micro-steps an outer step: 1 us each.</summary>
    public const int DefaultSubsteps = 1000;

    /// <summary>The compact model.</summary>
    public string Model { get; init; } = "felif";

    /// <summary>Parameters that differ from the model's defaults, SI units.</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = new Dictionary<string, double>();

    /// <summary>What devices are driven by: currents, or voltages that they are held at.</summary>
    public required IDrive Drive { get; init; }

    /// <summary>The length of an outer step, s.</summary>
    public double OuterStepSeconds { get; init; } = DefaultOuterStepSeconds;

    /// <summary>How each micro-step is integrated; explicit Euler takes it in one. Not given, as in training: see <see cref="ChosenIntegrator"/>.</summary>
    public IntegratorKind? Integrator { get; init; }

    /// <summary>The largest error of a step of the adaptive integrator, V.</summary>
    public double Tolerance { get; init; } = DeviceLayerOptions.DefaultTolerance;

    /// <summary>Micro-steps an outer step, at which the input changes and rows are recorded; not given, <see cref="DefaultSubsteps"/>.</summary>
    public int? Substeps { get; init; }

    /// <summary>Micro-steps an outer step.</summary>
    public int MicroSteps => Substeps ?? DefaultSubsteps;

    /// <summary>The integrator: where nothing is said, the one that training takes (<see cref="DeviceLayerConfiguration.Resolve"/>).</summary>
    public IntegratorKind ChosenIntegrator => new DeviceLayerConfiguration { Integrator = Integrator, Substeps = Substeps }.Resolve(needsMicroSteps: false).Integrator!.Value;

    /// <summary>Whether every micro-step is recorded, or the end of every outer step.</summary>
    public bool EveryMicroStep { get; init; } = true;

    /// <summary>The precision of the kernels.</summary>
    public Precision Precision { get; init; } = Precision.Float;
}
