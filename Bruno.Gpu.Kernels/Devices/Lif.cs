using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// The current-based leaky integrate-and-fire neuron, one step an outer step, dimensionless:
/// <code>
/// V &lt;- V - hold(V s)                 reset by the spike of the step before; V s has no derivative at all
/// V &lt;- alpha V + (1 - alpha) I       with the I of the step before
/// I &lt;- beta I + (1 - beta) x
/// s  = [V >= threshold]
/// </code>
/// x is the drive: the input, plus R s of the step before for a recurrent layer. The state's internal variable is I.
/// </summary>
public static class Lif
{
    /// <summary>The smallest decay that training may reach; larger ones are clamped to <see cref="LargestDecay"/>.</summary>
    public const double SmallestDecay = 0.5;

    /// <summary>The largest decay that training may reach.</summary>
    public const double LargestDecay = 1.0;

    /// <summary>One step; <paramref name="spike"/> is 1 after a spike and 0 otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DeviceState<TScalar> Step<TScalar, TReal>(
        DeviceState<TScalar> state, TReal spike, TScalar drive, TScalar alpha, TScalar beta)
        where TScalar : unmanaged, IScalar<TScalar, TReal>
        where TReal : unmanaged, IReal<TReal>
    {
        TScalar one = TScalar.Constant(TReal.From(1));
        TScalar kept = state.Potential - TScalar.Hold(TScalar.Scale(spike, state.Potential));
        TScalar potential = alpha * kept + (one - alpha) * state.Internal;
        TScalar current = beta * state.Internal + (one - beta) * drive;
        return new(potential, current);
    }

    /// <summary>A decay as the equations use it: clamped to its range.</summary>
    public static TReal ClampDecay<TReal>(TReal decay)
        where TReal : unmanaged, IReal<TReal>
    {
        TReal smallest = TReal.From(SmallestDecay), largest = TReal.From(LargestDecay);
        return decay < smallest ? smallest : decay > largest ? largest : decay;
    }

    /// <summary>Whether the clamp passes the gradient on: 1 on its range, bounds included, 0 outside.</summary>
    public static TReal ClampGate<TReal>(TReal decay)
        where TReal : unmanaged, IReal<TReal> =>
        decay < TReal.From(SmallestDecay) || decay > TReal.From(LargestDecay) ? TReal.From(0) : TReal.From(1);
}
