using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Gradients;

/// <summary>How a layer of devices is run and differentiated.</summary>
public sealed record DeviceLayerOptions
{
    /// <summary>The usual tolerance of the adaptive integrator, V: below the error of explicit Euler at 1 us.</summary>
    public const double DefaultTolerance = 3e-4;

    /// <summary>Micro-steps of a launch: of one lane, of all lanes, and how many an adaptive integrator is taken to make at least.</summary>
    private const long MostOfLane = 2_000_000, MostOfLaunch = 10_000_000_000, LeastMicroSteps = 32;

    /// <summary>The current of one unit of input, A.</summary>
    public required double CurrentUnitAmpere { get; init; }

    /// <summary>The length of an outer step, s.</summary>
    public double OuterStepSeconds { get; init; } = 1e-3;

    /// <summary>How an outer step is integrated.</summary>
    public IntegratorKind Integrator { get; init; } = IntegratorKind.Euler;

    /// <summary>Steps of an outer step, for integrators of a fixed number.</summary>
    public required int MicroSteps { get; init; }

    /// <summary>The largest error of a step of the adaptive integrator, V.</summary>
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>The derivative of a spike.</summary>
    public required SurrogateKind Surrogate { get; init; }

    /// <summary>Its slope, 1/V.</summary>
    public required double SurrogateSlope { get; init; }

    /// <summary>How the tape becomes gradients.</summary>
    public required IGradientMethod Gradient { get; init; }

    /// <summary>How the undersampled states are stored.</summary>
    public TapePrecision Tape { get; init; } = TapePrecision.Full;

    /// <summary>What the devices are made of, to tell where their equations fail; nothing is told of devices that come from nowhere.</summary>
    internal DeviceSource? Source { get; init; }

    /// <summary>The length of an outer step in the device models' unit, ms.</summary>
    public double OuterStepMilliseconds => OuterStepSeconds * 1e3;

    /// <summary>How an outer step is integrated, and how finely.</summary>
    internal IntegratorChoice Integration => new(Integrator, OuterStepMilliseconds, MicroSteps, Tolerance);

    /// <summary>
    /// The outer steps that one launch goes through at most: about a tenth of a second of a processor's lane, and about a second of a small
    /// GPU, so that a signal is heard between two launches. Bits are the same however many they are.
    /// </summary>
    /// <param name="lanes">Batch elements times neurons.</param>
    public int StepsAtOnce(int lanes)
    {
        long microSteps = Math.Max(MicroSteps, LeastMicroSteps);
        return (int)Math.Clamp(Math.Min(MostOfLane / microSteps, MostOfLaunch / (microSteps * lanes)), 1, int.MaxValue);
    }

    /// <summary>Explicit Euler, for methods that go back through its micro-steps.</summary>
    /// <exception cref="BrunoException">The layer is integrated otherwise.</exception>
    public Euler<T, TDevice, TState, TMatrix> MicroStepped<T, TDevice, TState, TMatrix>()
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => Integrator == IntegratorKind.Euler
        ? Integration.Euler<T, TDevice, TState, TMatrix>(implicitSensitivity: false)
        : throw new BrunoException(
            ExitCode.Usage,
            $"The gradient method '{Gradient.Name}' goes back through the micro-steps of explicit Euler: use --integrator euler, or "
                + "--gradient exact, which differentiates any integrator.");
}
