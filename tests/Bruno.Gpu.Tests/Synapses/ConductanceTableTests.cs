using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;

namespace Bruno.Gpu.Tests.Synapses;

public sealed class ConductanceTableTests : IDisposable
{
    private const int Inputs = 17, Outputs = 5;

    private readonly TemporaryFolder folder = new();
    private readonly ComputeDevice device = ComputeDevice.Open("cpu");

    public static TheoryData<string> Kinds => ["three bits", "not quantised", "reference", "measured", "column", "drawn"];

    public void Dispose()
    {
        device.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WhatIsWrittenIsReadBack(string kind)
    {
        ConductanceMatrix matrix = Targets(Synapses(kind));
        ConductanceTable.Write(folder["cells.csv"], [matrix]);
        IReadOnlyList<ConductanceMatrix> read = ConductanceTable.Read(folder["cells.csv"]);

        Assert.Equal(matrix.Levels, read[0].Levels);
        Assert.Equal(matrix.Positive, read[0].Positive);
        Assert.Equal(matrix.Negative, read[0].Negative);
        Assert.Equal(matrix.Scales, read[0].Scales);
        Assert.All(matrix.Weights, (weight, cell) => Assert.Equal(weight, read[0].Weights[cell], 1e-12 * matrix.Scales[cell % Outputs]));
        Assert.True(ConductanceComparison.Of(read, [matrix]).Single().Passed);
    }

    [Fact]
    public void WithoutLevelsTheWeightsAreTheWeights()
    {
        ConductanceMatrix matrix = Targets(new());
        Assert.Equal(Weights(), matrix.Weights);
        Assert.All(matrix.Levels, level => Assert.Null(level));
    }

    /// <summary>The level of each weight by the definition: w_max k / 3, k the nearest integer.</summary>
    [Fact]
    public void ThreeBitsAreSevenLevels()
    {
        ConductanceMatrix matrix = Targets(Synapses("three bits"));
        double largest = Weights().Max(Math.Abs);
        Assert.All(Weights(), (weight, cell) => Assert.Equal((int)Math.Round(weight * 3 / largest), matrix.Levels[cell]));
    }

    [Fact]
    public void ACellOfAnotherLevelIsNoticed()
    {
        ConductanceMatrix matrix = Targets(Synapses("three bits"));
        int?[] levels = [.. matrix.Levels];
        double[] positive = [.. matrix.Positive];
        (levels[3], positive[3]) = (levels[3] == 3 ? 2 : levels[3] + 1, positive[3] + 33e-6);
        ConductanceTable.Write(folder["cells.csv"], [matrix with { Levels = levels, Positive = positive }]);

        ConductanceComparison result = ConductanceComparison.Of(ConductanceTable.Read(folder["cells.csv"]), [matrix]).Single();
        Assert.False(result.Passed);
        Assert.Equal(1, result.OtherLevels);
        Assert.Equal(1.0 / 3, result.LargestWeightDeviation!.Value, 1e-9);
    }

    [Fact]
    public void LayersMissingOnEitherSideAreNoticed()
    {
        ConductanceMatrix matrix = Targets(new());
        IReadOnlyList<ConductanceComparison> results = ConductanceComparison.Of([matrix with { Layer = "other" }], [matrix]);
        Assert.Equal(["1.linear", "other"], results.Select(result => result.Layer));
        Assert.All(results, result => Assert.False(result.Passed));
    }

    [Theory]
    [InlineData("positive,1,1E-06", "positive,1,-1E-06", "conductance of")]
    [InlineData("a,0,0,positive", "a,7000000,0,positive", "7000001 rows")]
    [InlineData("a,0,1,positive", "a,0,0,positive", "given twice")]
    [InlineData("a,0,0,positive", "a,0,,positive", "no place")]
    [InlineData("0.5,2,10\n", "0.5,3,10\n", "another w_max")]
    [InlineData("0.5,2,10\n", "0.5,,10\n", "lacks")]
    [InlineData("conductance_s", "siemens", "no column 'conductance_s'")]
    [InlineData("positive,1,1E-06", "positive,1,abc", "'abc'")]
    [InlineData("positive,1,1E-06", "positive,1,\"1,0775\"", "'1,0775' is not a value of the column 'conductance_s': it has a decimal comma")]
    [InlineData("positive,1,1E-06", "positive,1,1e400", "conductance of")]
    [InlineData("0.5,2,10\n", "0.5,inf,10\n", "'inf' is not a value of the column 'w_max': it is not a finite number")]
    [InlineData("positive,1,1E-06", "upper,1,1E-06", "'upper'")]
    public void ACorruptFileIsRefused(string right, string wrong, string message)
    {
        const string Table =
            "layer,row,column,side,level,conductance_s,weight,w_max,weight_per_siemens\n"
            + "a,0,0,positive,1,1E-06,0.5,2,10\na,0,0,negative,1,2E-06,0.5,2,10\n"
            + "a,0,1,positive,1,1E-06,0.5,2,10\na,0,1,negative,1,2E-06,0.5,2,10\n";
        File.WriteAllText(folder["right.csv"], Table);
        Assert.Single(ConductanceTable.Read(folder["right.csv"]));

        int at = Table.IndexOf(right, StringComparison.Ordinal);
        File.WriteAllText(folder["wrong.csv"], Table[..at] + wrong + Table[(at + right.Length)..]);
        BrunoException exception = Assert.Throws<BrunoException>(() => ConductanceTable.Read(folder["wrong.csv"]));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static SynapseConfiguration Synapses(string kind) => kind switch
    {
        "three bits" => new() { Quantisation = new() { Bits = 3 } },
        "reference" => new() { Quantisation = new() { Bits = 4 }, Conductance = new() { Pair = PairKind.Reference } },
        "measured" => new() { Conductance = new() { Levels = [1e-6, 4e-6, 5e-6, 20e-6] } },
        "column" => new() { Quantisation = new() { Bits = 8, Scale = ScaleKind.Column } },
        "drawn" => new() { Quantisation = new() { Bits = 3, Rounding = RoundingKind.Stochastic } },
        _ => new(),
    };

    private static double[] Weights()
    {
        CounterRandom random = new(3, 0, 0, 0);
        return [.. Enumerable.Range(0, Inputs * Outputs).Select(_ => random.NextUniform(-0.4, 0.4))];
    }

    private ConductanceMatrix Targets(SynapseConfiguration synapses) =>
        ConductanceTargets.Of(device, "1.linear", synapses, Inputs, Outputs, Weights(), 0, 7);
}
