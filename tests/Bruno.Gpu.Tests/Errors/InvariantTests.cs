using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Checkpoints;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Backends;
using Bruno.Gpu.Tests.Networks;
using Bruno.Gpu.Tests.Training;
using Bruno.Gpu.Training;
using ILGPU;

namespace Bruno.Gpu.Tests.Errors;

/// <summary>
/// Invariants fail where they are broken: what no user can do is done here. They are checked in the configuration Checked alone; in others that is
/// said, and <see cref="InvariantCallsTests"/> tests that nothing of them is left.
/// </summary>
[Collection(typeof(CpuTests))]
public sealed class InvariantTests(CpuBackend backend) : DeviceTests(backend)
{
    private const int Steps = 6;

    private static readonly SequenceExtent Extent = new(Steps, 2);

    private static bool IsChecked =>
#if CHECKED
        true;
#else
        false;
#endif

    [Fact]
    public void BuffersAreNotUsedAfterTheirEnd()
    {
        DeviceBuffer<int> buffer = Device.Memory.Allocate<int>(3, MemoryPurpose.Scratch);
        buffer.Dispose();
        AssertBroken("A buffer is used before it is disposed of", () => _ = buffer.View);
        AssertBroken("A buffer is used before it is disposed of", () => buffer.Download());
        AssertBroken("A buffer is used before it is disposed of", () => buffer.Upload([1]));
        AssertBroken("A buffer is used before it is disposed of", buffer.Clear);
    }

    [Fact]
    public void BuffersAreGivenBackOnce()
    {
        using ComputeDevice device = ComputeDevice.Open("cpu");
        DeviceBuffer<int> buffer = device.Memory.Allocate<int>(3, MemoryPurpose.Scratch);
        AssertBroken("No more is given back than was taken", () => device.Memory.Release(buffer, MemoryPurpose.Scratch, 13));
        AssertBroken("A buffer is given back to the memory that it is of, once", () => device.Memory.Release(buffer, MemoryPurpose.Scratch, 0));
    }

    [Fact]
    public void ProductsHaveArraysAsLongAsTheirShapesSay()
    {
        IMatrixProduct<Float64>[] products = [new HostMatrixProduct<Float64, double>(Device), new DeviceMatrixProduct<Float64>(Device)];
        using DeviceBuffer<Float64> six = Device.Memory.Allocate<Float64>(6, MemoryPurpose.Scratch);
        using DeviceBuffer<Float64> five = Device.Memory.Allocate<Float64>(5, MemoryPurpose.Scratch);
        MatrixShape shape = new(2, 3, 2), wide = new(2, 3, 3);
        foreach (IMatrixProduct<Float64> product in products)
        {
            product.Forward(shape, new(six.View), six.View, ArrayView<Float64>.Empty, six.View);
            AssertBroken("There is an input for every row", () => product.Forward(shape, new(five.View), six.View, ArrayView<Float64>.Empty, six.View));
            AssertBroken("There is a weight for every pair", () => product.Forward(shape, new(six.View), five.View, ArrayView<Float64>.Empty, six.View));
            AssertBroken("A bias has a number", () => product.Forward(shape, new(six.View), six.View, six.View.SubView(0, 1), six.View));
            AssertBroken("There is an output for every row", () => product.Forward(shape, new(six.View), six.View, ArrayView<Float64>.Empty, six.View.SubView(0, 3)));
            AssertBroken("A row selects a matrix", () => product.Forward(shape, new(0, 1), new(six.View), six.View, ArrayView<Float64>.Empty, six.View));
            AssertBroken("There is an adjoint for every input", () => product.BackwardInput(shape, six.View, six.View, five.View));
            AssertBroken("There is a weight for every pair", () => product.BackwardInput(wide, six.View, six.View, six.View));
            AssertBroken("There is a gradient for every weight", () => product.BackwardWeights(shape, new(six.View), six.View, five.View));
            AssertBroken("There is a gradient for every bias", () => product.BackwardBias(shape, six.View, six.View.SubView(0, 1)));
        }
    }

