using System.Globalization;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Runs;

namespace Bruno.Gpu.Training;

/// <summary>What a run may do and is likely to regret.</summary>
internal static class TrainingWarnings
{
    private static readonly string[] OfSynapses = [ParameterTraining.Weights, ParameterTraining.Bias, ParameterTraining.Gain];

    /// <summary>The factor of a step from which on gradients count as growing: in 100 steps it makes 2.7.</summary>
    private const double LeastGrowth = 1.01;

    /// <summary>Warnings, a sentence or two each.</summary>
    /// <param name="configuration">The run.</param>
    /// <param name="outerStepSeconds">The length of an outer step, s.</param>
    public static IEnumerable<string> Of(RunConfiguration configuration, double outerStepSeconds)
    {
        if (configuration.Loss.NeedsTargets && configuration.Network.Layers[^1].IsSpiking)
        {
            yield return "the last layer puts out spikes, where the data ask for something at every step, which single spikes can hardly say: end with a linear layer, "
                + "as the preset 'steps' does.";
        }

        string[] untrained = configuration.Gradient.Method == GradientKind.Eprop
            ? [.. configuration.Network.Layers.SelectMany(layer => configuration.Network.TrainingOf(layer).Names).Except(OfSynapses).Distinct()]
            : [];
        if (untrained.Length > 0)
            yield return $"eligibility traces (eprop) are of synapses: {string.Join(", ", untrained)} of neurons keep the values that they begin with.";
        if (!IsCoarse(configuration.Gradient))
            yield break;
        for (int i = 0; i < configuration.Network.Layers.Count; ++i)
        {
            if (configuration.Network.Layers[i] is not DeviceLayerConfiguration layer)
                continue;
            double factor = layer.FindModel().Use<Float64, double>([layer.Parameters], new CoarseLeak(1e3 * outerStepSeconds));
            if (!(Math.Abs(factor) > LeastGrowth))
                continue;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"network.layers.{i} ({layer.Model}): one coarse step at the threshold multiplies a change of the potential by {factor:G3}, its leak being so "
                + $"steep there, and gradients through such steps explode. Lower the threshold, or use --gradient exact.");
        }
    }

    /// <summary>Whether the derivative of an outer step is that of one coarse step.</summary>
    private static bool IsCoarse(GradientConfiguration gradient) => gradient.Method switch
    {
        GradientKind.Bruno or GradientKind.Pass or GradientKind.Coarse => true,
        GradientKind.Truncated or GradientKind.Sltt or GradientKind.SlttK or GradientKind.Eprop =>
            gradient.Linearisation is LinearisationKind.Bruno or LinearisationKind.Pass,
        _ => false,
    };
}
