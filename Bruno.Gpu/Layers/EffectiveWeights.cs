using Bruno.Gpu.Kernels.Matrices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using Bruno.Gpu.Synapses;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The weights that a layer computes with: the very parameters where synapses are ideal, else what the devices make of them,
/// one matrix or several. They are made where a sequence begins and, where they differ from step to step, before every step;
/// by its number, so that the backward pass makes the same again. Gradients pass straight through to the parameters.
/// </summary>
internal sealed class EffectiveWeights<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly Parameter parameter;
    private readonly SynapseConfiguration synapses;
    private readonly SynapseArray<T>? array;
    private readonly RecordedRounding<T>? given;
    private readonly bool drawsByElement;
    private readonly bool drawsByStep;
    private readonly ulong[] seeds;
    private int programmed = -1;
    private int matrices;

    /// <summary>Allocates what the synapses need; nothing where they are ideal.</summary>
    /// <param name="context">What the layer is built with.</param>
    /// <param name="parameter">The weights, [inputs, outputs].</param>
    /// <param name="options">The synapses.</param>
    /// <param name="sumsNoise">Whether the layer adds read noise to its outputs, where the synapses let it.</param>
    public EffectiveWeights(LayerContext<T> context, Parameter parameter, SynapseOptions options, bool sumsNoise)
    {
        this.context = context;
        this.parameter = parameter;
        synapses = options.Configuration;
        bool isDrawn = synapses.HasDrawnLevels && !context.Draws.IsPopulation;
        drawsByElement = isDrawn && synapses.Quantisation.Draw == QuantisationDraw.Element;
        drawsByStep = isDrawn && synapses.Quantisation.Draw == QuantisationDraw.Step;
        int capacity = context.Draws.IsPopulation ? context.Draws.Capacity : drawsByElement ? context.Batch : 1;
        seeds = new ulong[capacity];
        if (options.Uniforms is not null)
            given = new RecordedRounding<T>(context.Device, synapses, parameter.Shape[0], parameter.Shape[1], context.Batch, options.Uniforms);
        else if (!synapses.IsIdeal)
        {
            SumsNoise = sumsNoise && !drawsByStep && synapses.SumsReadNoise;
            array = new SynapseArray<T>(context.Device, synapses, parameter.Shape[0], parameter.Shape[1], capacity, options.Matrix, SumsNoise);
        }

        MayVaryByStep = array is not null && (drawsByStep || array.VariesByStep);
    }

    /// <summary>Whether read noise is to be added to the layer's outputs, in passes in which it acts.</summary>
    public bool SumsNoise { get; }

    /// <summary>The variances of the weights' reads, [matrices, inputs, outputs]; empty in a pass without noise on its outputs.</summary>
    public ArrayView<T> Variances => SumsNoise && IsNoisy ? array!.Variances : ArrayView<T>.Empty;

    /// <summary>The random addresses of noise on outputs.</summary>
    public ChipKeys NoiseKeys => array!.Keys;

    /// <summary>Which random numbers noise on the outputs of a window has.</summary>
    public NoiseRows NoiseOf(TimeWindow window) => new(
        window.Batch,
        context.Draws.IsPopulation ? context.Draws.SamplesPerChip : window.Batch,
        context.Draws.Number(context.Plan.Steps + 1, window.Begin));

    /// <summary>The most matrices that there may be at a time.</summary>
    public int Capacity => given is null ? seeds.Length : context.Batch;

    /// <summary>Whether there are passes in which the weights differ from step to step.</summary>
    public bool MayVaryByStep { get; }

    /// <summary>Whether they differ from step to step in this pass, so that <see cref="Step"/> is due before each.</summary>
    public bool VaryByStep => array is not null && (drawsByStep || (IsNoisy && array.VariesByStep));

    /// <summary>The matrices, [matrices, inputs, outputs].</summary>
    public ArrayView<T> View =>
        given is not null ? given.Effective
        : array is not null && (synapses.IsQuantised || IsNoisy) ? array.Effective
        : Values;

    /// <summary>Which of them each batch element uses.</summary>
    public WeightSelection Selection =>
        given is not null ? WeightSelection.ByElement(matrices)
        : array is null ? WeightSelection.One
        : context.Draws.IsPopulation ? WeightSelection.ByChip(context.Draws.ChipSeeds.Count, context.Draws.SamplesPerChip)
        : drawsByElement ? WeightSelection.ByElement(matrices)
        : WeightSelection.One;

    private ArrayView<T> Values => context.Parameters.ValuesOf(parameter);

    /// <summary>Whether anything goes wrong with the weights in this pass.</summary>
    private bool IsNoisy =>
        !synapses.NonIdealities.LeaveWeightsAlone && (context.Draws.IsPopulation || context.Draws.IsActive(synapses.Active));

    /// <summary>Makes the weights of a sequence.</summary>
    public void Begin(int batch)
    {
        matrices = batch;
        if (given is not null)
        {
            given.Quantise(Values, batch);
            return;
        }

        PassDraws draws = context.Draws;
        if (array is null || drawsByStep || (!synapses.IsQuantised && !IsNoisy))
            return;
        if (!draws.IsPopulation)
        {
            int first = drawsByElement ? batch : 1;
            Program(first, draws.Number(drawsByElement ? context.Batch : 1));
        }
        else if (programmed != draws.Programmed)
        {
            // Chips are written once; their levels are drawn with the write.
            for (int chip = 0; chip < draws.ChipSeeds.Count; ++chip)
                seeds[chip] = draws.ChipSeeds[chip];
            array.Program(Values, seeds.AsSpan(0, draws.ChipSeeds.Count), new(0, 0, 0), draws.Seconds, isIdeal: !IsNoisy);
            programmed = draws.Programmed;
        }
    }

    /// <summary>Makes the weights of a step, where they differ from step to step.</summary>
    /// <param name="step">The step of the sequence.</param>
    public void Step(int step)
    {
        uint number = context.Draws.Number(context.Plan.Steps + 1, step);
        if (drawsByStep)
            Program(1, number);
        if (IsNoisy && array!.VariesByStep)
            array.Read((int)number);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        given?.Dispose();
        array?.Dispose();
    }

    private void Program(int count, uint level)
    {
        Array.Fill(seeds, context.Draws.ChipSeeds[0], 0, count);
        array!.Program(Values, seeds.AsSpan(0, count), new((int)context.Draws.Write, level, 1), seconds: 0, isIdeal: !IsNoisy);
    }
}
