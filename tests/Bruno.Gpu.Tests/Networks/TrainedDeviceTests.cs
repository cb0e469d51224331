using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Networks;

/// <summary>Gradients of trained device parameters: against differences of the loss, against BRUNO's definition, and against each other.</summary>
public abstract class TrainedDeviceTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 9, Batch = 2, Neurons = 3;

    /// <summary>All that can be trained, with start and reset of P given or following P_s.</summary>
    private static readonly string[] All =
    [
        "area", "ferroelectric_thickness", "interface_thickness", "ferroelectric_permittivity", "interface_permittivity", "activation_field",
        "soft_field", "switching_exponent", "switching_time", "saturation_polarization", "leakage_current_density", "leakage_voltage",
        "discharge_current", "parasitic_capacitance", "threshold", "reset_potential", "potential_bound",
    ];

    private static readonly double[][][] None = OracleGrid.Zeros(Steps, Batch, Neurons);

    public static TheoryData<string> Drives => ["quiet", "spiking", "inhibited", "polarizations"];

    /// <summary>The literal derivative of explicit Euler, through resets, freezing and both clips: each parameter, a value a neuron.</summary>
    [Theory]
    [MemberData(nameof(Drives))]
    public void TheExactGradientIsThatOfFiniteDifferences(string drive)
    {
        TrainedFelifSetup setup = new(All) { Values = TrainedValues.Neuron };
        if (drive == "polarizations")
        {
            setup = new(["initial_polarization", "reset_polarization", "saturation_polarization"])
            {
                Overrides = new Dictionary<string, double> { ["initial_polarization"] = -0.1, ["reset_polarization"] = -0.08 },
            };
        }

        using TrainedFelif<Float64> felif = Felif(setup, drive);
        double[] u = new RandomArrays(3).Vector(felif.Network.Parameters.Length, -0.2, 0.2);
        double[] actual = felif.Gradient(u);
        (double[][] v, double[][] p) = felif.States;
        if (drive is "spiking" or "polarizations")
            Assert.Contains(v.SelectMany(row => row), potential => potential == -1.5 || potential >= 2);
        if (drive == "inhibited")
            Assert.Contains(v.SelectMany(row => row), potential => potential < -4);
        double[] expected = FiniteDifference.Gradient(() => felif.Loss(u), u, 1e-7);
        double largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Abs(pair.First) + 1e-7 * largest));
        Assert.True(actual.Count(gradient => gradient != 0) > actual.Length / 2);
    }

    /// <summary>The adaptive integrator's own rule, against differences of what it computes at a small tolerance.</summary>
    [Theory]
    [InlineData("quiet")]
    [InlineData("inhibited")]
    public void TheGradientOfAdaptiveStepsIsThatOfFiniteDifferences(string drive)
    {
        string[] names = [.. All.Where(name => name is not ("threshold" or "soft_field"))];
        using TrainedFelif<Float64> felif = Felif(
            new(names) { Method = new ExactGradient(), Integrator = IntegratorKind.Adaptive, Tolerance = 1e-8 }, drive);
        double[] u = new double[names.Length];
        double[] actual = felif.Gradient(u), expected = FiniteDifference.Gradient(() => felif.Loss(u), u, 1e-3);
        double largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 2e-2 * Math.Abs(pair.First) + 1e-3 * largest));
    }

    /// <summary>One value for the layer has the sum of the gradients that its neurons would have.</summary>
    [Fact]
    public void AValueForTheLayerHasTheSumOfItsNeurons()
    {
        using TrainedFelif<Float64> ofNeurons = Felif(new(All) { Values = TrainedValues.Neuron }, "spiking");
        using TrainedFelif<Float64> ofLayer = Felif(new(All), "spiking");
        double[] each = ofNeurons.Gradient(new double[All.Length * Neurons]), one = ofLayer.Gradient(new double[All.Length]);
        for (int i = 0; i < All.Length; ++i)
        {
            double sum = each.Skip(i * Neurons).Take(Neurons).Sum();
            Assert.Equal(sum, one[i], 1e-10 * Math.Abs(sum) + 1e-14);
        }
    }

    /// <summary>
    /// BRUNO by its definition: adjoints of the coarse step with the rate held, times the derivative of the coarse step by the parameter
    /// with the rate not held, by differences of the rates; the saturation polarization in units of which P is counted.
    /// </summary>
    [Theory]
    [InlineData("quiet", false)]
    [InlineData("spiking", false)]
    [InlineData("quiet", true)]
    public void BrunosGradientIsThatOfTheCoarseStep(string drive, bool passes)
    {
        string[] names = [.. All.Where(name => name is not ("threshold" or "potential_bound"))];
        using TrainedFelif<Float64> felif = Felif(new(names) { Method = new BrunoGradient { PassClip = passes } }, drive);
        double[] actual = felif.Gradient(new double[names.Length]);
        (double[][] v, double[][] p) = felif.States;
        FelifModel model = new();
        CoarseLinearisation<Felif<Float64>, Float64, DeviceState<Float64>, Matrix2<Float64>, Held> coarse = new(new(1), new(passes ? 1 : 0), new(passes ? 1 : 0));
        double[] currents = Flat.Of(CurrentOf(drive)), lossV = Flat.Of(WeightsOf(21)), lossP = Flat.Of(WeightsOf(22));
        for (int i = 0; i < names.Length; ++i)
        {
            double expected = 0;
            Felif<Float64> device = DeviceOf(model, names[i], 0), above = DeviceOf(model, names[i], 1e-6), below = DeviceOf(model, names[i], -1e-6);
            bool isUnit = names[i] == "saturation_polarization";
            for (int lane = 0; lane < Batch * Neurons; ++lane)
            {
                double ofV = 0, ofP = 0;
                for (int step = Steps - 1; step >= 0; --step)
                {
                    int index = step * Batch * Neurons + lane;
                    DeviceState<Float64> state = new(new(v[step][lane]), new(p[step][lane]));
                    Float64 current = new(currents[index]);
                    ofV += lossV[index];
                    ofP += lossP[index];
                    expected += isUnit ? lossP[index] * p[step + 1][lane] : 0;
                    if (device.Fires(state))
                    {
                        expected += isUnit ? 0 : ofV * Difference(above.Reset(state).Potential, below.Reset(state).Potential);
                        (ofV, ofP) = (0, 0);
                        continue;
                    }

                    Jacobian<Float64, DeviceState<Float64>, Matrix2<Float64>> j = coarse.Linearise(device, state, current, index);
                    DeviceState<Float64> rates = device.Rates(state, current), up = above.Rates(state, current), down = below.Rates(state, current);
                    bool insideV = passes || Math.Abs(v[step][lane] + rates.Potential.Number) < 5;
                    bool insideP = passes || Math.Abs(p[step][lane] + rates.Internal.Number) < 0.22;
                    double byV = isUnit
                        ? device.Rates(state, new(0)).Potential.Number - Leaking(device, state)
                        : Difference(up.Potential, down.Potential);
                    expected += (insideV ? ofV * byV : 0) + (insideP && !isUnit ? ofP * Difference(up.Internal, down.Internal) : 0);
                    (ofV, ofP) = (
                        ofV * j.ByState[0].Potential.Number + ofP * j.ByState[0].Internal.Number,
                        ofV * j.ByState[1].Potential.Number + ofP * j.ByState[1].Internal.Number);
                }
            }

            // du of the middle is a quarter of the logarithm of the ratio of the bounds.
            expected *= Math.Log(4) / 4;
            Assert.Equal(expected, actual[i], 1e-6 * Math.Abs(expected) + 1e-8);
        }
    }

    /// <summary>The threshold acts through the surrogate alone, whatever the method.</summary>
    [Fact]
    public void TheThresholdHasTheSurrogatesGradient()
    {
        double[][][] ofSpikes = WeightsOf(33);
        foreach (IGradientMethod method in new IGradientMethod[] { new BrunoGradient(), new ExactGradient() })
        {
            TrainedFelifSetup setup = new(["threshold"]) { Method = method, Values = TrainedValues.Neuron };
            using TrainedFelif<Float64> felif = new(Device, setup, CurrentOf("spiking"), None, None, ofSpikes);
            double[] actual = felif.Gradient(new double[Neurons]), weights = Flat.Of(ofSpikes), expected = new double[Neurons];
            double[][] v = felif.States.V;
            for (int index = 0; index < weights.Length; ++index)
            {
                double x = v[index / (Batch * Neurons) + 1][index % (Batch * Neurons)] - 2.5;
                expected[index % Neurons] -= weights[index] / (1 + 10 * Math.Abs(x)) * 2.5 * Math.Log(4) / 4;
            }

            Near.RelativeToMaximum(expected, actual, 1e-12);
        }
    }

    /// <summary>Methods that differ in what they keep have the same gradient, and losses of spikes reach the parameters.</summary>
    [Fact]
    public void BackpropagationThroughMicroStepsAgrees()
    {
        double[] expected = GradientOf(new ExactGradient { Literal = true });
        Assert.All(expected, gradient => Assert.NotEqual(0, gradient));
        Near.RelativeToMaximum(expected, GradientOf(new BpttGradient()), 1e-9);
        Near.RelativeToMaximum(expected, GradientOf(new CheckpointedGradient { Placement = CheckpointPlacement.Sqrt }), 1e-9);
        Near.RelativeToMaximum(GradientOf(new ExactGradient()), GradientOf(new ExactGradient { Stored = true }), 1e-9);
        double[] GradientOf(IGradientMethod method)
        {
            string[] names = ["area", "activation_field", "discharge_current", "threshold"];
            using TrainedFelif<Float64> felif = new(Device, new(names) { Method = method }, CurrentOf("spiking"), None, None, WeightsOf(34));
            return felif.Gradient(new double[names.Length]);
        }
    }

    /// <summary>Windows of any length and recomputed segments leave the bits of the gradient.</summary>
    [Theory]
    [MemberData(nameof(MethodNames))]
    public void HowTimeIsCutLeavesTheBits(string method)
    {
        IGradientMethod gradient = GradientMethods.Of(method);
        double[] whole = GradientOf(null);
        Assert.Contains(whole, value => value != 0);
        Assert.Equal(whole, GradientOf(new TimePlan(Steps, 1, [], null)));
        Assert.Equal(whole, GradientOf(new TimePlan(Steps, 2, [4], null)));
        double[] GradientOf(TimePlan? plan)
        {
            string[] names = ["activation_field", "saturation_polarization", "threshold", "discharge_current"];
            using TrainedFelif<Float32> felif = new(
                Device, new(names) { Method = gradient, Plan = plan, MicroSteps = 50 }, CurrentOf("spiking"), None, None, WeightsOf(34));
            return felif.Gradient(new double[names.Length]);
        }
    }

    /// <summary>All that go back through all steps of a sequence.</summary>
    public static TheoryData<string> MethodNames =>
        [.. GradientMethods.Names.Where(name => GradientMethods.Of(name).Routes is { ForgetEvery: null, ChosenSteps: null })];

    /// <summary>Where adjoints overflow, what does not depend on them stays finite.</summary>
    [Fact]
    public void AnAdjointThatOverflowsLeavesOtherParametersAlone()
    {
        string[] names = ["discharge_current", "leakage_current_density", "threshold"];
        double[][][] inhibition = OracleGrid.Zeros(400, Batch, Neurons);
        foreach (double[] row in inhibition.SelectMany(rows => rows))
            Array.Fill(row, -2);
        double[][][] ones = OracleGrid.Zeros(400, Batch, Neurons), zeros = OracleGrid.Zeros(400, Batch, Neurons);
        foreach (double[] row in ones.SelectMany(rows => rows))
            Array.Fill(row, 1);
        using TrainedFelif<Float32> felif = new(
            Device, new(names) { Method = new BrunoGradient { PassClip = true }, Integrator = IntegratorKind.Adaptive, Tolerance = 3e-4 }, inhibition, zeros, zeros, ones);
        Assert.All(felif.Gradient(new double[names.Length]), gradient => Assert.True(double.IsFinite(gradient)));
        Assert.Contains(FiniteOf(felif.Layer), value => !double.IsFinite(value));
        double[] FiniteOf(DeviceLayer<Float32, Felif<Float32>, DeviceState<Float32>, Matrix2<Float32>> layer) => Read(layer.StartAdjoints.Internal, Batch * Neurons);
    }

    /// <summary>Variability multiplies what is trained: the devices of a chip are those of a layer that begins with the trained value.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(Batch)]
    public void VariabilityMultipliesWhatIsTrained(int chips)
    {
        NeuronVariability variability = new() { Sigma = 0.05 };
        double value = TrainedRange(12.7e8).ValueOf(0.6);
        using TrainedFelif<Float64> trained = Felif(new(["activation_field"]) { Variability = variability, Chips = chips }, "spiking");
        using TrainedFelif<Float64> begun = Felif(
            new(["activation_field"])
            {
                Variability = variability, Chips = chips, Overrides = new Dictionary<string, double> { ["activation_field"] = value },
            },
            "spiking");
        trained.Loss([0.6]);
        begun.Loss([0]);
        Near.Absolute(begun.States.V, trained.States.V, 1e-9);
        using TrainedFelif<Float64> plain = Felif(new(["activation_field"]), "spiking");
        plain.Loss([0.6]);
        Assert.True(Near.RelativeError(plain.States.V, trained.States.V) > 1e-3);
    }

    private static Parameters.TrainedRange TrainedRange(double nominal) => Parameters.TrainedRange.Around(nominal, 2);

    private static double Difference(Float64 above, Float64 below) => (above.Number - below.Number) / 2e-6;

    /// <summary>dV/dt by the leak alone.</summary>
    private static double Leaking(Felif<Float64> device, DeviceState<Float64> state)
    {
        double perCurrent = device.Rates(state, new(1)).Potential.Number - device.Rates(state, new(0)).Potential.Number;
        return -perCurrent * device.LeakageCurrent<Float64>(state.Potential).Number;
    }

    private static Felif<Float64> DeviceOf(FelifModel model, string name, double change)
    {
        double nominal = model.Parameters.Single(parameter => parameter.Name == name).Default!.Value;
        return model.Use([new Dictionary<string, double> { [name] = nominal * (1 + change) }], new One());
    }

    private static double[][][] WeightsOf(int seed) => new RandomArrays(seed).Cube(Steps, Batch, Neurons, 0.2, 1);

    private static double[][][] CurrentOf(string drive) => drive switch
    {
        "quiet" => new RandomArrays(11).Cube(Steps, Batch, Neurons, 0.1, 0.8),
        "inhibited" => new RandomArrays(12).Cube(Steps, Batch, Neurons, -4, 1),
        _ => new RandomArrays(13).Cube(Steps, Batch, Neurons, 2, 6),
    };

    private TrainedFelif<Float64> Felif(TrainedFelifSetup setup, string drive) =>
        new(Device, setup, CurrentOf(drive), WeightsOf(21), WeightsOf(22), None);

    private sealed class One : IDeviceUse<Float64, Felif<Float64>>
    {
        public Felif<Float64> With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState> => (Felif<Float64>)(object)devices[0];
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuNetworkTests))]
public sealed class TrainedDeviceCpuTests(CpuBackend backend) : TrainedDeviceTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class TrainedDeviceCudaTests(CudaBackend backend) : TrainedDeviceTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class TrainedDeviceOpenClTests(OpenClBackend backend) : TrainedDeviceTests(backend);
