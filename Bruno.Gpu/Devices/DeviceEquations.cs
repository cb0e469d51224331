using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Devices;

/// <summary>The equations of a device that the program can run, in the units of devices: V, nA and what the model's variables have.</summary>
/// <param name="model">The model.</param>
/// <param name="device">The device.</param>
internal sealed class DeviceEquations<TDevice, TState, TMatrix>(IDeviceModel model, TDevice device) : IDeviceEquations
    where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, Float64>
    where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
{
    /// <summary>Currents of neurons, nA: the range that a text has where it says nothing.</summary>
    private const double UsualCurrent = 10;

    private const double MillisecondsPerSecond = 1e3;

    /// <inheritdoc/>
    public IReadOnlyList<ShownQuantity> Variables { get; } = model.Variables;

    /// <inheritdoc/>
    public ShownQuantity Input { get; } = new("input_current", "I", "nA", 1);

    /// <inheritdoc/>
    public (double Low, double High) InputRange => (-UsualCurrent, UsualCurrent);

    /// <inheritdoc/>
    public double[] Initial => Numbers(device.Initial);

    /// <inheritdoc/>
    public double[] Lower => Numbers(device.Lower);

    /// <inheritdoc/>
    public double[] Upper => Numbers(device.Upper);

    /// <inheritdoc/>
    public double[] Rates(IReadOnlyList<double> state, double input) =>
        Array.ConvertAll(Numbers(device.Rates(StateOf(state), Float64.From(input))), rate => rate * MillisecondsPerSecond);

    /// <inheritdoc/>
    public double[,] Jacobian(IReadOnlyList<double> state, double input)
    {
        RateDerivatives<Float64, TState, TMatrix> rates = device.Differentiate<Kept>(StateOf(state), Float64.From(input));
        double[,] jacobian = new double[TState.Count, TState.Count + 1];
        for (int of = 0; of < TState.Count; ++of)
        {
            for (int by = 0; by <= TState.Count; ++by)
                jacobian[of, by] = MillisecondsPerSecond * Float64.ToDouble(by < TState.Count ? rates.ByState[by][of] : rates.ByInput[of]);
        }

        return jacobian;
    }

    /// <inheritdoc/>
    public double[] Reset(IReadOnlyList<double> state) => Numbers(device.Reset(StateOf(state)));

    /// <inheritdoc/>
    public bool Fires(IReadOnlyList<double> state, double input) => device.Fires(StateOf(state));

    /// <summary>A state of numbers.</summary>
    internal static TState StateOf(IReadOnlyList<double> numbers)
    {
        TState state = TState.All(Float64.From(0));
        for (int i = 0; i < TState.Count; ++i)
            state = state.With(i, Float64.From(numbers[i]));
        return state;
    }

    /// <summary>The numbers of a state.</summary>
    internal static double[] Numbers(TState state)
    {
        double[] numbers = new double[TState.Count];
        for (int i = 0; i < numbers.Length; ++i)
            numbers[i] = Float64.ToDouble(state[i]);
        return numbers;
    }
}
