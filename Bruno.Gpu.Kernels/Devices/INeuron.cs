using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A neuron that takes one step an outer step, written once over any scalar: values and derivatives, with respect to what a step
/// starts from and to up to four coefficients that may be trained, all evaluate the same lines. They never branch on a
/// number, so that vectors of neighbouring neurons can evaluate them. The value itself holds constants that are not trained.
/// </summary>
/// <typeparam name="TSelf">The neuron.</typeparam>
/// <typeparam name="TReal">The precision.</typeparam>
public interface INeuron<TSelf, TReal>
    where TSelf : struct, INeuron<TSelf, TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>Where a sequence starts.</summary>
    DeviceState<TReal> Initial { get; }

    /// <summary>Whether a neuron fires exactly at its threshold.</summary>
    bool FiresAtThreshold { get; }

    /// <summary>Whether a step's derivative with respect to the spike of the step before counts.</summary>
    bool FeelsSpikes { get; }

    /// <summary>Whether a step's drive acts on that step's potential.</summary>
    bool AnswersAtOnce { get; }

    /// <summary>The constants of one neuron of the layer.</summary>
    TSelf Of(int neuron);

    /// <summary>One step.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="spike">What the step before put out: 1 after a spike and 0 otherwise, or a value between.</param>
    /// <param name="drive">The drive: the input, plus R s of the step before where the layer is recurrent.</param>
    /// <param name="a">The first coefficient.</param>
    /// <param name="b">The second one; neurons that have fewer pay no heed to it.</param>
    /// <param name="c">The third one.</param>
    /// <param name="d">The fourth one.</param>
    DeviceState<TScalar> Step<TScalar>(
        DeviceState<TScalar> state, TScalar spike, TScalar drive, TScalar a, TScalar b, TScalar c, TScalar d)
        where TScalar : unmanaged, IScalar<TScalar, TReal>;

    /// <summary>By how much a state after a step exceeds the threshold.</summary>
    TScalar Excess<TScalar>(DeviceState<TScalar> state, TScalar a, TScalar b, TScalar c, TScalar d)
        where TScalar : unmanaged, IScalar<TScalar, TReal>;
}
