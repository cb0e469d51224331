using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Kernels.Synapses.NonIdealities;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Synapses.NonIdealities;
using ILGPU;
using ILGPU.Runtime;

namespace Bruno.Gpu.Synapses;

/// <summary>
/// One weight matrix as it physically is on one or many chips: the cells of each, and the effective weights that its layer
/// computes with. Weights are programmed once and then read, once a pass or, where reads are noisy, every step.
/// </summary>
/// <remarks>
/// Gradients pass straight through: dL/dw = dL/dw_eff, summed over the chips. Where everything is off, effective weights are
/// the bits of the weights.
/// </remarks>
internal sealed class SynapseArray<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly ComputeDevice device;
    private readonly SynapseConfiguration configuration;
    private readonly MatrixShape shape;
    private readonly int matrix;
    private readonly ConductanceRange range;
    private readonly WeightQuantiser<T> quantiser;
    private readonly DeviceBuffer<ulong> seeds;
    private readonly DeviceBuffer<T> targets;
    private readonly DeviceBuffer<T> effective;
    private readonly DeviceBuffer<T>? variances;
    private readonly CellBuffers<T>? programmed;
    private readonly CellBuffers<T>? reached;
    private readonly Action<Index1D, CellArray<T>, CellPhysics, ChipKeys, int>? program;
    private readonly Action<Index1D, CellArray<T>, ConductanceRange, LineResistance, CellDeviations<T>>? sumRows;
    private readonly Action<Index1D, CellArray<T>, ConductanceRange, LineResistance, CellDeviations<T>>? dropAlongColumns;
    private readonly Action<Index1D, CellArray<T>, ReadPhysics, ChipKeys, int, ArrayView<T>>? read;
    private readonly Action<Index1D, CellArray<T>, ReadPhysics, ArrayView<T>>? findVariances;
    private ulong[] uploaded = [];

    /// <summary>Allocates the cells of a matrix.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="configuration">The synapses.</param>
    /// <param name="inputs">Rows of the matrix.</param>
    /// <param name="outputs">Columns of the matrix.</param>
    /// <param name="chips">The most chips at a time.</param>
    /// <param name="matrix">The number of the matrix in its network: each has random numbers of its own.</param>
    /// <param name="sumsNoise">Whether reads are without noise, which whoever computes with the weights adds to sums of them.</param>
    public SynapseArray(
        ComputeDevice device, SynapseConfiguration configuration, int inputs, int outputs, int chips, int matrix, bool sumsNoise = false)
    {
        this.device = device;
        this.configuration = configuration;
        this.matrix = matrix;
        shape = new(0, inputs, outputs);
        range = configuration.Conductance.Range;
        Capacity = chips;

        long cells = (long)chips * inputs * outputs;
        quantiser = new WeightQuantiser<T>(device, configuration, inputs, outputs);
        seeds = device.Memory.Allocate<ulong>(chips, MemoryPurpose.Synapses);
        targets = device.Memory.Allocate<T>(configuration.HasDrawnLevels ? cells : (long)inputs * outputs, MemoryPurpose.Synapses);
        effective = device.Memory.Allocate<T>(cells, MemoryPurpose.Synapses);
        if (configuration.NonIdealities.LeaveWeightsAlone)
            return;

        programmed = new CellBuffers<T>(device, cells);
        program = device.Load<Action<Index1D, CellArray<T>, CellPhysics, ChipKeys, int>>(
            SynapseKernels.Program);
        read = device.Load<Action<Index1D, CellArray<T>, ReadPhysics, ChipKeys, int, ArrayView<T>>>(
            SynapseKernels.Read);
        if (sumsNoise)
        {
            variances = device.Memory.Allocate<T>(cells, MemoryPurpose.Synapses);
            findVariances = device.Load<Action<Index1D, CellArray<T>, ReadPhysics, ArrayView<T>>>(
                SummedNoiseKernels.Variances);
        }

        if (!configuration.NonIdealities.Lines.IsOn)
            return;

        reached = new CellBuffers<T>(device, cells);
        sumRows = device.Load<Action<Index1D, CellArray<T>, ConductanceRange, LineResistance, CellDeviations<T>>>(
            LineKernels.SumRows);
        dropAlongColumns = device.Load<Action<Index1D, CellArray<T>, ConductanceRange, LineResistance, CellDeviations<T>>>(
            LineKernels.DropAlongColumns);
    }

    /// <summary>The most chips at a time.</summary>
    public int Capacity { get; }

    /// <summary>The chips that were programmed last.</summary>
    public int Chips { get; private set; }

    /// <summary>Whether every read is different, so that <see cref="Read"/> is due every step.</summary>
    public bool VariesByStep => configuration.NonIdealities.VaryByStep && variances is null;

    /// <summary>The variances of the weights' reads, [chips, inputs, outputs], where noise is added to sums; else empty.</summary>
    public ArrayView<T> Variances => variances is null ? ArrayView<T>.Empty : variances.View.SubView(0, (long)Chips * Cells);

    /// <summary>The random addresses of the chips.</summary>
    public ChipKeys Keys => new(seeds.View, matrix);

    /// <summary>The effective weights of all chips, [chips, inputs, outputs], in units of the weight.</summary>
    public ArrayView<T> Effective => effective.View.SubView(0, (long)Chips * Cells);

    private int Cells => shape.Inputs * shape.Outputs;

    /// <summary>The effective weights of one chip, [inputs, outputs].</summary>
    public ArrayView<T> EffectiveOf(int chip) => effective.View.SubView((long)chip * Cells, Cells);

    /// <summary>
    /// Writes weights into chips, lets them age, and reads them once (step 0).
    /// </summary>
    /// <param name="weights">The weights, [inputs, outputs].</param>
    /// <param name="chipSeeds">The seed of each chip (<see cref="ChipSeed"/>); each chip depends on its own only.</param>
    /// <param name="write">The number of the write: another one has other programming errors and other drawn levels.</param>
    /// <param name="seconds">The time from the write to the read, s.</param>
    public void Program(ArrayView<T> weights, ReadOnlySpan<ulong> chipSeeds, int write = 0, double seconds = 0) =>
        Program(weights, chipSeeds, new ProgramNumbers(write, (uint)write, 0), seconds, isIdeal: false);

    /// <summary>Writes weights, with the draws of their levels numbered apart from the write.</summary>
    /// <param name="weights">The weights, [inputs, outputs].</param>
    /// <param name="chipSeeds">The seed of each chip; the same one several times for several draws of its levels.</param>
    /// <param name="numbers">What is drawn.</param>
    /// <param name="seconds">The time from the write to the read, s.</param>
    /// <param name="isIdeal">Whether nothing goes wrong: effective weights are the levels.</param>
    internal void Program(ArrayView<T> weights, ReadOnlySpan<ulong> chipSeeds, ProgramNumbers numbers, double seconds, bool isIdeal)
    {
        if (chipSeeds.Length < 1 || chipSeeds.Length > Capacity)
            throw new ArgumentOutOfRangeException(nameof(chipSeeds), chipSeeds.Length, $"1 to {Capacity} chips can be programmed at a time.");
        Chips = chipSeeds.Length;
        if (!chipSeeds.SequenceEqual(uploaded))
        {
            seeds.Upload(chipSeeds);
            uploaded = chipSeeds.ToArray();
        }

        SetTargets(weights, numbers);
        if (programmed is null || isIdeal)
        {
            CopyTargets();
            return;
        }

        NonIdealityConfiguration effects = configuration.NonIdealities;
        CellPhysics physics = new(
            range, effects.Programming.Model(range.Maximum), effects.Variability.Model, effects.Drift.Model(seconds), effects.Stuck.Model);
        if (variances is not null && effects.OnlyReadsAreNoisy)
        {
            // Cells are where they should be, and their buffers hold no deviation: reads without noise are the levels themselves.
            findVariances!(
                Chips * Cells, CellsOf(programmed), new ReadPhysics(range, effects.ReadNoise.Model, effects.Asymmetry.Model), variances.View);
            CopyTargets();
            return;
        }

        program!(Chips * Cells, CellsOf(programmed), physics, Keys, numbers.Write);
        if (reached is not null)
            DropAlongLines(programmed, reached, effects.Lines.Model);
        Read(0);
    }

    /// <summary>Reads all chips again, with the noise of a step.</summary>
    /// <param name="step">The number of the read: another one has other noise.</param>
    public void Read(int step)
    {
        if (programmed is null)
            return;
        CellBuffers<T> cells = reached ?? programmed;
        NonIdealityConfiguration effects = configuration.NonIdealities;
        ReadPhysics physics = new(range, effects.ReadNoise.Model, effects.Asymmetry.Model);
        if (variances is not null)
        {
            findVariances!(Chips * Cells, CellsOf(cells), physics, variances.View);
            physics = physics with { Noise = default };
        }

        read!(Chips * Cells, CellsOf(cells), physics, Keys, step, effective.View);
    }

    /// <summary>The conductances of a chip as they were written and have aged, before any read; waits for the device.</summary>
    public ChipConductances Conductances(int chip)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chip, Chips);
        double[] weights = Download(targets.View.SubView((long)chip * Stride, Cells));
        double[] scales = new double[shape.Outputs];
        quantiser.Scales.CopyToCPU(device.Accelerator.DefaultStream, scales);
        double[] positive = programmed is null ? new double[Cells] : Download(programmed.Deviations.Positive.SubView((long)chip * Cells, Cells));
        double[] negative = programmed is null ? new double[Cells] : Download(programmed.Deviations.Negative.SubView((long)chip * Cells, Cells));
        for (int cell = 0; cell < Cells; ++cell)
        {
            double scale = scales[cell % shape.Outputs];
            positive[cell] += range.Positive(weights[cell], scale);
            negative[cell] += range.Negative(weights[cell], scale);
        }

        return new(shape.Inputs, shape.Outputs, weights, scales, positive, negative);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        variances?.Dispose();
        reached?.Dispose();
        programmed?.Dispose();
        effective.Dispose();
        targets.Dispose();
        seeds.Dispose();
        quantiser.Dispose();
    }

    /// <summary>Elements from a chip's targets to the next chip's.</summary>
    private int Stride => configuration.HasDrawnLevels ? Cells : 0;

    private TargetWeights<T> Targets => new(targets.View, quantiser.Scales, Stride);

    private void SetTargets(ArrayView<T> weights, ProgramNumbers numbers)
    {
        if (!configuration.IsQuantised)
        {
            quantiser.FindScales(weights);
            weights.SubView(0, Cells).CopyTo(device.Accelerator.DefaultStream, targets.View);
            return;
        }

        DrawKeys keys = new(seeds.View, ChipKeys.Word(SynapseStream.Rounding, matrix), numbers.Level, numbers.LevelStride);
        quantiser.QuantiseWith(weights, keys, configuration.HasDrawnLevels ? Chips : 1, targets.View);
    }

    private void DropAlongLines(CellBuffers<T> cells, CellBuffers<T> result, LineResistance lines)
    {
        int tilesInRow = (shape.Outputs + lines.Columns - 1) / lines.Columns, tilesInColumn = (shape.Inputs + lines.Rows - 1) / lines.Rows;
        sumRows!(Chips * shape.Inputs * tilesInRow, CellsOf(cells), range, lines, result.Deviations);
        dropAlongColumns!(Chips * shape.Outputs * tilesInColumn, CellsOf(cells), range, lines, result.Deviations);
    }

    private CellArray<T> CellsOf(CellBuffers<T> cells) => new(shape, Targets, cells.Deviations);

    private void CopyTargets()
    {
        for (int chip = 0; chip < Chips; ++chip)
            targets.View.SubView((long)chip * Stride, Cells).CopyTo(device.Accelerator.DefaultStream, EffectiveOf(chip));
    }

    private double[] Download(ArrayView<T> view)
    {
        T[] values = new T[view.Length];
        view.CopyToCPU(device.Accelerator.DefaultStream, values);
        return Array.ConvertAll(values, T.ToDouble);
    }
}