    [Fact]
    public void NetworksGoBackAfterTheyWentForwardsOnceThroughEachWindow()
    {
        using Network<Float64> network = Build(new TimePlan(Steps, 2, []));
        using DeviceBuffer<Float64> input = Device.Memory.Allocate<Float64>(Steps * 2 * 3, MemoryPurpose.Data);
        Signal<Float64> signal = new(input.View);
        AssertBroken("A pass goes back after it went forwards", () => network.Backward(signal, Extent));
        network.Forward(signal, Extent);
        AssertBroken("A pass goes back after it went forwards, as far", () => network.Backward(signal, new(Steps - 1, 2)));
        network.Backward(signal, Extent);
        AssertBroken("Gradients of a window are found while its output exists", () => network.Backward(signal, Extent));
        AssertBroken("A pass has steps, and no more than there is room for", () => network.Forward(signal, new(Steps + 1, 2)));
        AssertBroken("A pass has batch elements, and no more than there is room for", () => network.Forward(signal, new(Steps, 3)));
    }

    [Fact]
    public void WindowsFollowEachOtherOnTheTape()
    {
        TimePlan plan = new(Steps, 2, [4]);
        TimeWindow[] windows = [.. plan.Windows(0, 4, 2)];
        AssertBroken("A window follows the one before it", () => Begun(plan).Forward(windows[1]));
        AssertBroken("A window fits into its arrays", () => Begun(plan).Forward(windows[0] with { Steps = 3 }));
        AssertBroken("A window fits into its arrays", () => Begun(plan).Forward(windows[0] with { Batch = 1 }));
        AssertBroken("A window fits on the tape", () => Begun(plan).Forward(windows[0] with { Origin = 1 }));
        AssertBroken("The tape is written from its beginning on", () => Begun(plan).Forward(windows[0] with { Origin = -1 }));
        AssertBroken("States are kept in a row that there is room for", () => Begun(plan).Keep(plan.Rows, 0));
        AssertBroken("States are kept where the pass is", () => Begun(plan).Keep(0, 2));
        AssertBroken("A row holds the states at the beginning of the stretch", () => Begun(plan).Restore(0, 0));
    }

    [Fact]
    public void WindowsAreMadeAgainFromTheStatesBeforeThem()
    {
        TimePlan plan = TwoWindows(out TimeWindow first, out TimeWindow last);
        PassOrder order = Begun(plan);
        order.Keep(first.Row, 0);
        order.Forward(first);
        order.Forward(last);
        order.Reconstruct(first);
        AssertBroken("Gradients of a window are found while its output exists", () => order.RequireAtHand(last));
        AssertBroken("A window that is made again is on the tape", () => order.Reconstruct(first with { Origin = 1 }));
        AssertBroken("A row holds the states at the beginning of the window", () => order.Reconstruct(last with { Row = first.Row }));
        order.BeginBackward(Extent);
        AssertBroken("A pass goes back through its windows in reverse", () => order.Backward(first, isGapless: true));
        AssertBroken("A pass goes back to its beginning", () => order.EndBackward(isGapless: true));
    }

    [Fact]
    public void LayersHaveAsMuchInputAsStepsAndGoBackWhereTheyWere()
    {
        using Network<Float64> network = Build(TimePlan.Whole(Steps));
        using DeviceBuffer<Float64> input = Device.Memory.Allocate<Float64>(2 * Steps * 2 * 4, MemoryPurpose.Data);
        Signal<Float64> signal = new(input.View), few = new(input.View.SubView(0, 5));
        TimeWindow window = TimeWindow.Whole(Extent);
        ILayer<Float64> neurons = network.Layers[1], devices = network.Layers[3];
        AssertBroken("There is an input for every step", () => neurons.Forward(few, window));
        AssertBroken("A layer goes back through what it went forwards through", () => neurons.Backward(signal, window));
        AssertBroken("There is a state after every step", () => neurons.Forward(signal, window with { Steps = 7 }));
        AssertBroken("There is an input for every step", () => devices.Forward(few, window));
        AssertBroken("A window fits on the tape", () => devices.Forward(signal, window with { Steps = 7 }));
        AssertBroken("Steps that are gone back through are on the tape", () => devices.Backward(signal, window));
    }

