using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Losses;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Optimizers;

namespace Bruno.Gpu.Verification;

/// <summary>All families of kernels: who adds kernels adds their family here.</summary>
internal static class VerificationFamilies
{
    /// <summary>The families, in the order in which they are run.</summary>
    public static IReadOnlyList<IVerificationFamily> All { get; } =
    [
        new MemoryFamily(),
        new ConformanceFamily(),
        new RandomNumberFamily(),
        new ForwardFamily(IntegratorKind.Euler),
        new ForwardFamily(IntegratorKind.Exponential),
        new ForwardFamily(IntegratorKind.Adaptive),
        new GradientFamily(new BrunoGradient()) { Name = "gradient, bruno", IsInShortForm = true, IsRunInDouble = true, IsWithHeracles = true },
        new GradientFamily(new BrunoGradient { PassClip = true }) { Name = "gradient, pass" },
        new GradientFamily(new ExactGradient()) { Name = "gradient, exact" },
        new GradientFamily(new ExactGradient(), IntegratorKind.Exponential) { Name = "gradient, exact, exponential" },
        new GradientFamily(new ExactGradient(), IntegratorKind.Adaptive) { Name = "gradient, exact, adaptive", IsInShortForm = true, IsRunInDouble = true, IsWithHeracles = true },
        new GradientFamily(new ExactGradient { Stored = true }) { Name = "gradient, exact, stored" },
        new GradientFamily(new ExactGradient { Stored = true }, IntegratorKind.Adaptive) { Name = "gradient, exact, stored, adaptive" },
        new GradientFamily(new ExactGradient { Literal = true }) { Name = "gradient, exact-literal" },
        new GradientFamily(new BpttGradient()) { Name = "gradient, bptt" },
        new GradientFamily(new CheckpointedGradient()) { Name = "gradient, checkpointed" },
        new GradientFamily(new CheckpointedGradient { Placement = CheckpointPlacement.Sqrt }) { Name = "gradient, checkpointed, sqrt" },
        new GradientFamily(new TruncatedGradient(new BrunoGradient(), 5)) { Name = "gradient, truncated" },
        new GradientFamily(new SlttGradient(new BrunoGradient())) { Name = "gradient, sltt" },
        new GradientFamily(new SlttGradient(new BrunoGradient(), 6)) { Name = "gradient, sltt-k" },
        new GradientFamily(new CoarseGradient()) { Name = "gradient, coarse" },
        new GradientFamily(new BrunoGradient()) { Name = "gradient, states in 16 bits", Tape = TapePrecision.Float16 },
        new ModelFamily(new BrunoGradient { PassClip = true }),
        new ModelFamily(new ExactGradient()),
        new EpropFamily(),
        new LifFamily(isRecurrent: false),
        new LifFamily(isRecurrent: true),
        new CubaLifFamily(isRecurrent: false),
        new CubaLifFamily(isRecurrent: true),
        new NeuronFamily(NeuronFamily.Kind.AdaptiveLif),
        new NeuronFamily(NeuronFamily.Kind.Snu),
        new NeuronFamily(NeuronFamily.Kind.SoftSnu),
        new NeuronFamily(NeuronFamily.Kind.NormalisedFelif),
        new ProductFamily(ProductKind.Chosen),
        new ProductFamily(ProductKind.Portable),
        new ProductFamily(ProductKind.Tiled),
        new StackFamily(LayerTiming.Aligned),
        new StackFamily(LayerTiming.Pipelined),
        new DelayFamily(),
        new SynapseFamily(),
        new ConverterFamily(),
        new LossFamily(LossKind.SpikeCount),
        new LossFamily(LossKind.FirstSpike),
        new LossFamily(LossKind.Sequence),
        new LossFamily(LossKind.StepClass),
        new LossFamily(LossKind.SquaredError),
        new LossFamily(LossKind.MaxOverTime),
        new LossFamily(LossKind.MeanOverTime),
        new LossFamily(LossKind.EachStep),
        new OptimizerFamily(OptimizerKind.Adamax),
        new OptimizerFamily(OptimizerKind.Adam),
        new OptimizerFamily(OptimizerKind.Sgd),
        new BatchFamily(),
        new DeterminismFamily(),
    ];
}
