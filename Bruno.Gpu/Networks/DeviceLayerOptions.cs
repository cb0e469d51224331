using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Networks;

/// <summary>How a layer of devices is run and differentiated.</summary>
public sealed record DeviceLayerOptions
{
    /// <summary>The current of one unit of input, A.</summary>
    public required double CurrentUnitAmpere { get; init; }

    /// <summary>The length of an outer step, s.</summary>
    public double OuterStepSeconds { get; init; } = 1e-3;

    /// <summary>Micro-steps an outer step.</summary>
    public required int MicroSteps { get; init; }

    /// <summary>The derivative of a spike.</summary>
    public required SurrogateKind Surrogate { get; init; }

    /// <summary>Its slope, 1/V.</summary>
    public required double SurrogateSlope { get; init; }

    /// <summary>How the tape becomes gradients.</summary>
    public required IGradientMethod Gradient { get; init; }

    /// <summary>How the undersampled states are stored.</summary>
    public TapePrecision Tape { get; init; } = TapePrecision.Full;

    /// <summary>The length of an outer step in the device models' unit, ms.</summary>
    public double OuterStepMilliseconds => OuterStepSeconds * 1e3;

    /// <summary>The integrator of an outer step; the sensitivity rule only matters for gradients.</summary>
    public Euler<T> Integrator<T>(bool implicitSensitivity = true)
        where T : unmanaged, IReal<T> =>
        new(T.From(OuterStepMilliseconds / MicroSteps), MicroSteps, implicitSensitivity ? 1 : 0);
}
