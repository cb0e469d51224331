#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Scripting;

using NetworkTraining training = new SpikingNetwork()
    .Set("data.tactile.letters", 4).Set("data.tactile.taxels", Enumerable.Range(1, 12)).Set("data.tactile.repetitions", 80)
    .Encoder(copies: 4).Linear(64).Lif()
    .Linear().Device<AdaptiveCapacitorModel>(currentUnit: 0.2e-9)
    .Epochs(8).LearningRate(0.03)
    .OnItsData();
training.Train();
Console.WriteLine($"test accuracy {training.Accuracy():P0}");

public sealed record AdaptiveCapacitorParameters
{
    [Parameter("F", "capacitance", "an example")] public double Capacitance { get; init; } = 1e-12;
    [Parameter("S", "conductance of the leak", "an example", Varies = true)] public double Leak { get; init; } = 50e-12;
    [Parameter("s", "time constant of the adaptation", "an example")] public double AdaptationTime { get; init; } = 20e-3;
    [Parameter("V", "potential at which it fires", "an example")] public double Threshold { get; init; } = 1;
}

public sealed class AdaptiveCapacitorModel() : DeviceModel<AdaptiveCapacitorParameters>("adaptive-capacitor", "a capacitor with a leak that adapts")
{
    public override IReadOnlyList<ShownQuantity> Variables => [new("membrane_potential", "V", "V", 1), new("adaptation", "x", "V", 1)];
    public override IReadOnlyList<ShownQuantity> Observables => [];
    protected override TResult Build<T, TResult>(AdaptiveCapacitorParameters[] parameters, IDeviceUse<T, TResult> use) =>
        use.With(Array.ConvertAll(parameters, set => new AdaptiveCapacitor<T>(set)));
}

/// <summary>C dV/dt = I - g (V + x), tau dx/dt = V - x, in ms, V, nA, pF and nS, written once and evaluated with dual numbers for derivatives.</summary>
public readonly struct AdaptiveCapacitor<T>(AdaptiveCapacitorParameters p) : IDevice<AdaptiveCapacitor<T>, T, DeviceState<T>, Matrix2<T>>
    where T : unmanaged, IReal<T>
{
    private readonly T perCapacitance = T.From(1e-12 / p.Capacitance), leak = T.From(1e9 * p.Leak), rate = T.From(1e-3 / p.AdaptationTime), threshold = T.From(p.Threshold);
    public DeviceState<TScalar> Rates<TScalar>(DeviceState<TScalar> state, TScalar current) where TScalar : unmanaged, IScalar<TScalar, T> => new(
        TScalar.Scale(perCapacitance, current - TScalar.Scale(leak, state.Potential + state.Internal)), TScalar.Scale(rate, state.Potential - state.Internal));
    public DeviceState<T> Rates(DeviceState<T> state, T current) => Rates<T>(state, current);
    public RateDerivatives<T, DeviceState<T>, Matrix2<T>> Differentiate<THold>(DeviceState<T> state, T current) where THold : unmanaged, IHoldPolicy =>
        RateDifferentiation.Of(Rates(RateDifferentiation.State<T, THold>(state), RateDifferentiation.Input<T, THold>(current)));
    public RateDerivatives<T, DeviceState<T>, Matrix2<T>> DifferentiateByState<THold>(DeviceState<T> state, T current) where THold : unmanaged, IHoldPolicy =>
        RateDifferentiation.Of(Rates(RateDifferentiation.StateAlone<T, THold>(state), Dual<T, THold, DeviceState<T>>.Constant(current)));
    public DeviceState<T> Initial => new(T.From(0), T.From(0));
    public DeviceState<T> Lower => new(T.From(-5), T.From(-5));
    public DeviceState<T> Upper => new(T.From(5), T.From(5));
    public static bool FiresByPotential => true;
    public bool Fires(DeviceState<T> state) => state.Potential >= threshold;
    public T Excess(DeviceState<T> state) => state.Potential - threshold;
    public DeviceState<T> ExcessGradient(DeviceState<T> state) => new(T.From(1), T.From(0));
    public DeviceState<T> Reset(DeviceState<T> before) => Initial;
    public Matrix2<T> ResetDerivative(DeviceState<T> before) => Matrix2<T>.Diagonal(T.From(0));
    public static int Observables => 0;
    public T Observable(int index, DeviceState<T> state, T current) => T.From(0);
}
