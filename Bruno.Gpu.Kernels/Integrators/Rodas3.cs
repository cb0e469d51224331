using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Integrators;

/// <summary>
/// RODAS3, a Rosenbrock method of order three (Sandu, Verwer, Blom, Spee, Carmichael and Potra, Atmospheric Environment 31 (1997)
/// 3459), L-stable, with an embedded one of order two that is L-stable as well: four solutions of one linear system and three
/// evaluations of the rates f, of which the first is the one that comes with their derivative J. With W = 1 - h J / 2,
/// <code>
/// W K1 = h/2 f(x)                                W K2 = h/2 f(x) + 2 K1
/// W K3 = h/2 f(x + 2 K1) + (K1 - K2) / 2         W K4 = h/2 f(x + 2 K1 + K3) + (K1 - K2 - 8/3 K3) / 2
/// x &lt;- x + 2 K1 + K3 + K4
/// </code>
/// and K4 is the difference to the embedded method, the estimate of the error. Where a bound holds a variable, its row of f and J is 0.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="current">The current, nA.</param>
/// <param name="scale">The units of f, J and K.</param>
public readonly struct Rodas3<TReal, TDevice, TState, TMatrix>(TDevice device, TReal current, StateScale<TReal, TState> scale)
    where TReal : unmanaged, IReal<TReal>
    where TDevice : unmanaged, IDevice<TDevice, TReal, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, TReal>
    where TMatrix : unmanaged, IMatrix<TMatrix, TReal, TState>
{
    private readonly TDevice device = device;
    private readonly TReal current = current;
    private readonly StateScale<TReal, TState> scale = scale;

    /// <summary>Tries a step.</summary>
    /// <param name="start">Where it begins, with the rates there.</param>
    /// <param name="h">Its length, ms.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public StepTrial<TState> Try(FreeRates<TReal, TState, TMatrix> start, TReal h)
    {
        TReal half = TReal.From(0.5), two = TReal.From(2), length = half * h;
        LinearSystem<TReal, TState, TMatrix> system = new(TMatrix.Diagonal(TReal.From(1)) - length * start.Jacobian);
        TState first = system.Of(length * start.Rates), difference = two * system.Of(first);
        TState change = two * first;
        TState third = system.Of(TState.WeightedSum(length, RatesAfter(start, change), -half, difference));
        change += third;
        TState last = system.Of(
            TState.WeightedSum(length, RatesAfter(start, change), -half, difference) - TReal.From(4.0 / 3) * third);
        return new(start.State + scale.FromRanges(change + last), last);
    }

    private TState RatesAfter(FreeRates<TReal, TState, TMatrix> start, TState change) => start.Free * scale.ToRanges(
        device.Rates(Clip.Value(start.State + scale.FromRanges(change), device.Lower, device.Upper), current));
}
