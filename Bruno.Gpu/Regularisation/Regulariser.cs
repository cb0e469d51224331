using Bruno.Gpu.Energy;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Sequences;
using ILGPU;

namespace Bruno.Gpu.Regularisation;

/// <summary>The penalties of a run: adds their derivatives to those of the loss, in a network's passes of training.</summary>
internal sealed class Regulariser<T> : IDisposable
    where T : unmanaged, IReal<T>
{
    private readonly Network<T> network;
    private readonly T l1;
    private readonly T l2;
    private readonly Parameter[] weights;
    private readonly SpikePenalty<T>[] penalties;
    private readonly Action<Index1D, T, T, ArrayView<T>, ArrayView<T>> addOfWeights;

    /// <summary>Builds the penalties and lets the network's backward passes add them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="configuration">The penalties.</param>
    /// <param name="design">The settings of the network.</param>
    /// <param name="energy">Whose figures an energy rests on.</param>
    /// <param name="lengths">Valid steps of each element of the batch at hand.</param>
    /// <exception cref="BrunoException">There are no figures for the energy of any spike.</exception>
    public Regulariser(
        Network<T> network, RegularisationConfiguration configuration, NetworkDesign design, EnergyConfiguration energy, ArrayView<int> lengths)
    {
        if (configuration.ActsOnSpikes && network.Routes.ChosenSteps is not null)
            throw new BrunoException(ExitCode.Usage, "[regularisation] of spikes adds to the derivative of every step, but sltt-k goes back from a few chosen ones.");
        this.network = network;
        l1 = T.From(configuration.L1);
        l2 = T.From(configuration.L2);
        bool penalisesWeights = configuration.L1 > 0 || configuration.L2 > 0;
        weights = [.. network.Parameters.Parameters.Where(parameter => penalisesWeights && IsWeights(parameter))];
        double[] costs = configuration.Energy > 0 ? CostsOfSpikes(network, EnergyModel.Of(design, energy)) : new double[network.Layers.Count];
        if (configuration.Energy > 0 && costs.All(cost => cost == 0))
            throw new BrunoException(ExitCode.Usage, "regularisation.energy: the cards of [energy] have no figures for any spike of the network: name others, or leave it out.");

        List<SpikePenalty<T>> built = [];
        for (int i = 0; i < network.Layers.Count; ++i)
        {
            bool boundsRates = configuration.BoundsRatesOf(i) && design.Network.Layers[i].IsSpiking;
            if (!boundsRates && costs[i] == 0)
                continue;
            SpikePenaltyTerms<T> terms = new(
                T.From(configuration.RateLow), T.From(configuration.RateHigh),
                T.From(boundsRates ? configuration.RateStrength / network.Layers[i].Outputs : 0), T.From(configuration.Energy * costs[i]));
            built.Add(new(network.Device, network.Layers[i], network.Capacity.Batch, terms, lengths));
        }

        penalties = [.. built];
        foreach (SpikePenalty<T> penalty in penalties)
            network.Add(penalty);
        addOfWeights = network.Device.Load<Action<Index1D, T, T, ArrayView<T>, ArrayView<T>>>(PenaltyKernels.AddOfWeights);
    }

    /// <summary>Sees a window of a forward pass of training; windows come in order.</summary>
    public void Observe(TimeWindow window)
    {
        foreach (SpikePenalty<T> penalty in penalties)
            penalty.Observe(window);
    }

    /// <summary>Adds the derivatives of the penalties on weights, after a backward pass.</summary>
    public void AddGradients()
    {
        foreach (Parameter parameter in weights)
            addOfWeights(parameter.Length, l1, l2, network.Parameters.ValuesOf(parameter), network.Parameters.GradientsOf(parameter));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SpikePenalty<T> penalty in penalties)
            penalty.Dispose();
    }

    /// <summary>
    /// The energy that a spike of each layer takes in evaluation, J: its own, and of the operations of the synapses that it reaches.
    /// What comes out of a sum of several signals is no spike.
    /// </summary>
    internal static double[] CostsOfSpikes(Network<T> network, EnergyModel model)
    {
        double[] costs = new double[network.Layers.Count];
        for (int i = 0; i < costs.Length; ++i)
        {
            if (!network.Layers[i].IsSpiking)
                continue;
            LayerEnergy own = model.Layers[i];
            costs[i] = (own.PerSpike ?? 0) + network.Layers[i].OperationsOfOutput * (own.PerOperation ?? 0);
            int reader = i + 1;
            while (reader < costs.Length && network.Layers[reader] is DropoutLayer<T>)
                ++reader;
            if (reader < costs.Length)
                costs[i] += network.Layers[reader].OperationsOfInput * (model.Layers[reader].PerOperation ?? 0);
        }

        return costs;
    }

    private static bool IsWeights(Parameter parameter) =>
        parameter.IsTrained && (parameter.Name.EndsWith(".weights", StringComparison.Ordinal) || parameter.Name.EndsWith(".recurrent", StringComparison.Ordinal));
}