    [Fact]
    public void DevicePassesHaveArraysOfTheirWindowsShape()
    {
        const int Lanes = 4;
        DeviceLayerOptions options = new FelifSetup { MicroSteps = 10 }.Options(new BrunoGradient());
        DevicePassContext context = new(Device, options, TimePlan.Whole(Steps), Lanes, TemporalRoutes.All);
        using IDevicePass<Float64, Felif<Float64>> pass =
            options.Gradient.Load<Float64, Felif<Float64>, DeviceState<Float64>, Matrix2<Float64>>(context);
        using DeviceBuffer<Felif<Float64>> devices = Device.Memory.Allocate<Felif<Float64>>([new Felif<Float64>(new())], MemoryPurpose.Devices);
        using DeviceBuffer<Float64> input = Device.Memory.Allocate<Float64>(Steps * Lanes, MemoryPurpose.Data);
        using DeviceBuffer<Spike> spikes = Device.Memory.Allocate<Spike>(Steps * Lanes, MemoryPurpose.Spikes);
        using StatePlanes<Float64> tape = new(Device.Memory, 2, (Steps + 1) * Lanes, MemoryPurpose.Tape), states = new(Device.Memory, 2, Lanes, MemoryPurpose.States);
        using StatePlanes<Float64> few = new(Device.Memory, 2, Lanes - 1, MemoryPurpose.States);
        TimeWindow window = TimeWindow.Whole(Extent);
        DeviceSequence<Float64, Felif<Float64>> Sequence(SequenceShape shape) =>
            new(shape, new(devices.View, 0), new Float64(1), new(input.View), new(tape.View));
        DeviceSequence<Float64, Felif<Float64>> sequence = Sequence(window.Shape(2));
        DeviceAdjoints<Float64> Adjoints(int ofSpikes, StatePlanes<Float64> carried, int ofStates = 0) =>
            new(new(new Float64(1), SurrogateKind.Superspike), input.View.SubView(0, ofSpikes), new(input.View.SubView(0, ofStates), ArrayView<Float64>.Empty), carried.View);

        AssertBroken("An array has the shape of its window", () => pass.Forward(sequence, window with { Steps = 5 }, states.View, spikes.View));
        AssertBroken("There are lanes, and no more", () => pass.Forward(Sequence(window.Shape(3)), window, states.View, spikes.View));
        AssertBroken("There is a state for every lane", () => pass.Forward(sequence, window, few.View, spikes.View));
        AssertBroken("There is room for the spikes of every step", () => pass.Forward(sequence, window, states.View, spikes.View.SubView(1, 22)));
        AssertBroken("A window fits on the tape", () => pass.Forward(sequence, window with { Origin = -1 }, states.View, spikes.View));
        TimeWindow late = new(4, 2, 2, 0, -1);
        AssertBroken("The tape is written from its beginning on", () => pass.Forward(Sequence(late.Shape(2)), late, states.View, spikes.View));
        AssertBroken("Steps that are gone back through are on the tape", () => pass.Backward(sequence, window, Adjoints(24, states)));
        pass.Forward(sequence, window, states.View, spikes.View);
        pass.Backward(sequence, window, Adjoints(24, states));
        AssertBroken("There is an adjoint for every spike", () => pass.Backward(sequence, window, Adjoints(23, states)));
        AssertBroken("There is a carried adjoint for every lane", () => pass.Backward(sequence, window, Adjoints(24, few)));
        AssertBroken("There is an adjoint for every state, or for none", () => pass.Backward(sequence, window, Adjoints(24, states, ofStates: 5)));
    }

    [Fact]
    public void RowsOfStatesAreWithinTheirRoom()
    {
        using StateRows<Float64> rows = new(Device, 2, lanes: 3, rows: 2);
        rows.Keep(1, 3);
        AssertBroken("States are kept in a row that there is room for", () => rows.Keep(2, 3));
        AssertBroken("States are kept in a row that there is room for", () => rows.Restore(-1, 3));
        AssertBroken("A row has room for all lanes", () => rows.Restore(0, 4));
    }

    [Fact]
    public void LanesAreAllGoneThrough()
    {
        HostDevicePass<Float64, Felif<Float64>> pass = new();
        using StatePlanes<Float64> states = new(Device.Memory, 2, 2, MemoryPurpose.States);
        pass.Begin(new(new(1, 1, 2, 0), default, default, default, default), default, states.View, ArrayView<Spike>.Empty);
        pass.EndLane(0, default);
        AssertBroken("Every lane is gone through, once", () => pass.RequireEnded());
        pass.EndLane(1, default);
        pass.RequireEnded();
    }

    [Theory]
    [InlineData(IntegratorKind.Euler, 0, 10, 1e-3, "An outer step has a length")]
    [InlineData(IntegratorKind.Euler, double.NaN, 10, 1e-3, "An outer step has a length")]
    [InlineData(IntegratorKind.Euler, 1, 0, 0, "An outer step has steps")]
    [InlineData(IntegratorKind.Adaptive, 1, 10, 0, "An error is allowed for")]
    public void IntegratorsHaveSteps(IntegratorKind kind, double milliseconds, int steps, double tolerance, string rule) => AssertBroken(
        rule,
        () => new IntegratorChoice(kind, milliseconds, steps, tolerance).Use(new NoUse()));

