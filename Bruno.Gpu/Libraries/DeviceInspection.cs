using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Models.Checks;

namespace Bruno.Gpu.Libraries;

/// <summary>What is wrong with a device that a library makes, by looking at the device itself: what it is made of, its bounds, its derivatives.</summary>
/// <param name="model">Its model.</param>
internal sealed class DeviceInspection(IDeviceModel model) : IDeviceUse<Float64, IReadOnlyList<string>>
{
    private const int Points = 64;

    public IReadOnlyList<string> With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
    {
        string type = typeof(TDevice).Name.Split('`')[0];
        if (devices.Length != 1)
            return [$"of one set of parameters it makes {devices.Length} devices"];
        if (!typeof(TDevice).IsVisible)
            return [$"the struct {type} is not public: kernels cannot see it"];
        if (FlatStruct.FaultOf<TDevice>() is { } field)
            return [$"the struct {type} cannot be sent to a compute device: {field}"];
        if (model.Variables.Count != TState.Count)
            return [$"it names {model.Variables.Count} variables, and its states have {TState.Count}"];
        if (model.Observables.Count != TDevice.Observables)
            return [$"it names {model.Observables.Count} observables, and its devices have {TDevice.Observables}"];
        DeviceEquations<TDevice, TState, TMatrix> equations = new(model, devices[0]);
        string[] bounds = [.. FaultsOfBounds(equations)];
        return bounds.Length > 0 ? bounds : [.. FaultsOfSpikes<TDevice, TState, TMatrix>(devices[0], equations), .. FaultsOfDerivatives<TDevice, TState, TMatrix>(devices[0], equations)];
    }

    private static IEnumerable<string> FaultsOfBounds(IDeviceEquations equations)
    {
        double[] low = equations.Lower, high = equations.Upper, initial = equations.Initial, reset = equations.Reset(initial);
        for (int i = 0; i < low.Length; ++i)
        {
            ShownQuantity variable = equations.Variables[i];
            if (!double.IsFinite(low[i]) || !double.IsFinite(high[i]) || low[i] >= high[i])
                yield return $"the bounds of {variable.Name}, {Number(low[i])} and {Number(high[i])}, leave no room";
            else if (!(initial[i] >= low[i] && initial[i] <= high[i]))
                yield return $"{variable.Name} starts at {Number(initial[i])}, which is not between its bounds, {Number(low[i])} and {Number(high[i])}";
            else if (!(reset[i] >= low[i] && reset[i] <= high[i]))
                yield return $"a spike puts {variable.Name} to {Number(reset[i])}, which is not between its bounds, {Number(low[i])} and {Number(high[i])}";
        }
    }

    /// <summary>A device fires where its excess is above 0; on 0 itself it may or may not.</summary>
    private static IEnumerable<string> FaultsOfSpikes<TDevice, TState, TMatrix>(TDevice device, DeviceEquations<TDevice, TState, TMatrix> equations)
        where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
    {
        if (device.Fires(device.Initial))
            yield return "it fires as it starts";
        foreach (StatePoint point in new StateBox(equations).Inside(Points))
        {
            TState state = DeviceEquations<TDevice, TState, TMatrix>.StateOf(point.State);
            double excess = Float64.ToDouble(device.Excess(state));
            if (excess != 0 && device.Fires(state) != excess > 0)
            {
                yield return $"Fires says {(device.Fires(state) ? "yes" : "no")} where Excess is {Number(excess)}: {Describe(equations, point)}";
                yield break;
            }
        }
    }

    private static IEnumerable<string> FaultsOfDerivatives<TDevice, TState, TMatrix>(TDevice device, DeviceEquations<TDevice, TState, TMatrix> equations)
        where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
    {
        string[] variables = [.. equations.Variables.Select(variable => variable.Symbol)];
        DerivativeCheck check = new(equations);
        check.Add([.. variables.Select(name => $"the rate of {name} (Differentiate)")], equations.Rates, equations.Jacobian);
        check.Add(
            ["the excess (ExcessGradient)"], (state, _) => [Float64.ToDouble(device.Excess(StateOf(state)))],
            (state, _) => Table(1, TState.Count, (_, by) => device.ExcessGradient(StateOf(state))[by]));
        check.Add(
            [.. variables.Select(name => $"the reset of {name} (ResetDerivative)")], (state, _) => equations.Reset(state),
            (state, _) => Table(TState.Count, TState.Count, (of, by) => device.ResetDerivative(StateOf(state))[by][of]));
        foreach (DeviatingDerivative wrong in check.Found.Deviating.DistinctBy(wrong => (wrong.Of, wrong.By)))
            yield return $"the derivative of {wrong.Of} by {wrong.By} is {Number(wrong.Derivative)}, differences say {Number(wrong.Difference)}: {Describe(equations, wrong.Point)}";
        if (DifferentWays<TDevice, TState, TMatrix>(device, equations) is { } difference)
            yield return difference;

        static TState StateOf(IReadOnlyList<double> state) => DeviceEquations<TDevice, TState, TMatrix>.StateOf(state);
    }

    /// <summary>Rates with and without derivatives are the same, and so are the derivatives by the state in both methods.</summary>
    private static string? DifferentWays<TDevice, TState, TMatrix>(TDevice device, DeviceEquations<TDevice, TState, TMatrix> equations)
        where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
    {
        foreach (StatePoint point in new StateBox(equations).Inside(Points))
        {
            TState state = DeviceEquations<TDevice, TState, TMatrix>.StateOf(point.State);
            Float64 current = Float64.From(point.Input);
            RateDerivatives<Float64, TState, TMatrix> all = device.Differentiate<Kept>(state, current), byState = device.DifferentiateByState<Kept>(state, current);
            TState rates = device.Rates(state, current);
            for (int of = 0; of < TState.Count; ++of)
            {
                if (Differ(rates[of], all.Rates[of]) || Differ(rates[of], byState.Rates[of]))
                    return $"Rates and the rates of Differentiate and DifferentiateByState are not the same: {Describe(equations, point)}";
                for (int by = 0; by < TState.Count; ++by)
                {
                    if (Differ(all.ByState[by][of], byState.ByState[by][of]))
                        return $"Differentiate and DifferentiateByState are not the same: {Describe(equations, point)}";
                }
            }
        }

        return null;
    }

    private static bool Differ(Float64 left, Float64 right)
    {
        double one = Float64.ToDouble(left), other = Float64.ToDouble(right);
        return double.IsFinite(one) && double.IsFinite(other) && Math.Abs(one - other) > 1e-9 * Math.Max(Math.Abs(one), Math.Abs(other));
    }

    /// <summary>Derivatives by the variables; nothing here depends on the input.</summary>
    private static double[,] Table(int rows, int variables, Func<int, int, Float64> derivative)
    {
        double[,] table = new double[rows, variables + 1];
        for (int of = 0; of < rows; ++of)
        {
            for (int by = 0; by < variables; ++by)
                table[of, by] = Float64.ToDouble(derivative(of, by));
        }

        return table;
    }

    private static string Describe(IDeviceEquations equations, StatePoint point) => string.Join(
        ", ", equations.Variables.Select((variable, i) => $"{variable.Symbol} = {Number(point.State[i] * variable.Scale)} {variable.Unit}".TrimEnd()).Append($"I = {Number(point.Input)} nA"));

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
