using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;
using Bruno.Gpu.Tests.Networks;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Regularisation;

/// <summary>Penalties on spikes: the oracle's derivative against finite differences of the penalty, the network's gradient against the oracle's.</summary>
public abstract class SpikePenaltyTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 13;
    private static readonly int[] Lengths = [13, 6, 10];
    private static readonly double[][][] Input = new RandomArrays(3).Cube(Steps, 3, 3, 0, 3);

    private static readonly LossSetup Loss = new(LossKind.Sequence, Lengths) { Targets = new RandomArrays(4).Cube(Steps, 3, 3, 0, 1), Warmup = 2 };

    public static TheoryData<double, double, double, double> Terms => new() { { 0.4, 1, 30, 0 }, { 0, 0.1, 30, 0 }, { 0.2, 0.25, 30, 0 }, { 0, 1, 0, 0.5 }, { 0.3, 0.35, 20, -0.2 } };

    [Theory]
    [MemberData(nameof(Terms))]
    public void TheOracleIsItsFiniteDifference(double low, double high, double strength, double cost)
    {
        OracleSpikePenalty penalty = new(low, high, strength, cost);
        double[][][] spikes = new RandomArrays(5).Cube(Steps, 3, 6, -0.5, 1.3);
        double[] expected = Flat.Of(FiniteDifference.Gradient(() => penalty.Value(spikes, Lengths), spikes, 1e-5));
        Near.RelativeToMaximum(expected, Flat.Of(penalty.Gradient(spikes, Lengths)), 1e-7);
        Assert.Contains(expected, g => g != 0);
    }

    /// <summary>On LIF neurons, which share their adjoint with the synapses below, and on devices; however time is cut.</summary>
    [Theory]
    [MemberData(nameof(Terms))]
    public void TheGradientIsTheOracles(double low, double high, double strength, double cost)
    {
        OracleSpikePenalty penalty = new(low, high, strength, cost);
        foreach (string method in new[] { "bruno", "truncated 3", "sltt" })
        {
            IGradientMethod gradient = GradientMethods.Of(method);
            TwinNetwork<Float64> plain = Stack<Float64>(gradient), twin = Stack<Float64>(gradient).Penalise(1, penalty).Penalise(3, penalty);
            TwinResult whole = twin.Product(Input, Loss), unpenalised = plain.Product(Input, Loss);
            whole.AssertAgrees(twin.Oracle(Input, Loss), 1e-9, 1e-11, 1e-8);
            Assert.Equal(unpenalised.Loss, whole.Loss);
            Assert.True(Near.RelativeError([unpenalised.Gradients["0.linear.weights"]], [whole.Gradients["0.linear.weights"]]) > 1e-3);
            foreach ((int window, int[] segments) in new (int, int[])[] { (2, []), (1, [5]), (3, [7, 3]) })
                whole.AssertSame(twin.Product(Input, Loss, new(17, 4), new TimePlan(17, window, segments, gradient.Routes.ForgetEvery)), $"{method}, window {window}");
        }
    }

    [Fact]
    public void InFloat()
    {
        TwinNetwork<Float32> twin = Stack<Float32>(GradientMethods.Of("bruno")).Penalise(1, new(0.3, 0.35, 20, 0.1)).Penalise(3, new(0.3, 0.35, 20, 0.1));
        twin.Product(Input, Loss).AssertAgrees(twin.Oracle(Input, Loss), 1e-5, 1e-5, 3e-4);
    }

    /// <summary>Of one layer of neurons, eligibility traces give the gradient: rates are seen first, in a pass of their own.</summary>
    [Theory]
    [MemberData(nameof(Terms))]
    public void TracesHaveIt(double low, double high, double strength, double cost)
    {
        TwinResult Of(IGradientMethod method) => new TwinNetwork<Float64>(Device, 3, method: method)
            .Linear(5, -1, 5, bias: true).Lif(threshold: 0.2).Linear(3, -1, 1, bias: true).Penalise(1, new(low, high, strength, cost))
            .Product(Input, Loss, plan: method.Routes.IsOnline ? TimePlan.Online(Steps, 4) : null);
        TwinResult expected = Of(new BrunoGradient()), actual = Of(new EpropGradient(new BrunoGradient()));
        Assert.Equal(expected.Loss, actual.Loss, 1e-12);
        foreach ((string name, double[] gradient) in expected.Gradients.Where(g => !g.Key.EndsWith("decays", StringComparison.Ordinal)))
            Near.RelativeToMaximum(gradient, actual.Gradients[name], 1e-9);
    }

    private TwinNetwork<T> Stack<T>(IGradientMethod method)
        where T : unmanaged, IReal<T> => new TwinNetwork<T>(Device, 3, method: method)
        .Linear(5, -1, 5, bias: true).Lif(threshold: 0.2).Linear(4, -0.3, 2.5, bias: true).Felif(new()).Linear(3, -1, 1, bias: true);
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class SpikePenaltyCpuTests(CpuBackend backend) : SpikePenaltyTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SpikePenaltyCudaTests(CudaBackend backend) : SpikePenaltyTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SpikePenaltyOpenClTests(OpenClBackend backend) : SpikePenaltyTests(backend);