    [Fact]
    public void RandomNumbersAreDrawnOnce()
    {
        PassDraws draws = new(1);
        AssertBroken("A pass has its place in the training", () => draws.Train(-1));
        AssertBroken("A pass has its place in the training", () => draws.Train(1, double.NaN));
        draws.Train(1L << 20);
        AssertBroken("A pass draws no more than its share", () => draws.Number(3, 3));
        AssertBroken("No number is drawn twice", () => draws.Number(1 << 11));
        CounterRandom random = new(1, 2, 3, 4);
        Block(random) = uint.MaxValue;
        Assert.Throws<OverflowException>(() => random.NextUniform());
    }

    [Fact]
    public void OptimizersAreGivenFiniteNumbersForEveryParameter()
    {
        ParameterLayout layout = new();
        layout.Declare("0.linear.weights", [3], [1, 2, 3]);
        AssertBroken("A name stands for one parameter", () => layout.Declare("0.linear.weights", [3], [1, 2, 3]));
        layout = new();
        layout.Declare("0.linear.weights", [3], [1, 2, 3]);
        using ParameterStore<Float64> store = new(Device, layout);
        using Optimizer<Float64> optimizer = new(Device, store, new OptimizerOptions { Name = OptimizerKind.Adam });
        AssertBroken("A learning rate is a number", () => optimizer.Step(double.NaN));
        AssertBroken("A learning rate is a number that goes downhill", () => optimizer.Step(-1));
        AssertBroken("Steps are counted from 0", () => optimizer.Import(-1, new double[3], new double[3]));
        AssertBroken("Every parameter has its moments", () => optimizer.Import(1, new double[2], new double[3]));
        AssertBroken("First moments are finite", () => optimizer.Import(1, [0, double.NaN, 0], new double[3]));
        AssertBroken("Second moments are finite", () => optimizer.Import(1, new double[3], [0, double.PositiveInfinity, 0]));
        AssertBroken("Second moments are sums of squares", () => optimizer.Import(1, new double[3], [0, -1, 0]));
        store.Dispose();
        AssertBroken("A buffer is used before it is disposed of", () => optimizer.Step(0.1));
    }

    [Fact]
    public void CheckpointsAreReadAsTheyAreWritten()
    {
        using TemporaryFolder folder = new();

        // Half of a pair of UTF-16 cannot be written in UTF-8.
        AssertBroken(
            "The header of a checkpoint is read as it is written",
            () => CheckpointFile.Save(folder["a.ckpt"], new Checkpoint(new JsonObject { ["network"] = "\ud800" })));
        Assert.Equal(!IsChecked, File.Exists(folder["a.ckpt"]));
    }

    [Fact]
    public void RunsAreKeptWhereTheyStandWithFiniteNumbers()
    {
        RunConfiguration configuration = SessionSetup.Classification;
        using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        AssertBroken("A run stands within its epoch", () => SessionCheckpoint.Of(new RunState { Batch = session.Batches + 1 }, session));
        AssertBroken("A batch of training is a step", () => session.TrainEpoch(1, 0, 0.01, null, () =>
        {
            session.Step(0);
            return false;
        }));
        double[] values = session.Network.Parameters.Export();
        session.Network.Parameters.Import([double.NaN, .. values[1..]]);
        AssertBroken("Parameters that are kept are finite", () => SessionCheckpoint.Of(new RunState(), session));
    }

    [Fact]
    public void BatchesFitIntoTheirBuffers()
    {
        RunConfiguration configuration = SessionSetup.Classification;
        Dataset data = SessionSetup.DataOf(configuration);
        using BatchAssembly<Float32> batch = new(Device, data.Channels, 4, false, new(5, 2));
        using DeviceSplit<Float32> split = new(Device, "train", data.Train, data.Channels, 0);
        AssertBroken("A batch fits into its buffers", () => batch.Fill(split, split.Order.View.SubView(0, 2), new(6, 2)));
        AssertBroken("A batch has as many samples as elements", () => batch.Fill(split, split.Order.View.SubView(0, 1), new(5, 2)));
    }

