#:project ../Bruno.Gpu
#:property PublishAot=false
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Scripting;

SpikingNetwork letters = SpikingNetwork.Preset("quickstart").Set("data.tactile.repetitions", 80).Epochs(6);
foreach (SpikingNetwork network in (SpikingNetwork[])[letters.Gradient(GradientKind.Bruno), letters.Gradient(new CoarseImplicitGradient())])
{
    using NetworkTraining training = network.OnItsData();
    EpochScore last = training.Train()[^1];
    Console.WriteLine($"{training.Settings.Gradient.Create().Name}: training loss {last.TrainLoss:F3}, test accuracy {training.Accuracy():P0}");
}

/// <summary>As BRUNO, but the derivative of an outer step is that of one implicit Euler step: bounded, so that nothing is masked.</summary>
sealed record CoarseImplicitGradient : IGradientMethod
{
    public string Name => "coarse-implicit";

    public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
        use.With(new CoarseImplicit<TDevice, T, TState, TMatrix>(T.From(options.OuterStepMilliseconds)));
}

/// <summary>J = (1 - dt K)^-1 [1, dt b], with the Jacobian K and the input column b of the rates, switching rate held. Runs on the device.</summary>
public readonly struct CoarseImplicit<TDevice, T, TState, TMatrix>(T step) : ILinearisation<TDevice, T, TState, TMatrix>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    private readonly T step = step;

    public Jacobian<T, TState, TMatrix> Linearise(TDevice device, TState state, T current, int index)
    {
        RateDerivatives<T, TState, TMatrix> rates = device.Differentiate<Held>(state, current);
        TMatrix one = TMatrix.Diagonal(T.From(1));
        LinearSystem<T, TState, TMatrix> system = new(one - step * rates.ByState);
        return new(one.Each(system), system.Of(step * rates.ByInput));
    }
}
