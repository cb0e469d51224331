using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;
using Bruno.Gpu.Tests.Backends;

namespace Bruno.Gpu.Tests.Synapses;

/// <summary>The cells of a weight matrix on virtual chips: each non-ideality alone, and all of them off.</summary>
public abstract class SynapseArrayTests(Backend backend) : DeviceTests(backend)
{
    private const int Inputs = 40, Outputs = 25, Cells = Inputs * Outputs;
    private const int Population = 50;

    /// <summary>Draws of a population, one of each pair.</summary>
    private const int Draws = Population * Cells;

    private static readonly ConductanceConfiguration Range = new() { GMin = 1e-6, GMax = 100e-6 };

    private static double[] Weights
    {
        get
        {
            double[] weights = Array.ConvertAll(new RandomArrays(11).Vector(Cells, -0.8, 0.8), weight => (double)(float)weight);
            weights[3] = 0;
            weights[4] = -0.0;
            return weights;
        }
    }

    public static TheoryData<string, NonIdealityConfiguration> Effects => new()
    {
        { "d2d", new() { Variability = new() { Sigma = 0.05 } } },
        { "programming", new() { Programming = new() { Sigma = 0.02 } } },
        { "read noise", new() { ReadNoise = new() { Relative = 0.01, Absolute = 1e-7 } } },
        { "drift", new() { Drift = new() { Exponent = 0.05, Spread = 0.01 } } },
        { "stuck", new() { Stuck = new() { AtMinimum = 0.05, AtMaximum = 0.05 } } },
        { "asymmetry", new() { Asymmetry = new() { NegativeGain = 0.98 } } },
        { "lines", new() { Lines = new() { Resistance = 1, Rows = 16, Columns = 8 } } },
    };

    [Theory]
    [InlineData(PairKind.Differential)]
    [InlineData(PairKind.Reference)]
    public void AllOffIsTheVeryWeights(PairKind pair)
    {
        AssertBits<Float32>(new() { Conductance = Range with { Pair = pair } });
        AssertBits<Float64>(new() { Conductance = Range with { Pair = pair } });
    }

    /// <summary>The kernels run, for drift is on; but it has not begun, and what is zero leaves every bit alone.</summary>
    [Theory]
    [InlineData(PairKind.Differential)]
    [InlineData(PairKind.Reference)]
    public void EffectsOfZeroAreOffBitForBit(PairKind pair)
    {
        SynapseConfiguration configuration = new()
        {
            Conductance = Range with { Pair = pair },
            NonIdealities = new() { Drift = new() { Exponent = 0.1, Spread = 0.1, ReferenceTime = 1 } },
        };
        Assert.False(configuration.IsIdeal);
        AssertBits<Float32>(configuration);
        AssertBits<Float64>(configuration);
    }

    [Theory]
    [MemberData(nameof(Effects))]
    public void AnEffectAloneMovesWeights(string name, NonIdealityConfiguration effects)
    {
        Assert.NotEmpty(name);
        foreach (PairKind pair in Enum.GetValues<PairKind>())
        {
            SynapseConfiguration configuration = new() { Conductance = Range with { Pair = pair }, NonIdealities = effects };
            double[] first = Program<Float64>(configuration, [1], seconds: 100), again = Program<Float64>(configuration, [1], seconds: 100);
            Assert.Equal(first, again);
            double[] deviations = [.. first.Zip(Weights, (a, w) => Math.Abs(a - w))];
            Assert.True(deviations.Max() > 1e-3, $"{name} moved nothing");
        }
    }

    /// <summary>What is drawn by chip, by write and by step differs there, and there only.</summary>
    [Theory]
    [MemberData(nameof(Effects))]
    public void AnEffectDependsOnWhatItShould(string name, NonIdealityConfiguration effects)
    {
        SynapseConfiguration configuration = new() { Conductance = Range, NonIdealities = effects };
        double[] reference = Program<Float64>(configuration, [1], seconds: 100);
        bool byChip = name is not ("asymmetry" or "lines"), byWrite = name == "programming", byStep = name == "read noise";
        Assert.Equal(byChip, !reference.SequenceEqual(Program<Float64>(configuration, [2], seconds: 100)));
        Assert.Equal(byWrite, !reference.SequenceEqual(Program<Float64>(configuration, [1], write: 1, seconds: 100)));
        Assert.Equal(byStep, !reference.SequenceEqual(Program<Float64>(configuration, [1], seconds: 100, step: 1)));
        Assert.Equal(name == "drift", !reference.SequenceEqual(Program<Float64>(configuration, [1], seconds: 1)));
        Assert.Equal(byChip, !reference.SequenceEqual(Program<Float64>(configuration, [1], seconds: 100, matrix: 1)));
    }

