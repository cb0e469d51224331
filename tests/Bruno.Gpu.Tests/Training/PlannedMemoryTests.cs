using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Training;

namespace Bruno.Gpu.Tests.Training;

/// <summary>What a plan says a run will take is what it takes, to the byte, by purpose, from its first step to its last.</summary>
public abstract class PlannedMemoryTests(Backend backend) : DeviceTests(backend)
{
    public static TheoryData<string> Methods =>
    [
        "bruno", "pass", "exact", "exact-literal", "bptt", "bptt-full", "checkpointed", "checkpointed sqrt", "truncated", "sltt", "sltt-k",
        "coarse",
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void PlannedIsMeasured(string method)
    {
        MemoryConfiguration[] plans =
        [
            new(), new() { Segment = 5 }, new() { Segment = 1 }, new() { Segment = 99 }, new() { Segment = 7, TapeEvery = 3 },
            new() { Segment = 4, Window = 2 }, new() { Window = 1 }, new() { Window = 40 },
        ];
        foreach (RunConfiguration kind in new[] { SessionSetup.Classification, SessionSetup.Sequences })
        {
            HashSet<long> sizes = [];
            foreach (MemoryConfiguration plan in plans)
            {
                RunConfiguration configuration = kind with { Gradient = SessionSetup.Gradient(method), Memory = plan };
                sizes.Add(AssertPlannedIsMeasured<Float32>(configuration));
                AssertPlannedIsMeasured<Float64>(configuration);
            }

            // The plans are not one and the same, but where time is never cut.
            Assert.InRange(sizes.Count, method == "bptt-full" ? 1 : 4, plans.Length);
        }
    }

    /// <summary>Draws of levels, all non-idealities, converters and neurons that vary.</summary>
    [Theory]
    [InlineData("bruno")]
    [InlineData("bptt-full")]
    [InlineData("truncated")]
    public void PlannedIsMeasuredWithSynapses(string method)
    {
        foreach (RunConfiguration kind in new[] { SessionSetup.Classification, SessionSetup.Sequences })
        {
            long ideal = AssertPlannedIsMeasured<Float32>(kind with { Gradient = SessionSetup.Gradient(method) });
            foreach (QuantisationDraw draw in SynapseSetup.Draws)
            {
                RunConfiguration configuration = SynapseSetup.With(kind, draw) with { Gradient = SessionSetup.Gradient(method) };
                Assert.True(AssertPlannedIsMeasured<Float32>(configuration) > ideal);
                AssertPlannedIsMeasured<Float64>(configuration with { Memory = new() { Segment = 7, TapeEvery = 3 } });
            }
        }
    }

    /// <summary>Parameters of devices that are trained, a value a layer and a value a neuron, on devices that vary and such that do not.</summary>
    [Theory]
    [InlineData("bruno")]
    [InlineData("exact")]
    [InlineData("checkpointed")]
    public void PlannedIsMeasuredWithTrainedDevices(string method)
    {
        foreach (RunConfiguration kind in new[] { SessionSetup.Classification, SessionSetup.Sequences })
        {
            RunConfiguration trained = SessionSetup.Trained(kind, "discharge_current", "threshold") with { Gradient = SessionSetup.Gradient(method) };
            RunConfiguration ofLayer = trained with { Network = trained.Network with { TrainValues = TrainedValues.Layer } };
            long plain = AssertPlannedIsMeasured<Float32>(kind with { Gradient = SessionSetup.Gradient(method) });
            long bytes = AssertPlannedIsMeasured<Float32>(ofLayer);
            Assert.True(bytes > plain);
            Assert.True(AssertPlannedIsMeasured<Float32>(trained) > bytes);
            AssertPlannedIsMeasured<Float64>(ofLayer with { NeuronVariability = new() { Sigma = 0.05 } });
            AssertPlannedIsMeasured<Float32>(trained with { NeuronVariability = new() { Sigma = 0.05 }, Memory = new() { Segment = 4, Window = 2 } });
        }
    }

    /// <returns>The bytes.</returns>
    private long AssertPlannedIsMeasured<T>(RunConfiguration configuration)
        where T : unmanaged, IReal<T>
    {
        Dataset data = SessionSetup.DataOf(configuration);
        Dictionary<MemoryPurpose, long> before = Bytes(Device.Memory);
        long allBefore = Device.Memory.Bytes;
        ComputeDevice planned = Device.Plan();
        using TrainingSession<T> plan = new(planned, configuration, data);
        Assert.Equal(allBefore, Device.Memory.Bytes);

        long measured;
        using (TrainingSession<T> session = new(Device, configuration, data))
        {
            foreach ((MemoryPurpose purpose, long bytes) in Bytes(Device.Memory))
                Assert.True(bytes - before[purpose] == planned.Memory.BytesFor(purpose), $"{purpose}: {bytes - before[purpose]} bytes, planned {planned.Memory.BytesFor(purpose)}");
            measured = Device.Memory.Bytes - allBefore;
            Assert.Equal(measured, plan.Memory.Bytes);
            Assert.Equal(measured, plan.Memory.ByPurpose.Values.Sum());
            Assert.Equal((plan.Memory.Window, plan.Memory.TapeSteps, plan.Memory.Steps), (session.Memory.Window, session.Memory.TapeSteps, session.Memory.Steps));
        }

        Assert.Equal(allBefore, Device.Memory.Bytes);
        return measured;
    }

    private static Dictionary<MemoryPurpose, long> Bytes(DeviceMemory memory) =>
        Enum.GetValues<MemoryPurpose>().ToDictionary(purpose => purpose, memory.BytesFor);
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class PlannedMemoryCpuTests(CpuBackend backend) : PlannedMemoryTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class PlannedMemoryCudaTests(CudaBackend backend) : PlannedMemoryTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class PlannedMemoryOpenClTests(OpenClBackend backend) : PlannedMemoryTests(backend);
