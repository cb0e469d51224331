using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Datasets;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>
/// Makes the outer step of a whole network as short as the micro-step, for <see cref="FullBpttGradient"/>: inputs and
/// targets are repeated, decays spread so that n micro-steps decay as much as one outer step.
/// </summary>
internal static class MicroStepUnrolling
{
    /// <summary>Run and data as the gradient method needs them: unrolled, or as they are.</summary>
    public static (RunConfiguration Configuration, Dataset Dataset) Apply(RunConfiguration configuration, Dataset dataset) =>
        configuration.Gradient.Create().UnrollsNetwork ? (Of(configuration), Of(dataset, configuration)) : (configuration, dataset);

    /// <summary>How often a step of the data is repeated for the gradient method.</summary>
    public static int Repeats(RunConfiguration configuration) => configuration.Gradient.Create().UnrollsNetwork ? Factor(configuration) : 1;

    /// <summary>The configuration of the unrolled network.</summary>
    public static RunConfiguration Of(RunConfiguration configuration)
    {
        int n = Factor(configuration);
        return configuration with
        {
            Network = configuration.Network with { Layers = [.. configuration.Network.Layers.Select(layer => layer.Unrolled(n))] },
            Loss = configuration.Loss with
            {
                TimeConstant = configuration.Loss.TimeConstant * n,
                WarmupSteps = configuration.Loss.UnscoredSteps * n,
            },

            Augmentation = configuration.Augmentation with { MicroSteps = n },

            // Spikes a micro-step are n times fewer, and what is out of bounds is squared.
            Regularisation = configuration.Regularisation with
            {
                RateLow = configuration.Regularisation.RateLow / n,
                RateHigh = configuration.Regularisation.RateHigh / n,
                RateStrength = configuration.Regularisation.RateStrength * n * n,
            },
        };
    }

    /// <summary>The data set that goes with the unrolled network of a configuration.</summary>
    public static Dataset Of(Dataset dataset, RunConfiguration configuration)
    {
        int n = Factor(configuration);
        return dataset.Map(
            sample => new Sample(
                Repeat(sample.Values, dataset.Channels, n),
                ArrayLength.Of(sample.Steps, n),
                sample.Label,
                sample.Targets is null ? null : Repeat(sample.Targets, dataset.Outputs, n)),
            dataset.StepSeconds / n);
    }

    /// <summary>Each row of an array n times.</summary>
    private static float[] Repeat(float[] values, int width, int n)
    {
        float[] repeated = new float[ArrayLength.Of(values.Length, n)];
        for (int row = 0; row * width < values.Length; ++row)
        {
            for (int copy = 0; copy < n; ++copy)
                Array.Copy(values, row * width, repeated, (row * n + copy) * width, width);
        }

        return repeated;
    }

    /// <summary>Micro-steps an outer step; all devices must have the same.</summary>
    /// <exception cref="BrunoException">They have not.</exception>
    public static int Factor(RunConfiguration configuration)
    {
        int[] substeps = [.. configuration.Network.Layers.OfType<DeviceLayerConfiguration>()
            .Select(layer => layer.Resolve(needsMicroSteps: true).Substeps ?? 1).Distinct()];
        return substeps.Length > 1
            ? throw new BrunoException(
                ExitCode.Usage, "bptt-full runs the whole network at the micro-step: give all devices the same number of them (--substeps N).")
            : substeps.FirstOrDefault(1);
    }
}
