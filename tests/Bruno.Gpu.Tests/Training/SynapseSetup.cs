using Bruno.Gpu.Kernels.Synapses;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Runs;
using Bruno.Gpu.Synapses;
using Bruno.Gpu.Tests.Synapses;

namespace Bruno.Gpu.Tests.Training;

/// <summary>The small runs with everything that synapses and neurons can do.</summary>
internal static class SynapseSetup
{
    public static IEnumerable<QuantisationDraw> Draws => Enum.GetValues<QuantisationDraw>();

    /// <summary>Levels that are drawn, all non-idealities, neurons that vary, and another chip every epoch.</summary>
    public static RunConfiguration With(RunConfiguration run, QuantisationDraw draw)
    {
        SynapseConfiguration strong = SynapseSetups.Of("all");
        SynapseConfiguration synapses = strong with
        {
            Quantisation = SynapseSetups.Drawn(draw).Quantisation,
            NonIdealities = strong.NonIdealities with { Lines = new() { Resistance = 20, Rows = 2, Columns = 3 } },
        };
        LayerConfiguration Layer(LayerConfiguration layer) => layer switch
        {
            LinearLayerConfiguration linear => linear with { Synapses = SynapseSetups.WithConverters(synapses) },
            LifLayerConfiguration { Recurrent: true } lif => lif with
            {
                Synapses = synapses with { Conductance = new() { Pair = PairKind.Reference }, Active = ActivePhase.Training },
            },
            _ => layer,
        };
        return run with
        {
            Network = run.Network with { Layers = [.. run.Network.Layers.Select(Layer)] },
            NeuronVariability = new() { Sigma = 0.02 },
            Training = run.Training with { ResampleEvery = 1 },
        };
    }
}
