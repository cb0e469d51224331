using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A compact model of a spiking device, written once: its differential equations, its bounds and its spike-and-reset rule. Forward
/// values, coarse linearisations and exact sensitivities all evaluate the same lines: a model has its rates generic over the scalar,
/// and derivatives are what comes of evaluating them with dual numbers (<see cref="RateDifferentiation"/>). The value itself holds the
/// constants of one device, in the internal units ms, V, nA, pF and pC, which keep float32 far from its limits. The first variable of a
/// state is the membrane potential, V; the others are the model's own.
/// </summary>
/// <typeparam name="TSelf">The model.</typeparam>
/// <typeparam name="TReal">The precision it is evaluated in.</typeparam>
/// <typeparam name="TState">A state, a number a variable.</typeparam>
/// <typeparam name="TMatrix">The derivative of a state by a state.</typeparam>
public interface IDevice<TSelf, TReal, TState, TMatrix>
    where TSelf : unmanaged, IDevice<TSelf, TReal, TState, TMatrix>
    where TReal : unmanaged, IReal<TReal>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    /// <summary>
    /// Whether it fires where its potential reaches a threshold from below, so that its excess is the potential less that. The
    /// exponential integrators are for such devices with one internal variable.
    /// </summary>
    static abstract bool FiresByPotential { get; }

    /// <summary>How many quantities there are besides the state that are shown.</summary>
    static abstract int Observables { get; }

    /// <summary>Where a fresh device starts.</summary>
    TState Initial { get; }

    /// <summary>The smallest state; every step is clipped to it.</summary>
    TState Lower { get; }

    /// <summary>The largest state; every step is clipped to it.</summary>
    TState Upper { get; }

    /// <summary>Where a device is for the whole outer step after a spike in this state.</summary>
    TState Reset(TState before);

    /// <summary>The derivative of that by the state; 0 where nothing of it is kept.</summary>
    TMatrix ResetDerivative(TState before);

    /// <summary>Whether a device in this state fires.</summary>
    bool Fires(TState state);

    /// <summary>By how much a state is beyond where it fires, for a surrogate gradient; V where the potential fires.</summary>
    TReal Excess(TState state);

    /// <summary>The derivative of the excess by the state.</summary>
    TState ExcessGradient(TState state);

    /// <summary>The time derivative of the state, per ms, at an input current in nA.</summary>
    TState Rates(TState state, TReal current);

    /// <summary>The same with its derivatives by state and current; <typeparamref name="THold"/> says what is held.</summary>
    RateDerivatives<TReal, TState, TMatrix> Differentiate<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy;

    /// <summary>The same with derivatives by the state alone, those by the current 0: less work, and all that a step needs.</summary>
    RateDerivatives<TReal, TState, TMatrix> DifferentiateByState<THold>(TState state, TReal current)
        where THold : unmanaged, IHoldPolicy;

    /// <summary>One of the quantities that are shown, in internal units.</summary>
    TReal Observable(int index, TState state, TReal current);
}
