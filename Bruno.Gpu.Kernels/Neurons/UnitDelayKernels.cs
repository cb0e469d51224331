using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The passes of a layer that hands on each unit's signal late by a delay of its own, which may lie between whole steps:
/// <c>y(t) = sum over k of share(k) x(t - k)</c>, one thread a lane through all steps of a window. Sums over steps run from the last to
/// the first, and so have the same bits however time is cut.
/// </summary>
public static class UnitDelayKernels
{
    /// <summary>The delays of a pass, one thread a delay of a chip.</summary>
    /// <param name="element">Chip times delays plus delay.</param>
    /// <param name="program">What becomes of them.</param>
    /// <param name="delays">The trained delays.</param>
    /// <param name="xi">Standard normal numbers, [chips, delays]; not read where nothing deviates.</param>
    /// <param name="effective">Receives [chips, delays].</param>
    public static void Program<T>(Index1D element, DelayProgram<T> program, ArrayView<T> delays, ArrayView<T> xi, ArrayView<T> effective)
        where T : unmanaged, IReal<T>
    {
        T delay = program.Of(delays[element % (int)delays.Length]);
        effective[element] = program.Deviates ? program.Deviating(delay, xi[element]) : delay;
    }

    /// <summary>The forward pass.</summary>
    /// <param name="lane">Batch element times units plus unit.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="taps">Which steps count.</param>
    /// <param name="delays">The delays.</param>
    /// <param name="input">The signal from so many steps before the window as the longest delay has, to its end.</param>
    /// <param name="output">Receives the delayed signal.</param>
    public static void Forward<T>(
        Index1D lane, SequenceShape shape, DelayTaps<T> taps, UnitDelays<T> delays, Signal<T> input, ArrayView<T> output)
        where T : unmanaged, IReal<T>
    {
        T delay = delays.Of(lane, shape.Neurons);
        DelayShares<T> shares = taps.Of(delay);
        for (int step = 0; step < shape.Steps; ++step)
        {
            int now = (taps.Longest + step) * shape.Lanes + lane;
            T sum = taps.Share(delay, shares, shares.First) * input[now - shares.First * shape.Lanes];
            for (int late = taps.Next(shares.First); late <= shares.Last; late = taps.Next(late))
                sum += taps.Share(delay, shares, late) * input[now - late * shape.Lanes];
            output[step * shape.Lanes + lane] = sum;
        }
    }

    /// <summary>The adjoint of the input.</summary>
    /// <param name="lane">Batch element times units plus unit.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="taps">Which steps count.</param>
    /// <param name="delays">The delays.</param>
    /// <param name="adjoints">The adjoints of the output, to so many steps after the window as the longest delay has.</param>
    /// <param name="inputs">Receives the adjoints of the input.</param>
    public static void BackwardInput<T>(
        Index1D lane, SequenceShape shape, DelayTaps<T> taps, UnitDelays<T> delays, ArrayView<T> adjoints, ArrayView<T> inputs)
        where T : unmanaged, IReal<T>
    {
        T delay = delays.Of(lane, shape.Neurons);
        DelayShares<T> shares = taps.Of(delay);
        for (int step = 0; step < shape.Steps; ++step)
        {
            int now = step * shape.Lanes + lane;
            T sum = taps.Share(delay, shares, shares.First) * adjoints[now + shares.First * shape.Lanes];
            for (int late = taps.Next(shares.First); late <= shares.Last; late = taps.Next(late))
                sum += taps.Share(delay, shares, late) * adjoints[now + late * shape.Lanes];
            inputs[now] = sum;
        }
    }

    /// <summary>Adds a window to the derivative of the loss with respect to the delay of each lane.</summary>
    /// <param name="lane">Batch element times units plus unit.</param>
    /// <param name="shape">The shape of the window.</param>
    /// <param name="taps">Which steps count.</param>
    /// <param name="delays">The delays.</param>
    /// <param name="input">The signal as in the forward pass.</param>
    /// <param name="adjoints">The adjoints of the output.</param>
    /// <param name="gradients">The derivatives, an entry a lane.</param>
    public static void BackwardDelays<T>(
        Index1D lane, SequenceShape shape, DelayTaps<T> taps, UnitDelays<T> delays, Signal<T> input, ArrayView<T> adjoints,
        ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        T delay = delays.Of(lane, shape.Neurons), gradient = gradients[lane];
        DelayShares<T> shares = taps.Of(delay);
        for (int step = shape.Steps - 1; step >= 0; --step)
        {
            int now = (taps.Longest + step) * shape.Lanes + lane;
            T slope = T.From(0);
            for (int late = shares.First; late <= shares.Last; late = taps.Next(late))
                slope += taps.ShareSlope(delay, shares, late) * input[now - late * shape.Lanes];
            gradient += adjoints[step * shape.Lanes + lane] * slope;
        }

        gradients[lane] = gradient;
    }

    /// <summary>Adds the derivatives of all batch elements up, one thread a unit.</summary>
    public static void Sum<T>(Index1D unit, int units, int batch, ArrayView<T> ofLanes, ArrayView<T> gradients)
        where T : unmanaged, IReal<T>
    {
        T sum = gradients[unit];
        for (int element = 0; element < batch; ++element)
            sum += ofLanes[element * units + unit];
        gradients[unit] = sum;
    }
}