    [Fact]
    public void AChipIsTheSameAloneAndAmongOthers()
    {
        SynapseConfiguration configuration = new()
        {
            Conductance = Range,
            Quantisation = new() { Bits = 3, Rounding = RoundingKind.Stochastic },
            NonIdealities = new()
            {
                Variability = new() { Sigma = 0.05 }, Programming = new() { Sigma = 0.02 }, Stuck = new() { AtMinimum = 0.01 },
                Lines = new() { Resistance = 1 }, ReadNoise = new() { Relative = 0.01 },
            },
        };
        ulong[] seeds = ChipSeed.First(10, seed: 4);
        Assert.Equal(seeds[..4], ChipSeed.First(4, seed: 4));
        Assert.Equal(10, seeds.Distinct().Count());
        double[] all = Program<Float32>(configuration, seeds), alone = Program<Float32>(configuration, [seeds[7]]);
        Assert.Equal(alone, all[(7 * Cells)..(8 * Cells)]);
        Assert.NotEqual(alone, all[..Cells]);
    }

    [Fact]
    public void VariabilityIsAGaussianShareOfTheConductance()
    {
        NonIdealityConfiguration effects = new() { Variability = new() { Sigma = 0.05 } };
        Distribution.AssertStandardNormal(Normalised(effects, target => 0.05 * target));
    }

    [Fact]
    public void ProgrammingErrorIsGaussianWithTheDeviationOfItsLevel()
    {
        double[] c = [2e-7, 1e-6, -3e-7, 1e-7, 5e-8];
        NonIdealityConfiguration effects = new() { Programming = new() { Coefficients = c } };
        Distribution.AssertStandardNormal(Normalised(effects, target =>
        {
            double x = target / Range.GMax;
            return c[0] + c[1] * x + c[2] * x * x + c[3] * x * x * x + c[4] * x * x * x * x;
        }));

        NonIdealityConfiguration even = new() { Programming = new() { Sigma = 0.001 } };
        Distribution.AssertStandardNormal(Normalised(even, _ => 1e-7));
    }

    [Fact]
    public void DriftIsAPowerLawWithAGaussianExponent()
    {
        NonIdealityConfiguration effects = new() { Drift = new() { Exponent = 0.02, Spread = 0.004, ReferenceTime = 10 } };
        double logarithm = Math.Log(1e5 / 10);
        double[] exponents = [.. Programmed(effects, 1e5).Select(cell => -Math.Log(cell.Conductance / cell.Target) / logarithm)];
        Distribution.AssertStandardNormal(Array.ConvertAll(exponents, exponent => (exponent - 0.02) / 0.004));

        NonIdealityConfiguration sharp = new() { Drift = new() { Exponent = 0.02, ReferenceTime = 10 } };
        Assert.All(Programmed(sharp, 1e5), cell => Assert.Equal(Math.Pow(1e4, -0.02), cell.Conductance / cell.Target, 1e-12));
        Assert.All(Programmed(sharp, 9), cell => Assert.Equal(cell.Target, cell.Conductance));
    }

    [Fact]
    public void StuckCellsAreAtTheEndsOfTheRange()
    {
        NonIdealityConfiguration effects = new() { Stuck = new() { AtMinimum = 0.03, AtMaximum = 0.01 } };
        (double Target, double Conductance)[] cells = [.. Programmed(effects, 0).Where(cell => cell.Target is > 2e-6 and < 99e-6)];
        Distribution.AssertShare(0.03, (double)cells.Count(cell => Math.Abs(cell.Conductance - 1e-6) < 1e-15) / cells.Length, cells.Length);
        Distribution.AssertShare(0.01, (double)cells.Count(cell => Math.Abs(cell.Conductance - 100e-6) < 1e-15) / cells.Length, cells.Length);
        Distribution.AssertShare(0.96, (double)cells.Count(cell => cell.Conductance == cell.Target) / cells.Length, cells.Length);
    }

    [Fact]
    public void ReadNoiseIsGaussianAndNewAtEveryStep()
    {
        // With a range of one siemens and unit weights, effective weights are conductances; the noise of a difference has two parts.
        SynapseConfiguration configuration = new()
        {
            Conductance = new() { GMin = 0, GMax = 1 },
            NonIdealities = new() { ReadNoise = new() { Relative = 0.03, Absolute = 0.04 } },
        };
        double[] weights = [.. Enumerable.Repeat(1.0, Cells)];
        using SynapseArray<Float64> array = new(Device, configuration, Inputs, Outputs, 1, 0);
        using DeviceBuffer<Float64> input = Buffer<Float64>(weights);
        array.Program(input.View, [17]);
        Assert.True(array.VariesByStep);
        double deviation = Math.Sqrt(0.05 * 0.05 + 0.04 * 0.04);
        List<double> draws = [];
        for (int step = 0; step < 100; ++step)
        {
            array.Read(step);
            draws.AddRange(Read(array.Effective, Cells).Select(weight => (weight - 1) / deviation));
        }

        Distribution.AssertStandardNormal([.. draws]);
        Assert.Equal(draws.Count, draws.Distinct().Count());
    }

