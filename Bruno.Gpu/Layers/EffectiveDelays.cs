using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.RandomNumbers;
using ILGPU;

namespace Bruno.Gpu.Layers;

/// <summary>
/// The delays that a layer computes with, made of the trained ones where a sequence begins: as they are in training, whole steps in
/// evaluation, and with the deviations of the chips where those act.
/// </summary>
/// <remarks>A delay's deviation has an address of its own: chip, layer and delay.</remarks>
internal sealed class EffectiveDelays<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly LayerContext<T> context;
    private readonly Parameter parameter;
    private readonly DelayConfiguration configuration;
    private readonly uint stream;
    private readonly DeviceBuffer<T> effective;
    private readonly DeviceBuffer<T> xi;
    private readonly T[] drawn;
    private readonly Action<Index1D, DelayProgram<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>> program;
    private IReadOnlyList<ulong>? seeds;

    /// <summary>Allocates them.</summary>
    /// <param name="context">What the layer is built with.</param>
    /// <param name="parameter">The trained delays.</param>
    /// <param name="configuration">What becomes of them.</param>
    /// <param name="layer">The number of the layer.</param>
    public EffectiveDelays(LayerContext<T> context, Parameter parameter, DelayConfiguration configuration, int layer)
    {
        this.context = context;
        this.parameter = parameter;
        this.configuration = configuration;
        stream = (uint)RandomStream.DelayVariability + ((uint)layer << 16);
        DifferByChip = configuration.Deviates && context.Draws.IsPopulation;
        Capacity = DifferByChip ? context.Draws.Capacity : 1;
        int length = ArrayLength.Of(Capacity, parameter.Length);
        effective = context.Device.Memory.Allocate<T>(length, MemoryPurpose.Synapses);
        xi = context.Device.Memory.Allocate<T>(configuration.Deviates ? length : 0, MemoryPurpose.Synapses);
        drawn = configuration.Deviates && !context.Device.IsPlan ? new T[length] : [];
        program = context.Device.Load<Action<Index1D, DelayProgram<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>>>(UnitDelayKernels.Program);
    }

    /// <summary>Whether each chip of a population has delays of its own.</summary>
    public bool DifferByChip { get; }

    /// <summary>The most chips at a time.</summary>
    public int Capacity { get; }

    /// <summary>[chips, delays], steps.</summary>
    public ArrayView<T> View => effective.View;

    /// <summary>Which steps count in the pass at hand.</summary>
    public DelayTaps<T> Taps { get; private set; }

    /// <summary>Makes the delays of a pass.</summary>
    public void Begin()
    {
        PassDraws draws = context.Draws;
        bool deviates = configuration.Deviates && (draws.IsPopulation || draws.IsActive(configuration.Active));
        int chips = DifferByChip ? draws.ChipSeeds.Count : 1;
        if (deviates && !ReferenceEquals(seeds, draws.ChipSeeds))
            Draw(draws.ChipSeeds, chips);
        Taps = configuration.Taps<T>(draws.IsTraining, deviates, draws.Progress);
        program(
            chips * parameter.Length, configuration.Program<T>(draws.IsTraining, deviates), context.Parameters.ValuesOf(parameter), xi.View,
            effective.View);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        xi.Dispose();
        effective.Dispose();
    }

    private void Draw(IReadOnlyList<ulong> chipSeeds, int chips)
    {
        seeds = chipSeeds;
        int count = parameter.Length;
        Parallel.For(0, chips * count, i => drawn[i] = T.From(new CounterRandom(chipSeeds[i / count], stream, (uint)(i % count), 0).NextGaussian()));
        xi.Upload(drawn);
    }
}
