using System.Globalization;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Training;

/// <summary>
/// Scales the initial weights of a network so that its neurons fire at a wanted rate on a batch of training data, layer by layer from the
/// input on: the spread of a layer's drive decides whether it can learn (Rossbroich, Gygax and Zenke, Neuromorphic Computing and
/// Engineering 2022). All weights that lead to a layer get the same factor, its recurrent ones and the gains and biases of an encoder as
/// well, so that what they are to each other stays. The batch follows from the seed.
/// </summary>
/// <param name="session">A session before its first step.</param>
/// <param name="wanted">Spikes a neuron and step, above 0 and below 1.</param>
internal sealed class InitialActivity<T>(TrainingSession<T> session, double wanted)
    where T : unmanaged, IReal<T>
{
    /// <summary>A rate this close by a factor is left as it is.</summary>
    private const double Close = 1.1;

    /// <summary>The factor lies between 2 to the power of minus this, and of this.</summary>
    private const int Doublings = 20;

    private const int Halvings = 8;

    private readonly ParameterStore<T> store = session.Network.Parameters;

    /// <summary>Scales the weights of a fresh session where its network asks for it.</summary>
    /// <param name="session">The session, before its first step.</param>
    /// <param name="network">Its network.</param>
    /// <param name="note">Told what became of each layer.</param>
    public static void ReachIn(TrainingSession<T> session, NetworkConfiguration network, Action<string>? note)
    {
        if (network.Init == InitialScale.Activity)
            new InitialActivity<T>(session, network.InitialRate).Reach(note);
    }

    /// <summary>Scales the weights.</summary>
    /// <param name="note">Told what became of each layer.</param>
    public void Reach(Action<string>? note)
    {
        IReadOnlyList<ILayer<T>> layers = session.Network.Layers;
        for (int i = 0; i < layers.Count; ++i)
        {
            if (!layers[i].IsSpiking || layers[i] is not INeuronLayer<T>)
                continue;
            string found = Reach(i, layers[i], Leading(layers, i));
            note?.Invoke(found);
        }
    }

    private string Reach(int index, ILayer<T> layer, IReadOnlyList<Parameter> leading)
    {
        if (leading.Count == 0)
            return $"Initial activity: nothing that could be scaled leads to '{layer.Name}'.";
        double[] initial = store.Export();
        double RateAt(double factor)
        {
            double[] scaled = [.. initial];
            foreach (Parameter parameter in leading)
            {
                for (int i = parameter.Offset; i < parameter.Offset + parameter.Length; ++i)
                    scaled[i] *= factor;
            }

            store.Import(scaled);
            return session.SpikeRates()[index];
        }

        double before = RateAt(1), rate = before, factor = 1;
        if (!IsClose(before))
        {
            double step = before < wanted ? 2 : 0.5, beyond = 1;
            bool IsShort() => step > 1 ? rate < wanted : rate > wanted;
            for (int i = 0; i < Doublings && IsShort(); ++i)
            {
                factor = beyond;
                beyond *= step;
                rate = RateAt(beyond);
            }

            if (IsShort())
            {
                store.Import(initial);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Warning: initial activity: no factor of the weights to '{layer.Name}' takes it from {before:G3} to {wanted:G3} spikes a neuron and step on this batch, where it came to {rate:G3}; they stay as they are.");
            }

            double near = factor, far = beyond;
            factor = beyond;
            for (int i = 0; i < Halvings && !IsClose(rate); ++i)
            {
                factor = Math.Sqrt(near * far);
                rate = RateAt(factor);
                if (IsShort())
                    near = factor;
                else
                    far = factor;
            }
        }

        string found = string.Create(
            CultureInfo.InvariantCulture, $"Initial activity: weights to '{layer.Name}' times {factor:G4}: {rate:G3} spikes a neuron and step, {before:G3} before");
        return IsClose(rate) ? $"{found}." : string.Create(CultureInfo.InvariantCulture, $"{found}; {wanted:G3} is not reached on this batch.");
    }

    private bool IsClose(double rate) => rate < wanted * Close && rate > wanted / Close;

    /// <summary>What is multiplied with the layer's input, and its recurrent weights.</summary>
    private IReadOnlyList<Parameter> Leading(IReadOnlyList<ILayer<T>> layers, int index)
    {
        string[] kinds = [ParameterTraining.Weights, ParameterTraining.Bias, ParameterTraining.Gain];
        for (int source = index - 1; source >= 0 && !layers[source].IsSpiking; --source)
        {
            Parameter[] found = [.. Of(layers[source]).Where(parameter => kinds.Contains(parameter.Kind))];
            if (found.Length > 0)
                return [.. found, .. Of(layers[index]).Where(parameter => parameter.Kind == Parameter.Recurrent)];
        }

        return [];
    }

    private IEnumerable<Parameter> Of(ILayer<T> layer) =>
        store.Parameters.Where(parameter => parameter.Name.StartsWith($"{layer.Name}.", StringComparison.Ordinal));
}
