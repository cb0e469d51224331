using Bruno.Gpu.Configuration;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Optimizers;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Optimizers;

/// <summary>Which optimizer, and its numbers.</summary>
public sealed record OptimizerOptions
{
    /// <summary>The optimizer.</summary>
    public OptimizerKind Name { get; init; } = OptimizerKind.Adamax;

    /// <summary>The learning rate that a schedule starts from.</summary>
    [Number(Above = 0, To = 3.4e38)]
    public double LearningRate { get; init; } = 0.005;

    /// <summary>Decay of the first moment.</summary>
    [Number(From = 0, Below = 1)]
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment (Adam) or of the largest gradient (Adamax).</summary>
    [Number(From = 0, Below = 1)]
    public double Beta2 { get; init; } = 0.995;

    /// <summary>The small number that keeps divisions finite.</summary>
    [Number(Above = 0, To = 1)]
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Momentum of SGD.</summary>
    [Number(From = 0, Below = 1)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>The largest norm of all gradients together; 0 does not clip.</summary>
    [Number(From = 0, To = 1e30)]
    public double ClipNorm { get; init; }

    /// <summary>
    /// The share of the weights that a step takes besides, over the learning rate: decoupled weight decay (Loshchilov and Hutter, ICLR
    /// 2019), with every optimizer, on "weights" and "recurrent" alone.
    /// </summary>
    [Number(From = 0, To = 1e6)]
    public double WeightDecay { get; init; }

    /// <summary>
    /// What is evaluated, and kept as the best, is the mean of all parameters over so many batches of training back: of all until there
    /// are as many, exponential from then on (Polyak and Juditsky 1992). 0: they are taken as training leaves them.
    /// </summary>
    [Number(From = 0, To = 1_000_000_000, Unit = "batches")]
    public int AverageOver { get; init; }

    /// <summary>
    /// What the learning rate is multiplied by for a kind of parameter; 0 leaves it as it is. A kind is the last part of a parameter's
    /// name: "weights", "recurrent", "bias", "decays", "gain" ...
    /// </summary>
    [Number(From = 0, To = 1e6)]
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// The rules of each parameter array, <see cref="ParameterRules{T}.Numbers"/> numbers each; none where all are alike, without decay
    /// or bounds.
    /// </summary>
    /// <exception cref="ConfigurationException">There is a rate for a kind of parameter that is not among those trained.</exception>
    internal double[] RulesOf(IReadOnlyList<Parameter> parameters)
    {
        string[] kinds = [.. parameters.Where(parameter => parameter.IsTrained).Select(parameter => parameter.Kind).Distinct()];
        ConfigurationFault[] faults = [.. Rates.Keys.Except(kinds).Select(kind => new ConfigurationFault(
            "settings", $"optimizer.rates.{kind}", $"is no kind of parameter that is trained: {string.Join(", ", kinds)}{NearestName.Hint(kind, kinds)}"))];
        if (faults.Length > 0)
            throw new ConfigurationException(faults);
        double[] rules = [.. parameters.SelectMany(RuleOf)], plain = [1, 0, double.NegativeInfinity, double.PositiveInfinity];
        return rules.Chunk(ParameterRules<Float64>.Numbers).All(rule => rule.SequenceEqual(plain)) ? [] : rules;
    }

    private double[] RuleOf(Parameter parameter) =>
    [
        Rates.GetValueOrDefault(parameter.Kind, 1),
        parameter is { IsTrained: true, Kind: Parameter.Weights or Parameter.Recurrent } ? WeightDecay : 0,
        parameter.Low,
        parameter.High,
    ];
}
