using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Losses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Skip connections from values, spikes and devices, over layers that share adjoints in place, one over another.</summary>
public abstract class SkipLayerTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 13;
    private static readonly double[][][] Input = new RandomArrays(3).Cube(Steps, 3, 3, 0, 3);

    public static TheoryData<string, string> StacksAndMethods
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string stack in new[] { "values", "spikes", "devices", "many" })
            {
                foreach (string method in new[] { "bruno", "exact", "truncated 3" })
                    data.Add(stack, method);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StacksAndMethods))]
    public void AsByTheOracleHoweverTimeIsCut(string stack, string method)
    {
        IGradientMethod gradient = GradientMethods.Of(method);
        TwinNetwork<Float64> twin = Stack<Float64>(stack, gradient);
        LossSetup loss = new(LossKind.Sequence, [13, 6, 10]) { Targets = new RandomArrays(4).Cube(Steps, 3, 3, 0, 1), Warmup = 2 };
        TwinResult whole = twin.Product(Input, loss);
        whole.AssertAgrees(twin.Oracle(Input, loss), 1e-9, 1e-11, 1e-8);
        foreach ((int window, int[] segments) in new (int, int[])[] { (2, []), (1, [5]), (3, [7, 3]) })
            whole.AssertSame(twin.Product(Input, loss, new(17, 4), new TimePlan(17, window, segments, gradient.Routes.ForgetEvery)), $"window {window}");
    }

    [Fact]
    public void InFloat()
    {
        TwinNetwork<Float32> twin = Stack<Float32>("many", GradientMethods.Of("bruno"));
        LossSetup loss = new(LossKind.MeanOverTime, [13, 6, 10]) { Labels = [0, 1, 2], Scale = 3 };
        twin.Product(Input, loss).AssertAgrees(twin.Oracle(Input, loss), 1e-5, 1e-5, 1e-4);
    }

    /// <summary>Learning signals take both ways within a step: of one layer of neurons, traces give the gradient.</summary>
    [Fact]
    public void TracesTakeBothWays()
    {
        LossSetup loss = new(LossKind.EachStep, [13, 6, 10]) { Labels = [0, 1, 2] };
        TwinResult Of(IGradientMethod method) => new TwinNetwork<Float64>(Device, 3, method: method)
            .Linear(5, -1, 5, bias: true).Lif(threshold: 0.2).Linear(5, -1, 1, bias: true).Skip(1).Linear(3, -1, 1, bias: true)
            .Product(Input, loss, plan: method.Routes.IsOnline ? TimePlan.Online(Steps, 4) : null);
        TwinResult expected = Of(new BrunoGradient()), actual = Of(new EpropGradient(new BrunoGradient()));
        foreach ((string name, double[] gradient) in expected.Gradients.Where(g => !g.Key.EndsWith("decays", StringComparison.Ordinal)))
        {
            Assert.Contains(gradient, g => g != 0);
            Near.RelativeToMaximum(gradient, actual.Gradients[name], 1e-9);
        }
    }

    private TwinNetwork<T> Stack<T>(string stack, IGradientMethod method)
        where T : unmanaged, IReal<T>
    {
        TwinNetwork<T> twin = new(Device, 3, method: method);
        FelifSetup felif = new();
        return stack switch
        {
            "values" => twin.Linear(5, -1, 1, bias: true).Linear(5, -1, 1, bias: true).Skip(0).Linear(3, -1, 1, bias: true),
            "spikes" => twin.Linear(5, -1, 5, bias: true).Lif(threshold: 0.2).Linear(5, -1, 3, bias: true).Lif(recurrence: 0.5, threshold: 0.2).Skip(1).Linear(3, -1, 1, bias: true),
            "devices" => twin.Linear(5, -0.3, 2.5, bias: false).Felif(felif).Linear(5, -1, 1, bias: true).Skip(1).Linear(3, -1, 1, bias: true),

            // From a layer whose adjoint the next shares, from a skip, twice from one layer, and over a dropout.
            _ => twin.Train(1).Linear(5, -1, 5, bias: true).Lif(threshold: 0.2).Skip(0).Dropout(0.2).Linear(5, -1, 2, bias: true).Skip(2).Lif(threshold: 0.3).Skip(0)
                .Skip(2).Linear(3, -1, 1, bias: true),
        };
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class SkipLayerCpuTests(CpuBackend backend) : SkipLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SkipLayerCudaTests(CudaBackend backend) : SkipLayerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SkipLayerOpenClTests(OpenClBackend backend) : SkipLayerTests(backend);
