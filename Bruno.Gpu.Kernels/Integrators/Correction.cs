using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>What exprb32 adds to a predicted step, from the rates at its end; see <see cref="AdaptiveRosenbrock{TReal}"/>.</summary>
public readonly struct Correction<TReal>
    where TReal : unmanaged, IReal<TReal>
{
    /// <summary>What is added to P.</summary>
    public readonly TReal Internal;

    /// <summary>What is added to the slow coordinate y, V.</summary>
    public readonly TReal Drift;

    /// <summary>The correction of a step of length h.</summary>
    /// <param name="dynamics">The dynamics at its start.</param>
    /// <param name="predicted">Its prediction.</param>
    /// <param name="rates">The rates at the predicted state.</param>
    /// <param name="h">Its length, ms.</param>
    /// <param name="isHeld">Whether V cannot move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Correction(SplitDynamics<TReal> dynamics, Increment<TReal> predicted, DeviceState<TReal> rates, TReal h, bool isHeld)
    {
        TReal internalRest = rates.Internal - dynamics.InternalRate - dynamics.Stiff * predicted.Internal
            - h * dynamics.Coupling * dynamics.Drift;
        TReal driftRest = isHeld
            ? TReal.From(0)
            : rates.Potential - dynamics.Slope * rates.Internal - dynamics.Drift - dynamics.Slow * predicted.Drift
                - dynamics.Feedback * predicted.Internal;
        Internal = TReal.From(2) * h * predicted.Phi3 * internalRest;
        Drift = h * driftRest / (TReal.From(3) + TReal.From(0.75) * h * TReal.Abs(dynamics.Slow));
    }

    /// <summary>The estimate of the step's error, V.</summary>
    /// <param name="weight">Volts per unit of P.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TReal Error(TReal weight) => weight * TReal.Abs(Internal) + TReal.Abs(Drift);
}