    [Fact]
    public void AsymmetryScalesEachSide()
    {
        SynapseConfiguration configuration = new()
        {
            Conductance = Range,
            NonIdealities = new() { Asymmetry = new() { PositiveGain = 1.1, NegativeGain = 0.9 } },
        };
        double[] weights = Weights;
        ConductanceRange range = new(Range.GMin, Range.GMax, PairKind.Differential);
        double scale = weights.Max(Math.Abs);
        double[] expected = Array.ConvertAll(weights, w => (1.1 * range.Positive(w, scale) - 0.9 * range.Negative(w, scale)) / range.Unit(scale));
        Near.Absolute([expected], [Program<Float64>(configuration, [1])], 1e-13);
    }

    [Theory]
    [InlineData(PairKind.Differential, 16, 8)]
    [InlineData(PairKind.Differential, 128, 128)]
    [InlineData(PairKind.Reference, 16, 8)]
    public void LinesLoseWhatTheFirstOrderSays(PairKind pair, int rows, int columns)
    {
        SynapseConfiguration configuration = new()
        {
            Conductance = Range with { Pair = pair },
            NonIdealities = new() { Lines = new() { Resistance = 2, Activity = 0.3, Rows = rows, Columns = columns } },
        };
        double[] weights = Weights;
        ConductanceRange range = new(Range.GMin, Range.GMax, pair);
        double scale = weights.Max(Math.Abs);
        double[] positive = Array.ConvertAll(weights, w => range.Positive(w, scale)), negative = Array.ConvertAll(weights, w => range.Negative(w, scale));
        bool isPair = pair == PairKind.Differential;
        double[] expected = new double[Cells];
        for (int cell = 0; cell < Cells; ++cell)
        {
            double plus = positive[cell] * (1 - 2 * Lost(positive, positive, cell, rows, columns, false));
            double minus = negative[cell] * (1 - 2 * Lost(negative, isPair ? negative : positive, cell, rows, columns, !isPair));
            expected[cell] = (plus - minus) / range.Unit(scale);
        }

        Near.Absolute([expected], [Program<Float64>(configuration, [1])], 1e-13);
    }

    [Fact]
    public void TheReferenceOfARowIsOneDevice()
    {
        SynapseConfiguration configuration = new()
        {
            Conductance = Range with { Pair = PairKind.Reference },
            NonIdealities = new() { Variability = new() { Sigma = 0.1 } },
        };
        using SynapseArray<Float64> array = new(Device, configuration, Inputs, Outputs, 1, 0);
        using DeviceBuffer<Float64> input = Buffer<Float64>(Weights);
        array.Program(input.View, [5]);
        double[] reference = array.Conductances(0).Negative;
        for (int row = 0; row < Inputs; ++row)
            Assert.Single(reference[(row * Outputs)..((row + 1) * Outputs)].Distinct());
        Assert.Equal(Inputs, reference.Distinct().Count());
    }

    [Theory]
    [InlineData(PairKind.Differential, ScaleKind.Layer)]
    [InlineData(PairKind.Differential, ScaleKind.Column)]
    [InlineData(PairKind.Reference, ScaleKind.Layer)]
    public void ConductancesComeBackAsTheWeights(PairKind pair, ScaleKind scale)
    {
        foreach (int? bits in new int?[] { null, 3, 8 })
        {
            SynapseConfiguration configuration = new()
            {
                Conductance = Range with { Pair = pair }, Quantisation = new() { Bits = bits, Scale = scale },
            };
            using SynapseArray<Float64> array = new(Device, configuration, Inputs, Outputs, 1, 0);
            using DeviceBuffer<Float64> input = Buffer<Float64>(Weights);
            array.Program(input.View, [5]);
            ChipConductances chip = array.Conductances(0);
            ConductanceRange range = new(Range.GMin, Range.GMax, pair);
            for (int cell = 0; cell < Cells; ++cell)
            {
                double largest = chip.Scales[cell % Outputs];
                Assert.InRange(chip.Positive[cell], Range.GMin, Range.GMax * (1 + 1e-15));
                Assert.Equal(chip.Weights[cell], range.Weight(chip.Positive[cell], chip.Negative[cell], largest), 1e-14);
                if (bits is not null)
                {
                    WeightLevel nearest = LevelTable.Nearest(LevelTable.Of(configuration, largest), chip.Positive[cell], chip.Negative[cell]);
                    Assert.Equal(chip.Weights[cell], nearest.Weight);
                }
            }
        }
    }

