using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>
/// One step of the adjoint recursion of a LIF neuron: the adjoints of its new state times the derivatives of
/// <see cref="Lif.Step"/>, which come from evaluating it with dual numbers.
/// </summary>
public static class LifDifferentiation
{
    /// <summary>Adjoints of potential, synaptic current and drive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Partials<T> ByState<T>(
        DeviceState<T> state, T spike, T drive, T alpha, T beta, T potentialAdjoint, T currentAdjoint)
        where T : unmanaged, IReal<T> =>
        Pullback(JacobianByState(state, spike, drive, alpha, beta), potentialAdjoint, currentAdjoint);

    /// <summary>
    /// Takes a lane's adjoints from after a step to before it, adds to its shares of the gradients of the decays, and
    /// returns the adjoint of the drive.
    /// </summary>
    /// <param name="before">The state before the step.</param>
    /// <param name="spike">1 after a spike in the step before, 0 otherwise.</param>
    /// <param name="drive">The drive of the step.</param>
    /// <param name="alpha">The decay of the potential.</param>
    /// <param name="beta">The decay of the synaptic current.</param>
    /// <param name="carries">As for <see cref="LifBackwardKernel"/>.</param>
    /// <param name="potential">The adjoint of the potential, the spike's share included.</param>
    /// <param name="current">The adjoint of the synaptic current.</param>
    /// <param name="alphaGradient">The gradient of alpha.</param>
    /// <param name="betaGradient">The gradient of beta.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T StepBackward<T>(
        DeviceState<T> before, T spike, T drive, T alpha, T beta, int carries,
        ref T potential, ref T current, ref T alphaGradient, ref T betaGradient)
        where T : unmanaged, IReal<T>
    {
        AddToDecays(before, spike, drive, alpha, beta, potential, current, ref alphaGradient, ref betaGradient);
        T zero = T.From(0);
        Jacobian<T> jacobian = JacobianByState(before, spike, drive, alpha, beta);
        Partials<T> byState = Pullback(jacobian, potential, current);
        current = carries != 0 ? byState.ByInternal : Pullback(jacobian, potential, zero).ByInternal;
        potential = carries != 0 ? byState.ByPotential : zero;
        return byState.ByInput;
    }

    /// <summary>Adds a step's share to the gradients of alpha and beta.</summary>
    // Dual numbers have a place for each of three variables; here alpha and beta take those of potential and internal variable.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddToDecays<T>(
        DeviceState<T> state, T spike, T drive, T alpha, T beta, T potentialAdjoint, T currentAdjoint, ref T alphaGradient, ref T betaGradient)
        where T : unmanaged, IReal<T>
    {
        T zero = T.From(0), one = T.From(1);
        Jacobian<T> jacobian = Differentiate(
            new(state.Potential, zero, zero, zero),
            new(state.Internal, zero, zero, zero),
            new(drive, zero, zero, zero),
            new(alpha, one, zero, zero),
            new(beta, zero, one, zero),
            spike);
        Partials<T> byDecays = Pullback(jacobian, potentialAdjoint, currentAdjoint);
        alphaGradient += byDecays.ByPotential;
        betaGradient += byDecays.ByInternal;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Jacobian<T> JacobianByState<T>(DeviceState<T> state, T spike, T drive, T alpha, T beta)
        where T : unmanaged, IReal<T>
    {
        T zero = T.From(0), one = T.From(1);
        return Differentiate(
            new(state.Potential, one, zero, zero),
            new(state.Internal, zero, one, zero),
            new(drive, zero, zero, one),
            new(alpha, zero, zero, zero),
            new(beta, zero, zero, zero),
            spike);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Jacobian<T> Differentiate<T>(
        Dual<T, Held> potential, Dual<T, Held> current, Dual<T, Held> drive, Dual<T, Held> alpha, Dual<T, Held> beta, T spike)
        where T : unmanaged, IReal<T>
    {
        DeviceState<Dual<T, Held>> after = Lif.Step(
            new DeviceState<Dual<T, Held>>(potential, current), spike, drive, alpha, beta);
        Dual<T, Held> newPotential = after.Potential, newCurrent = after.Internal;
        return new(newPotential.Partials, newCurrent.Partials);
    }

    /// <summary>The adjoints of what a step reads, from those of what it makes: their product with its Jacobian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Partials<T> Pullback<T>(Jacobian<T> jacobian, T potentialAdjoint, T currentAdjoint)
        where T : unmanaged, IReal<T>
    {
        Partials<T> potential = jacobian.Potential, current = jacobian.Internal;
        return potentialAdjoint * potential + currentAdjoint * current;
    }
}
