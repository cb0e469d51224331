using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Layers;

/// <summary>
/// A transmission delay: what the layer before puts out arrives whole outer steps later. Delays may differ from unit to unit and
/// are not trained; a checkpoint holds them, the settings are what all begin with.
/// </summary>
public sealed record DelayLayerConfiguration : LayerConfiguration
{
    /// <summary>The longest delay, outer steps, with which every unit begins; as many steps of the signal are kept.</summary>
    [Number(From = 0, To = 1e6)]
    public int Steps { get; init; } = 1;

    /// <inheritdoc/>
    public override void AddTo<T>(LayerStack<T> stack, LayerAssembly assembly)
    {
        if (stack.Routes.IsOnline)
        {
            throw new BrunoException(
                ExitCode.Usage,
                $"Eligibility traces (eprop) do not go through a delay (layer {assembly.Layer}): leave it out, or use another gradient method.");
        }

        int units = stack.Units;
        bool isSpiking = stack.IsSpiking;
        string name = stack.NextName("delay");
        Parameter delays = stack.Layout.Declare($"{name}.steps", [units], () => [.. Enumerable.Repeat((double)Steps, units)], isTrained: false);
        stack.Add(units, context => new TransmissionDelayLayer<T>(name, delays, Steps, isSpiking, context), isSpiking);
    }

    /// <summary>A delay of whole outer steps cannot be spread over more.</summary>
    /// <exception cref="BrunoException">There is more than one.</exception>
    public override LayerConfiguration Unrolled(int n) => n == 1 ? this : throw new BrunoException(
        ExitCode.Usage,
        "A delay lasts whole outer steps: bptt-full, which runs the whole network at the micro-step, does not go with it. Use another gradient method.");
}