    [Fact]
    public void LossesHaveTargetsAndScoresForEveryElement()
    {
        using Network<Float64> network = Build(TimePlan.Whole(Steps));
        using ILoss<Float64> loss = new LossConfiguration { Kind = LossKind.SpikeCount }.Create<Float64>(Device, 2, 2);
        using DeviceBuffer<Float64> numbers = Device.Memory.Allocate<Float64>(Steps * 2 * 3, MemoryPurpose.Data);
        using DeviceBuffer<int> integers = Device.Memory.Allocate<int>(2, MemoryPurpose.Data);
        LossPass<Float64> pass = new(network, loss);
        ArrayView<int> two = integers.View, one = integers.View.SubView(0, 1);
        void Evaluate(int inputs, ArrayView<int> lengths, int targets, ArrayView<int> samples) => pass.Evaluate(
            new(numbers.View.SubView(0, inputs)), new(two, numbers.View.SubView(0, targets), lengths), new SampleScores<Float64>(samples, numbers.View, two, two), Extent);
        AssertBroken("There is an input for every step", () => Evaluate(35, two, 0, two));
        AssertBroken("Every batch element has a length", () => Evaluate(36, one, 0, two));
        AssertBroken("There is a target for every output", () => Evaluate(36, two, 23, two));
        AssertBroken("Every batch element has a score", () => Evaluate(36, two, 0, one));
    }

    [Fact]
    public void RunsTakeTheMemoryThatTheyWerePlannedToTake()
    {
        RunConfiguration configuration = SessionSetup.Classification with { Gradient = new() { Own = new Unplanned() } };
        AssertBroken("A run takes the memory that it was planned to take", () =>
        {
            using TrainingSession<Float32> session = new(Device, configuration, SessionSetup.DataOf(configuration));
        });
    }

    /// <summary>ILGPU's own: on the host in any configuration, on CUDA in the configuration Checked.</summary>
    [Fact]
    public void ViewsHaveBounds()
    {
        using DeviceBuffer<int> buffer = Device.Memory.Allocate<int>(3, MemoryPurpose.Scratch);
        Exception exception = Assert.ThrowsAny<Exception>(() => buffer.View[3]);
        Assert.Contains("index out of range", exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static void AssertBroken(string rule, Action act)
    {
        if (!IsChecked)
            Assert.Skip("needs the configuration Checked, in which invariants are: ./test --checked");
        Assert.StartsWith(rule, Assert.Throws<InvariantException>(act).Message, StringComparison.Ordinal);
    }

    private static PassOrder Begun(TimePlan plan)
    {
        PassOrder order = new(plan, Extent);
        order.BeginForward(Extent);
        return order;
    }

    private static TimePlan TwoWindows(out TimeWindow first, out TimeWindow last)
    {
        TimePlan plan = new(Steps, 4, []);
        IReadOnlyList<TimeWindow> windows = plan.Windows(0, Steps, 2);
        (first, last) = (windows[0], windows[1]);
        return plan;
    }

    private Network<Float64> Build(TimePlan plan)
    {
        TwinNetwork<Float64> twin = new TwinNetwork<Float64>(Device, 3).Linear(4, -1, 4, bias: true).Lif().Linear(4, -1, 2, bias: true).Felif(new() { MicroSteps = 10 });
        return twin.Builder.Build(Extent, plan);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "block")]
    private static extern ref uint Block(CounterRandom random);

    private sealed class NoUse : IIntegratorUse<Float64, Felif<Float64>, DeviceState<Float64>, Matrix2<Float64>, int>
    {
        public int With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, Kernels.Integrators.IIntegrator<Float64, Felif<Float64>, DeviceState<Float64>, Matrix2<Float64>> => 0;
    }

    /// <summary>Takes memory that its plan does not tell.</summary>
    private sealed class Unplanned : IGradientMethod
    {
        private readonly BrunoGradient known = new();

        public string Name => "unplanned";

        public IDevicePass<T, TDevice> Load<T, TDevice, TState, TMatrix>(DevicePassContext context)
            where T : unmanaged, IReal<T>
            where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, T>
            where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        {
            if (!context.Device.IsPlan)
                context.Device.Memory.Allocate<byte>(1, MemoryPurpose.Scratch);
            return ((IGradientMethod)known).Load<T, TDevice, TState, TMatrix>(context);
        }

        public TResult Linearise<T, TDevice, TState, TMatrix, TResult>(DeviceLayerOptions options, ILinearisationUse<T, TDevice, TState, TMatrix, TResult> use)
            where T : unmanaged, IReal<T>
            where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, T>
            where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> => known.Linearise(options, use);
    }
}
