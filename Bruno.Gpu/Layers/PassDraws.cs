using Bruno.Gpu.Errors;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Layers;

/// <summary>
/// What the random numbers of a pass follow from: which chips it runs on and which number it has. Whoever runs a network sets
/// it before the pass; draws are numbered by pass and step of the sequence, so that they are the same however time is cut.
/// </summary>
internal sealed class PassDraws
{
    private const uint OfEvaluation = 0x8000_0000;

    /// <summary>Draws of a run, on a chip of its own.</summary>
    /// <param name="seed">The seed of the run.</param>
    public PassDraws(ulong seed)
    {
        Seed = seed;
        ChipSeeds = [ChipSeed.OfTraining(seed, 0)];
    }

    /// <summary>Draws of a population of chips that run side by side, programmed once for many passes.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="chips">The most chips at a time.</param>
    public PassDraws(ulong seed, int chips)
        : this(seed)
    {
        Capacity = chips;
        IsTraining = false;
        ChipSeeds = ChipSeed.First(chips, seed);
    }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; }

    /// <summary>Whether the batch is divided among chips.</summary>
    public bool IsPopulation => Capacity > 0;

    /// <summary>The most chips at a time; 0 for a run on a chip of its own.</summary>
    public int Capacity { get; }

    /// <summary>The seeds of the chips at hand; of a run, one.</summary>
    public IReadOnlyList<ulong> ChipSeeds { get; private set; }

    /// <summary>Batch elements of each chip of a population.</summary>
    public int SamplesPerChip { get; private set; } = 1;

    /// <summary>Seconds from the write to the passes.</summary>
    public double Seconds { get; private set; }

    /// <summary>The number of the write; a run writes its weights anew after every step of the optimizer.</summary>
    public long Write { get; private set; }

    /// <summary>Whether the pass is one of training.</summary>
    public bool IsTraining { get; private set; } = true;

    /// <summary>How often chips of a population were programmed.</summary>
    public int Programmed { get; private set; }

    /// <summary>In passes of training, the share of the whole training that is done.</summary>
    public double Progress { get; private set; } = 1;

    private long Pass { get; set; }

    /// <summary>The next pass is one of training.</summary>
    /// <param name="step">The steps that the optimizer has taken.</param>
    /// <param name="progress">The share of the whole training that is done.</param>
    public void Train(long step, double progress = 1)
    {
        Invariant.Holds(step >= 0 && progress >= 0, "A pass has its place in the training");
        (IsTraining, Pass, Write, Progress) = (true, step, step, progress);
    }

    /// <summary>The next pass is one of evaluation.</summary>
    /// <param name="pass">The number of the batch in its split.</param>
    /// <param name="step">The steps that the optimizer has taken: the write that is evaluated.</param>
    public void Evaluate(int pass, long step) => (IsTraining, Pass, Write) = (false, pass, step);

    /// <summary>Puts the run on a chip: another one where D2D is drawn anew every few epochs.</summary>
    public void UseTrainingChip(int chip)
    {
        ulong wanted = ChipSeed.OfTraining(Seed, chip);
        if (ChipSeeds.Count != 1 || ChipSeeds[0] != wanted)
            ChipSeeds = [wanted];
    }

    /// <summary>Programs chips of a population.</summary>
    /// <param name="chipSeeds">Their seeds, at most <see cref="Capacity"/>.</param>
    /// <param name="seconds">Seconds from the write to the passes that follow.</param>
    public void Program(IReadOnlyList<ulong> chipSeeds, double seconds)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chipSeeds.Count, Capacity);
        ChipSeeds = chipSeeds;
        Seconds = seconds;
        Programmed++;
    }

    /// <summary>The next pass of a population.</summary>
    /// <param name="pass">The number of the batch in its split.</param>
    /// <param name="samplesPerChip">Samples of each chip.</param>
    public void EvaluateChips(int pass, int samplesPerChip) => (Pass, SamplesPerChip) = (pass, samplesPerChip);

    /// <summary>Whether what is active in a phase is active in this pass.</summary>
    public bool IsActive(ActivePhase phase) => phase switch
    {
        ActivePhase.Training => IsTraining,
        ActivePhase.Evaluation => !IsTraining,
        _ => true,
    };

    /// <summary>The number of the pass's first draw of several; those of training and of evaluation differ.</summary>
    /// <param name="drawsAPass">The most draws of a pass.</param>
    /// <param name="draw">Draws before it in the pass.</param>
    public uint Number(int drawsAPass, int draw = 0)
    {
        Invariant.Holds(draw >= 0 && draw < drawsAPass, "A pass draws no more than its share of numbers");
        Invariant.Holds(Pass >= 0 && Pass * drawsAPass + draw < OfEvaluation, "No number is drawn twice");
        return ((uint)(Pass * drawsAPass + draw) & ~OfEvaluation) | (IsTraining ? 0 : OfEvaluation);
    }
}
