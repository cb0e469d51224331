using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// The gradient of a parameter of devices: the recursion of <see cref="DeviceBackwardKernel"/> once more, on devices that are seen by
/// the parameter. With a the adjoint of the state after a step, dx/dp the derivative of the step by the parameter, and the loss
/// reading s = surrogate(x) with the excess x,
/// <code>dL/dp = sum over steps of a dx/dp + dL/ds surrogate' dx/dp,   dx/dp that of the reset state in a step after a spike</code>
/// and the adjoint of the start times its derivative. The adjoints of spikes are read only: it goes before the pass that turns them
/// into those of the input. Adjoints of states it carries itself, so that they have the same bits however time is cut, also where the
/// layer's own pass comes to them by another order of sums.
/// </summary>
public static class ParameterBackwardKernel
{
    /// <summary>Adds a window, the last step first.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="sequence">Devices, input and stored states.</param>
    /// <param name="linearisation">The derivative of an outer step.</param>
    /// <param name="carries">1: adjoints pass from a step to the one before; 0: that route is dropped.</param>
    /// <param name="stores">1: the adjoints before the window are stored; 0: those after it stay, for another parameter.</param>
    /// <param name="adjoints">As they are before the backward pass of the window; those that are carried are its own.</param>
    /// <param name="shares">The lanes' shares of the gradient, [batch, neurons]; it adds to them.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run<TReal, TSeen, TState, TMatrix, TLinearisation>(
        Index1D lane,
        DeviceSequence<TReal, TSeen> sequence,
        TLinearisation linearisation,
        int carries,
        int stores,
        DeviceAdjoints<TReal> adjoints,
        ArrayView<TReal> shares)
        where TReal : unmanaged, IReal<TReal>
        where TSeen : unmanaged, ISeenByParameter<TSeen, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
        where TLinearisation : struct, ILinearisation<TSeen, TReal, TState, TMatrix>
    {
        int lanes = sequence.Shape.Lanes;
        Surrogate<TReal> surrogate = adjoints.Surrogate;
        ArrayView<TReal> ofSpikes = adjoints.Spikes;
        StateAdjoints<TReal> ofStates = adjoints.States;
        DeviceTape<TReal> carried = adjoints.Carried;
        UndersampledTape<TReal> tape = sequence.Tape;
        TSeen device = sequence.DeviceOf(lane);
        TReal share = shares[lane];
        TState adjoint = carried.At<TState>(lane);
        for (int step = sequence.Shape.Steps - 1; step >= 0; --step)
        {
            int index = step * lanes + lane;
            TState after = tape.At<TState>(index + lanes), before = tape.At<TState>(index);
            TReal signal = Adjoint.Times(surrogate.Derivative(device.Excess(after)), ofSpikes[index]);
            TState read = ofStates.AddTo(Adjoint.Each<TReal, TState>(TState.All(signal), device.ExcessGradient(after)), index);
            share += TMatrix.Dot(read, device.Motion(after)) + Adjoint.Times(signal, device.ExcessTangent(after));
            adjoint += read;

            if (device.Fires(before))
            {
                share += TMatrix.Dot(adjoint, device.ResetTangent(before));
                adjoint = device.ResetDerivative(before).Pull(adjoint);
            }
            else
            {
                Jacobian<TReal, TState, TMatrix> j = linearisation.Linearise(device, before, sequence.CurrentAt(index), index);
                share += TMatrix.Dot(adjoint, j.ByInput);
                adjoint = j.ByState.Pull(adjoint);
            }

            if (carries == 0)
                adjoint = TState.All(TReal.From(0));
        }

        shares[lane] = share;
        if (stores != 0)
            carried.Store(lane, adjoint);
    }

    /// <summary>Adds what comes through the start.</summary>
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="neurons">Neurons of the layer.</param>
    /// <param name="devices">The devices.</param>
    /// <param name="adjoints">With respect to the start.</param>
    /// <param name="shares">The lanes' shares of the gradient, [batch, neurons]; it adds to them.</param>
    public static void Start<TReal, TSeen, TState, TMatrix>(
        Index1D lane, int neurons, ParameterView<TSeen> devices, DeviceTape<TReal> adjoints,
        ArrayView<TReal> shares)
        where TReal : unmanaged, IReal<TReal>
        where TSeen : unmanaged, ISeenByParameter<TSeen, TReal, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, TReal>
        where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
    {
        shares[lane] += TMatrix.Dot(adjoints.At<TState>(lane), devices.OfLane(lane, neurons).InitialTangent);
    }
}
