using System.Globalization;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Devices;

/// <summary>Finds out why a state is no longer finite: goes through an outer step on the host, from the last state that was, until a rate is not.</summary>
internal static class RateDiagnosis
{
    private const int MicroSteps = 1000;

    /// <summary>What is wrong with a device's equations in an outer step.</summary>
    /// <param name="source">What the device was made of.</param>
    /// <param name="device">The device.</param>
    /// <param name="before">The last finite state.</param>
    /// <param name="current">The current from there on, nA, finite.</param>
    /// <param name="milliseconds">How long the step is.</param>
    /// <param name="where">Which device and when, as the end of a sentence.</param>
    public static RateFaultException Explain<T, TDevice, TState, TMatrix>(
        DeviceSource source, TDevice device, TState before, T current, double milliseconds, string where)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        TState state = before;
        T step = T.From(milliseconds / MicroSteps);
        int? lost = null;
        for (int micro = 0; micro < MicroSteps && lost is null; ++micro)
        {
            TState rates = device.Rates(state, current);
            lost = NotFinite<T, TState>(rates) ?? OfDerivatives<T, TState, TMatrix>(device.Differentiate<Kept>(state, current));
            if (lost is null)
                state = Clip.Value(state + step * rates, device.Lower, device.Upper);
        }

        // What another integrator came upon may lie between these steps.
        if (lost is null)
            state = before;
        double[] shown = [.. source.Model.Variables.Select((variable, i) => variable.Scale * T.ToDouble(state[i]))];
        double ampere = 1e-9 * T.ToDouble(current);
        string values = string.Join(", ", source.Model.Variables.Select((variable, i) => $"{variable.Symbol} = {Number(shown[i])} {variable.Unit}".TrimEnd()));
        string at = $"at {values}, with a current of {Number(ampere)} A, {where}";
        if (source.Model.Explain(source.Overrides, shown, ampere, at) is { } explained)
            return new(explained);
        string what = lost is int variable ? $"the rate of {source.Model.Variables[variable].Symbol} or a derivative of it is not a finite number" : "a step leads to a state that is not a finite number";
        string hint = typeof(T) == typeof(Float32) ? " It may be beyond what 32 bits hold: try --precision double." : "";
        return new($"{source.Model.Name}: {what} {at}.{hint}");
    }

    private static int? OfDerivatives<T, TState, TMatrix>(RateDerivatives<T, TState, TMatrix> rates)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => Enumerable.Range(0, TState.Count)
            .Select(by => NotFinite<T, TState>(rates.ByState[by])).FirstOrDefault(of => of is not null);

    private static int? NotFinite<T, TState>(TState numbers)
        where T : unmanaged, IReal<T>
        where TState : unmanaged, INumbers<TState, T>
    {
        for (int i = 0; i < TState.Count; ++i)
        {
            if (!double.IsFinite(T.ToDouble(numbers[i])))
                return i;
        }

        return null;
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