    /// <summary>On the plan of a device nothing is allocated or compiled, and the bytes are those that it takes on the device.</summary>
    [Theory]
    [MemberData(nameof(Effects))]
    public void APlanTellsTheBytes(string name, NonIdealityConfiguration effects)
    {
        Assert.NotEmpty(name);
        SynapseConfiguration configuration = new()
        {
            NonIdealities = effects,
            Conductance = new() { Levels = [1e-6, 2e-6, 4e-6] },
            Quantisation = new() { Rounding = RoundingKind.Stochastic },
        };
        ComputeDevice plan = Device.Plan();
        using SynapseArray<Float32> planned = new(plan, configuration, Inputs, Outputs, 3, 0);
        long before = Device.Memory.BytesFor(MemoryPurpose.Synapses);
        using SynapseArray<Float32> array = new(Device, configuration, Inputs, Outputs, 3, 0);
        Assert.Equal(Device.Memory.BytesFor(MemoryPurpose.Synapses) - before, plan.Memory.BytesFor(MemoryPurpose.Synapses));
    }

    private static double Lost(double[] own, double[] row, int cell, int rows, int columns, bool atDriver)
    {
        int i = cell / Outputs, j = cell % Outputs;
        double lost = 0;
        for (int m = 0; m < Outputs; ++m)
        {
            if (m / columns == j / columns)
                lost += (atDriver ? 1 : Math.Min(m % columns, j % columns) + 1) * row[i * Outputs + m];
        }

        for (int l = 0; l < Inputs; ++l)
        {
            int last = Math.Min((i / rows + 1) * rows, Inputs);
            if (l / rows == i / rows)
                lost += 0.3 * (last - Math.Max(l, i)) * own[l * Outputs + j];
        }

        return lost;
    }

    /// <summary>Deviations over their standard deviation, of both sides of a population of chips.</summary>
    private double[] Normalised(NonIdealityConfiguration effects, Func<double, double> deviation) =>
        [.. Programmed(effects, 0).Select(cell => (cell.Conductance - cell.Target) / deviation(cell.Target))];

    private (double Target, double Conductance)[] Programmed(NonIdealityConfiguration effects, double seconds)
    {
        SynapseConfiguration configuration = new() { Conductance = Range, NonIdealities = effects };
        using SynapseArray<Float64> array = new(Device, configuration, Inputs, Outputs, Population, 0);
        using DeviceBuffer<Float64> input = Buffer<Float64>(Weights);
        array.Program(input.View, ChipSeed.First(Population, 6), seconds: seconds);
        ConductanceRange range = new(Range.GMin, Range.GMax, PairKind.Differential);
        List<(double, double)> cells = [];
        for (int number = 0; number < Population; ++number)
        {
            ChipConductances chip = array.Conductances(number);
            for (int cell = 0; cell < Cells; ++cell)
            {
                cells.Add((range.Positive(chip.Weights[cell], chip.Scales[0]), chip.Positive[cell]));
                cells.Add((range.Negative(chip.Weights[cell], chip.Scales[0]), chip.Negative[cell]));
            }
        }

        Assert.Equal(2 * Draws, cells.Count);
        return [.. cells];
    }

    private double[] Program<T>(
        SynapseConfiguration configuration, ulong[] chips, int write = 0, double seconds = 0, int step = 0, int matrix = 0)
        where T : unmanaged, IReal<T>
    {
        using SynapseArray<T> array = new(Device, configuration, Inputs, Outputs, chips.Length, matrix);
        using DeviceBuffer<T> input = Buffer<T>(Weights);
        array.Program(input.View, chips, write, seconds);
        if (step > 0)
            array.Read(step);
        return Read(array.Effective, chips.Length * Cells);
    }

    private void AssertBits<T>(SynapseConfiguration configuration)
        where T : unmanaged, IReal<T>
    {
        double[] effective = Program<T>(configuration, [1, 2]);
        long[] expected = Array.ConvertAll([.. Weights, .. Weights], BitConverter.DoubleToInt64Bits);
        Assert.Equal(expected, Array.ConvertAll(effective, BitConverter.DoubleToInt64Bits));
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class SynapseArrayCpuTests(CpuBackend backend) : SynapseArrayTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class SynapseArrayCudaTests(CudaBackend backend) : SynapseArrayTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class SynapseArrayOpenClTests(OpenClBackend backend) : SynapseArrayTests(backend);
