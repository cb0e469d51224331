using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>
/// A transmission delay: what the layer before puts out arrives later. Without <see cref="Delays"/>, delays are whole outer steps, may
/// differ from unit to unit and are not trained; a checkpoint holds them, the settings are what all begin with.
/// </summary>
public sealed record DelayLayerConfiguration : LayerConfiguration, IValidated
{
    private const int UsualSteps = 1;

    /// <summary>The longest delay, outer steps, with which every unit begins; as many steps of the signal are kept.</summary>
    [Number(From = 0, To = 1e6)]
    public int Steps { get; init; } = UsualSteps;

    /// <summary>A delay of its own for each unit, which may be trained, in place of <see cref="Steps"/>; the output is made of real values then.</summary>
    public DelayConfiguration? Delays { get; init; }

    /// <inheritdoc/>
    public override DelayConfiguration? OwnDelays => Delays;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Trainable => Delays is { Trained: true } ? [Parameter.Delays] : [];

    /// <inheritdoc/>
    internal override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        RequireNoTraces(stack, assembly.Layer);
        int units = stack.Units;
        bool isSpiking = stack.IsSpiking;
        string name = stack.NextName("delay");
        if (Delays?.In(assembly.Training) is { } own)
        {
            Parameter trained = own.Declare(stack.Layout, name, [units], own.Initial(assembly.Random, units));
            stack.Add(units, context => new UnitDelayLayer<T>(name, trained, own, assembly.Layer, isSpiking, context), isSpiking: false);
            return;
        }

        Parameter delays = stack.Layout.Declare($"{name}.steps", [units], () => [.. Enumerable.Repeat((double)Steps, units)], isTrained: false);
        stack.Add(units, context => new TransmissionDelayLayer<T>(name, delays, Steps, isSpiking, context), isSpiking);
    }

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Delays is not null && Steps != UsualSteps)
            yield return new("steps", "is of a delay that is the same for all units: leave it out, or leave delays out");
    }

    /// <inheritdoc/>
    public override LayerConfiguration WithoutDeviations() => this with { Delays = Delays?.WithoutDeviation() };

    /// <summary>A delay of whole outer steps cannot be spread over more.</summary>
    /// <exception cref="BrunoException">There is more than one.</exception>
    public override LayerConfiguration Unrolled(int n) => n == 1 ? this : throw WholeSteps();

    /// <summary>What says that delays last whole outer steps.</summary>
    internal static BrunoException WholeSteps() => new(
        ExitCode.Usage,
        "A delay lasts whole outer steps: bptt-full, which runs the whole network at the micro-step, does not go with it. Use another gradient method.");

    /// <exception cref="BrunoException">The gradient method carries traces forwards.</exception>
    internal static void RequireNoTraces<T>(LayerStack<T> stack, int layer)
        where T : unmanaged, IReal<T>
    {
        if (stack.Routes.IsOnline)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"Eligibility traces (eprop) do not go through a delay (layer {layer}): leave it out, or use another gradient method.");
        }
    }
}
