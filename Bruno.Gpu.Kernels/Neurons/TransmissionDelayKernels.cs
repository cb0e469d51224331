using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The passes of a layer that hands on each unit's signal some whole outer steps late, one thread a lane through all steps of a
/// window. What lies before the window, and the adjoints of what lies after it, are kept for as many steps as the longest delay has.
/// </summary>
public static class TransmissionDelayKernels
{
    /// <summary>The forward pass.</summary>
    /// <param name="lane">Batch element times units plus unit.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="longest">Steps of the longest delay.</param>
    /// <param name="delays">The delay of each unit, whole steps.</param>
    /// <param name="input">The signal, [steps, batch, units].</param>
    /// <param name="past">The signal of the steps before the window, [longest, batch, units]; receives that before the next.</param>
    /// <param name="output">Receives the delayed signal.</param>
    public static void Forward<TReal>(
        Index1D lane, SequenceShape shape, int longest, ArrayView<TReal> delays, Signal<TReal> input, Signal<TReal> past, Signal<TReal> output)
        where TReal : unmanaged, IReal<TReal>
    {
        int delay = Steps(delays[lane % shape.Neurons], longest);
        for (int step = 0; step < shape.Steps; ++step)
            Copy(input, past, step - delay, longest, output, step, shape.Lanes, lane);
        for (int step = 0; step < longest; ++step)
            Copy(input, past, shape.Steps - longest + step, longest, past, step, shape.Lanes, lane);
    }

    /// <summary>The backward pass.</summary>
    /// <param name="lane">Batch element times units plus unit.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="longest">Steps of the longest delay.</param>
    /// <param name="delays">The delay of each unit, whole steps.</param>
    /// <param name="adjoints">The adjoints of the output.</param>
    /// <param name="future">Those of the steps after the window, [longest, batch, units]; receives those after the window before.</param>
    /// <param name="inputs">Receives the adjoints of the input.</param>
    public static void Backward<TReal>(
        Index1D lane, SequenceShape shape, int longest, ArrayView<TReal> delays, ArrayView<TReal> adjoints, ArrayView<TReal> future,
        ArrayView<TReal> inputs)
        where TReal : unmanaged, IReal<TReal>
    {
        int lanes = shape.Lanes, delay = Steps(delays[lane % shape.Neurons], longest);
        for (int step = 0; step < shape.Steps; ++step)
        {
            int target = step + delay;
            inputs[step * lanes + lane] = target < shape.Steps
                ? adjoints[target * lanes + lane]
                : future[(target - shape.Steps) * lanes + lane];
        }

        for (int step = longest - 1; step >= 0; --step)
            future[step * lanes + lane] = step < shape.Steps ? adjoints[step * lanes + lane] : future[(step - shape.Steps) * lanes + lane];
    }

    /// <summary>A delay as an integer; none longer than the longest, and none negative.</summary>
    private static int Steps<TReal>(TReal delay, int longest)
        where TReal : unmanaged, IReal<TReal>
    {
        int steps = 0;
        while (steps < longest && TReal.From(steps) < delay)
            ++steps;
        return steps;
    }

    private static void Copy<TReal>(
        Signal<TReal> input, Signal<TReal> past, int from, int longest, Signal<TReal> target, int to, int lanes, int lane)
        where TReal : unmanaged, IReal<TReal>
    {
        int source = (from < 0 ? longest + from : from) * lanes + lane, place = to * lanes + lane;
        if (input.Spikes.Length > 0)
        {
            ArrayView<Spike> spikes = target.Spikes;
            spikes[place] = from < 0 ? past.Spikes[source] : input.Spikes[source];
        }
        else
        {
            ArrayView<TReal> values = target.Values;
            values[place] = from < 0 ? past.Values[source] : input.Values[source];
        }
    }
}
