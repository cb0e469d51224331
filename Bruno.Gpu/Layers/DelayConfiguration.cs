using Bruno.Gpu.Configuration;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Synapses.NonIdealities;

namespace Bruno.Gpu.Layers;

/// <summary>
/// Delays that can be trained (after Hammouamri, Khalfaoui-Hassani and Masquelier, ICLR 2024). While they are trained they are real
/// numbers, and a signal is the mean of what came so many whole steps before, by a triangle around the delay that narrows;
/// in evaluation, and where they are not trained, they are whole steps.
/// </summary>
public sealed record DelayConfiguration : IValidated
{
    /// <summary>The longest delay; as many steps of the signal are kept, and synapses with delays take a matrix product for each.</summary>
    [Number(From = 1, To = 10_000, Unit = "outer steps")]
    public int Maximum { get; init; } = 10;

    /// <summary>
    /// Whether training changes them, where the list of what is trained, if there is one, has "delays" besides; otherwise they are in training the
    /// whole steps of an evaluation.
    /// </summary>
    public bool Trained { get; init; } = true;

    /// <summary>The shortest delay at the beginning; between this and the longest they are uniformly distributed.</summary>
    [Number(From = 0, To = 10_000, Unit = "outer steps")]
    public double InitialLow { get; init; }

    /// <summary>The longest delay at the beginning; not given, <see cref="Maximum"/>.</summary>
    [Number(From = 0, To = 10_000, Unit = "outer steps")]
    public double? InitialHigh { get; init; }

    /// <summary>
    /// The half width of the triangle at the beginning of training, in multiples of <see cref="Multiple"/>; 1 is linear interpolation
    /// between the two delays next to one.
    /// </summary>
    [Number(Above = 0.5, To = 10_000)]
    public double InitialWidth { get; init; } = 1;

    /// <summary>
    /// The half width that it falls to. Between 1 and 0.5, delays near whole ones are those, and towards 0.5 all are: then delays stay,
    /// and weights learn with the delays of an evaluation.
    /// </summary>
    [Number(Above = 0.5, To = 10_000)]
    public double FinalWidth { get; init; } = 1;

    /// <summary>The share of the training, from its beginning, in which the half width falls linearly.</summary>
    [Number(Above = 0, To = 1)]
    public double NarrowingShare { get; init; } = 0.5;

    /// <summary>The delays that the hardware has are multiples of this, up to <see cref="Maximum"/>, which must be one.</summary>
    [Number(From = 1, To = 10_000, Unit = "outer steps")]
    public int Multiple { get; init; } = 1;

    /// <summary>Which of them becomes of a trained delay in evaluation.</summary>
    public DelayRounding Rounding { get; init; } = DelayRounding.Nearest;

    /// <summary>The standard deviation of delays from chip to chip; what comes of them is rounded to whole steps in evaluation.</summary>
    [Number(From = 0, To = 10_000, Unit = "outer steps")]
    public double Deviation { get; init; }

    /// <summary>The same over each delay, besides.</summary>
    [Number(From = 0, To = 10)]
    public double RelativeDeviation { get; init; }

    /// <summary>When delays deviate: in training, in evaluation, or both; those of a population of chips always do.</summary>
    public ActivePhase Active { get; init; } = ActivePhase.Both;

    /// <summary>Whether they do at all.</summary>
    public bool Deviates => Deviation > 0 || RelativeDeviation > 0;

    /// <inheritdoc/>
    public IEnumerable<Fault> Validate()
    {
        if (Multiple >= 1 && Maximum % Multiple != 0)
            yield return new("maximum", $"must be a multiple of {Multiple}, as the delays are ({nameof(Multiple).ToLowerInvariant()})");
        double high = InitialHigh ?? Maximum;
        if (high > Maximum)
            yield return new("initial_high", FormattableString.Invariant($"must not exceed maximum ({high} > {Maximum})"));
        if (FinalWidth > InitialWidth)
            yield return new("final_width", FormattableString.Invariant($"must not exceed initial_width ({FinalWidth} > {InitialWidth})"));
        if (InitialLow > high)
            yield return new("initial_low", FormattableString.Invariant($"must not exceed {(InitialHigh is null ? "maximum" : "initial_high")} ({InitialLow} > {high})"));
    }

    /// <summary>The same as they should be on every chip.</summary>
    public DelayConfiguration WithoutDeviation() => this with { Deviation = 0, RelativeDeviation = 0 };

    /// <summary>The same where lists may say that they are not trained.</summary>
    internal DelayConfiguration In(ParameterTraining training) => this with { Trained = Trained && training.Trains(Parameter.Delays) };

    /// <summary>The initial delays.</summary>
    internal Func<double[]> Initial(LayerRandom random, int count) => random.Uniform(count, InitialLow, InitialHigh ?? Maximum);

    /// <summary>Declares them, which training keeps within their range.</summary>
    internal Parameter Declare(ParameterLayout layout, string layer, int[] shape, Func<double[]> initial) =>
        layout.Declare($"{layer}.{Parameter.Delays}", shape, initial, Trained, low: 0, high: Maximum);

    /// <summary>Why synapses cannot have delays; none where they can.</summary>
    internal static string? FaultOf(SynapseConfiguration synapses)
    {
        NonIdealityConfiguration effects = synapses.NonIdealities;
        string? what = effects.ReadNoise.Model.IsOn ? "read noise, which is drawn for every step of a signal"
            : effects.Lines.ActsOnWeights ? "voltage lost along lines, which depends on what else arrives at the same time"
            : effects.InputDac.Bits is not null ? "an input_dac"
            : effects.OutputAdc.Bits is not null ? "an output_adc"
            : synapses.HasDrawnLevels && synapses.Quantisation.Draw != QuantisationDraw.Pass ? "levels that are drawn for every step or batch element"
            : null;
        return what is null ? null : $"do not go with {what}: leave one of them out";
    }

    /// <summary>The delay that becomes of a trained one in evaluation, where nothing deviates.</summary>
    internal double InEvaluation(double delay) => Float64.ToDouble(Program<Float64>(isTraining: false, deviates: false).Of(Float64.From(delay)));

    /// <summary>What becomes of delays in a pass.</summary>
    internal DelayProgram<T> Program<T>(bool isTraining, bool deviates)
        where T : unmanaged, IReal<T> => new(
        Maximum, Multiple, Rounding, AreReal(isTraining) ? 0 : 1, T.From(deviates ? Deviation : 0), T.From(deviates ? RelativeDeviation : 0));

    /// <summary>Which steps count in a pass.</summary>
    /// <param name="isTraining">Whether it is one of training.</param>
    /// <param name="deviates">Whether delays deviate in it.</param>
    /// <param name="progress">The share of the training that is done.</param>
    internal DelayTaps<T> Taps<T>(bool isTraining, bool deviates, double progress)
        where T : unmanaged, IReal<T>
    {
        bool areReal = AreReal(isTraining);
        int spacing = !areReal && deviates ? 1 : Multiple;
        double width = areReal ? FinalWidth + (InitialWidth - FinalWidth) * Math.Max(0, 1 - progress / NarrowingShare) : 1;
        return new(Maximum, spacing, T.From(spacing * width));
    }

    private bool AreReal(bool isTraining) => isTraining && Trained;
}
