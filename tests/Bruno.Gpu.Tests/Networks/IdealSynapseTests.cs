using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>What is off, or acts in another phase, or has nothing to round, leaves every bit of outputs and gradients alone.</summary>
public abstract class IdealSynapseTests(Backend backend) : DeviceTests(backend)
{
    public static TheoryData<string, SynapseConfiguration> Off => new()
    {
        { "settings", new() },
        { "other conductances", new() { Conductance = new() { Pair = PairKind.Reference, GMin = 0, GMax = 1e-3, CurrentGain = 1e-6 } } },
        { "nothing to draw", new() { Quantisation = new() { Rounding = RoundingKind.Stochastic, Draw = QuantisationDraw.Step } } },
        {
            "sigmas of zero", new()
            {
                NonIdealities = new()
                {
                    Variability = new() { Sigma = 0 }, Programming = new() { Coefficients = [0, 0] }, ReadNoise = new() { Relative = 0, Absolute = 0 },
                    Stuck = new() { AtMinimum = 0, AtMaximum = 0 }, Asymmetry = new() { PositiveGain = 1, NegativeGain = 1 },
                    Lines = new() { Resistance = 0, Activity = 0.5 }, Drift = new() { Exponent = 0, Spread = 0 },
                },
            }
        },

        // Cells are programmed and read, but nothing has drifted right after a write.
        { "no time to drift", new() { NonIdealities = new() { Drift = new() { Exponent = 0.1, Spread = 0.1 } } } },
        {
            "no time to drift, references",
            new() { Conductance = new() { Pair = PairKind.Reference }, NonIdealities = new() { Drift = new() { Exponent = 0.1 } } }
        },
        { "another phase", SynapseSetups.WithConverters(SynapseSetups.Of("all")) with { Active = ActivePhase.Evaluation } },
    };

    public static TheoryData<string, NeuronVariability> NominalNeurons => new()
    {
        { "sigma of zero", new() { Sigma = 0 } },
        { "sigmas of zero", new() { Sigmas = new Dictionary<string, double> { ["area"] = 0 } } },
        { "another phase", new() { Sigma = 0.2, Active = ActivePhase.Evaluation } },
    };

    [Theory]
    [MemberData(nameof(Off))]
    public void SynapsesThatAreOff(string name, SynapseConfiguration synapses)
    {
        SynapseStack stack = SynapseStack.Of(synapses with { NonIdealities = synapses.NonIdealities with { OutputAdc = new() } })
            with { First = synapses, Second = synapses };
        AssertSame<Float64>(stack, name);
        AssertSame<Float32>(stack, name);
    }

    [Theory]
    [MemberData(nameof(NominalNeurons))]
    public void NeuronsThatDoNotVary(string name, NeuronVariability neurons)
    {
        AssertSame<Float64>(new() { Neurons = neurons }, name);
        AssertSame<Float32>(new() { Neurons = neurons }, name);
    }

    /// <summary>A weight on a level is never rounded elsewhere: several matrices, or one a step, do what a single one does.</summary>
    [Theory]
    [InlineData(QuantisationDraw.Pass)]
    [InlineData(QuantisationDraw.Element)]
    [InlineData(QuantisationDraw.Step)]
    public void DrawsOfWeightsThatAreOnALevel(QuantisationDraw draw)
    {
        AssertSame<Float64>(SynapseStack.Of(SynapseSetups.Drawn(draw)) with { IsOnLevels = true }, $"{draw}", new() { IsOnLevels = true });
        AssertSame<Float32>(SynapseStack.Of(SynapseSetups.Drawn(draw)) with { IsOnLevels = true }, $"{draw}", new() { IsOnLevels = true });
    }

    [Fact]
    public void IdealSynapsesTakeNoMemory()
    {
        ComputeDevice plan = Device.Plan();
        using Network<Float32> network = SynapseStack.Of(new()).Build<Float32>(plan, new(SynapseStack.Steps, SynapseStack.Batch));
        Assert.Equal(0, plan.Memory.BytesFor(MemoryPurpose.Synapses));
    }

    private void AssertSame<T>(SynapseStack stack, string name, SynapseStack? without = null)
        where T : unmanaged, IReal<T>
    {
        StackActivity reference = (without ?? new()).Run<T>(Device, SynapseStack.Varied);
        Assert.All(reference.Gradients, gradient => Assert.Contains(gradient.Value, g => g != 0));
        reference.AssertSame(stack.Run<T>(Device, SynapseStack.Varied), name);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class IdealSynapseCpuTests(CpuBackend backend) : IdealSynapseTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class IdealSynapseCudaTests(CudaBackend backend) : IdealSynapseTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class IdealSynapseOpenClTests(OpenClBackend backend) : IdealSynapseTests(backend);
