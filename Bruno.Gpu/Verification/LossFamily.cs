using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>A loss: the score of every sequence, and the derivative with respect to every output.</summary>
/// <param name="kind">The loss.</param>
internal sealed class LossFamily(LossKind kind) : IVerificationFamily
{
    private const int Steps = 12, Warmup = 2;
    private const double TimeConstant = 4, Scale = 0.8, Smoothing = 0.1;

    /// <inheritdoc/>
    public string Name => kind switch
    {
        LossKind.FirstSpike => "loss, first spike",
        LossKind.Sequence => "loss, sequence",
        LossKind.StepClass => "loss, step class",
        LossKind.SquaredError => "loss, squared error",
        LossKind.MaxOverTime => "loss, maximum over time",
        LossKind.MeanOverTime => "loss, mean over time",
        LossKind.EachStep => "loss, each step",
        _ => "loss, spike count",
    };

    /// <inheritdoc/>
    public bool IsInShortForm => kind == LossKind.SpikeCount;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        (int Batch, int Outputs)[] sizes = [(1, 1), (17, 5), (3, 257), (250, 4)];
        return sizes.SelectMany(size => Measure<T>(context, size.Batch, size.Outputs));
    }

    private IEnumerable<Deviation> Measure<T>(VerificationContext context, int batch, int outputs)
        where T : unmanaged, IReal<T>
    {
        int length = Steps * batch * outputs;
        bool isOfValues = kind is not (LossKind.SpikeCount or LossKind.FirstSpike), isSmoothed = kind is LossKind.MaxOverTime or LossKind.MeanOverTime or LossKind.EachStep;
        double[] output = isOfValues ? VerificationContext.Rounded<T>(Draw.Uniform(51, length, -4, 4)) : Draw.Spikes(52, length, 0.15);
        double[] targets = kind == LossKind.StepClass ? Classes(batch, outputs) : Draw.Spikes(53, length, 0.4);
        int[] labels = Draw.Integers(54, batch, outputs), lengths = Array.ConvertAll(Draw.Integers(55, batch, 5), shorter => Steps - shorter);

        DeviceMemory memory = context.Device.Memory;
        SequenceExtent extent = new(Steps, batch);
        using ILoss<T> loss = new LossConfiguration
        {
            Kind = kind, TimeConstant = TimeConstant, WarmupSteps = Warmup, Scale = isSmoothed ? Scale : 1, LabelSmoothing = isSmoothed ? Smoothing : 0,
        }.Create<T>(context.Device, batch, outputs);
        using DeviceBuffer<T> values = context.Upload<T>(output), wanted = context.Upload<T>(targets), losses = context.Upload<T>(new double[batch]), adjoint = context.Upload<T>(new double[length]);
        using DeviceBuffer<Spike> spikes = context.UploadSpikes(output);
        using DeviceBuffer<int> classes = memory.Allocate<int>(labels, MemoryPurpose.Scratch), valid = memory.Allocate<int>(lengths, MemoryPurpose.Scratch);
        using DeviceBuffer<int> samples = memory.Allocate<int>([.. Enumerable.Range(0, batch)], MemoryPurpose.Scratch);
        using DeviceBuffer<int> hits = memory.Allocate<int>(batch, MemoryPurpose.Scratch), trials = memory.Allocate<int>(batch, MemoryPurpose.Scratch);
        Signal<T> signal = isOfValues ? new(values.View) : new(spikes.View);
        LossTargets<T> target = new(classes.View, wanted.View, valid.View);
        SampleScores<T> scores = new(samples.View, losses.View, hits.View, trials.View);
        loss.Observe(signal, target, scores, TimeWindow.Whole(extent));
        loss.Score(target, scores, batch);
        loss.Differentiate(signal, target, adjoint.View, TimeWindow.Whole(extent));

        PlainLoss plain = new(output, batch, outputs, lengths);
        (double[] Losses, double[] Adjoint) expected = kind switch
        {
            LossKind.FirstSpike => plain.FirstSpike(labels, TimeConstant),
            LossKind.Sequence => plain.Sequence(targets, Warmup),
            LossKind.StepClass => plain.StepClass(targets, Warmup),
            LossKind.SquaredError => plain.SquaredError(targets, Warmup),
            LossKind.MaxOverTime => plain.OverTime(labels, Warmup, Scale, Smoothing, isMaximum: true),
            LossKind.MeanOverTime => plain.OverTime(labels, Warmup, Scale, Smoothing, isMaximum: false),
            LossKind.EachStep => plain.EachStep(labels, Warmup, Scale, Smoothing),
            _ => plain.SpikeCount(labels),
        };
        double tolerance = VerificationContext.In<T>(1e-5, 1e-13);
        yield return Deviation.Relative($"{batch} x {outputs}, losses", context.Download(losses.View, batch), expected.Losses, tolerance);
        yield return Deviation.Relative($"{batch} x {outputs}, derivative", context.Download(adjoint.View, length), expected.Adjoint, tolerance);
    }

    /// <summary>A class at two of three steps, one-hot; none at the others.</summary>
    private static double[] Classes(int batch, int outputs)
    {
        double[] targets = new double[Steps * batch * outputs];
        int[] labels = Draw.Integers(56, Steps * batch, outputs), counts = Draw.Integers(57, Steps * batch, 3);
        for (int row = 0; row < labels.Length; ++row)
            targets[row * outputs + labels[row]] = counts[row] > 0 ? 1 : 0;
        return targets;
    }
}
