using System.Globalization;
using Bruno.Gpu.Energy;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Parameters;

namespace Bruno.Gpu.Training;

/// <summary>
/// Signs that a training goes wrong while all its numbers are finite: layers that never or always fire, gradients that explode or are masked.
/// Each is said once.
/// </summary>
/// <param name="network">The network.</param>
internal sealed class TrainingHealth<T>(Network<T> network)
    where T : unmanaged, IReal<T>
{
    /// <summary>Spikes a neuron and step from which on a layer counts as saturated.</summary>
    private const double Saturated = 0.95;

    /// <summary>The norm of the gradient from which on it counts as exploded: of losses and weights of order 1 no useful one is as large.</summary>
    private const double ExplodedNorm = 1e8;

    /// <summary>By what factor the norm of the gradient grows if it explodes.</summary>
    private const double Explosion = 1e4;

    private readonly HashSet<string> said = [];
    private double smallestNorm = double.PositiveInfinity;

    /// <summary>What is to be said after an epoch, a sentence or two each.</summary>
    /// <param name="epoch">The epoch, the first being 1.</param>
    /// <param name="activity">What the layers did in it.</param>
    /// <param name="steps">Outer steps of all its samples.</param>
    public IReadOnlyList<string> AfterEpoch(int epoch, NetworkActivity activity, long steps)
    {
        double[] gradients = network.Parameters.ExportGradients();
        return [.. Layers(epoch, activity, steps).Concat(Gradients(epoch, gradients)).Concat(epoch == 1 ? Unreached(gradients) : []).Where(sign => said.Add(sign.Key)).Select(sign => sign.Text)];
    }

    private IEnumerable<(string Key, string Text)> Layers(int epoch, NetworkActivity activity, long steps)
    {
        for (int i = 0; i < network.Layers.Count && steps > 0; ++i)
        {
            ILayer<T> layer = network.Layers[i];
            if (!layer.IsSpiking)
                continue;
            double rate = activity.OfLayers[i].Spikes / ((double)steps * layer.Outputs);
            if (rate == 0)
            {
                yield return ($"dead {layer.Name}",
                    $"layer {layer.Name} has not fired once in epoch {epoch}: what comes after it sees nothing, and gradients through it are small or 0. "
                    + "Scale the weights before it until it fires (--set network.init=activity), give it more input (initial_scale of the synapses, current_unit of devices), or lower its threshold.");
            }
            else if (rate >= Saturated)
            {
                yield return ($"saturated {layer.Name}", string.Create(CultureInfo.InvariantCulture,
                    $"layer {layer.Name} fires in {100 * rate:F0} % of all steps in epoch {epoch}: it tells its input no longer, and gradients through it are small or 0. "
                    + $"Scale the weights before it until it fires less (--set network.init=activity), give it less input (initial_scale, current_unit), raise its threshold, or bound its rate ([regularisation])."));
            }
        }
    }

    private IEnumerable<(string Key, string Text)> Gradients(int epoch, double[] gradients)
    {
        Parameter[] trained = [.. network.Parameters.Parameters.Where(parameter => parameter.IsTrained)];
        double norm = trained.Aggregate(0.0, (sum, parameter) => double.Hypot(sum, NormOf(gradients.AsSpan(parameter.Offset, parameter.Length))));
        if (norm > ExplodedNorm || norm > Explosion * smallestNorm)
        {
            Parameter largest = trained.MaxBy(parameter => NormOf(gradients.AsSpan(parameter.Offset, parameter.Length)))!;
            string grown = norm > Explosion * smallestNorm ? FormattableString.Invariant($", where it was {smallestNorm:G3} before") : "";
            yield return ("explosion", string.Create(CultureInfo.InvariantCulture,
                $"the gradient explodes: its norm is {norm:G3} in the last batch of epoch {epoch}{grown}, most of it in {largest.Name}. Clip it (--set optimizer.clip_norm=1), "
                + $"choose another gradient method (--gradient exact; truncated methods cut long ways back), or lower the learning rate."));
        }

        if (norm > 0)
            smallestNorm = Math.Min(smallestNorm, norm);
        else if (trained.Length > 0)
        {
            yield return ("masked",
                $"all gradients are 0 to the last bit in the last batch of epoch {epoch}: every way back is masked, and nothing is trained. See which layers fire "
                + "(bruno describe, spike_rate in metrics.csv), widen the surrogate (surrogate_slope), or use --gradient pass or exact.");
        }
    }

    /// <summary>
    /// What training cannot change: a gradient is 0 to the last bit where no derivative leads from the loss to it. That of delays is so, too, where
    /// their triangle has become narrow, and is not looked at.
    /// </summary>
    private IEnumerable<(string Key, string Text)> Unreached(double[] gradients)
    {
        Parameter[] trained = [.. network.Parameters.Parameters.Where(parameter => parameter.IsTrained)];
        string[] unreached = [.. trained.Where(parameter => parameter.Kind != Parameter.Delays && !gradients.AsSpan(parameter.Offset, parameter.Length).ContainsAnyExcept(0.0)).Select(parameter => parameter.Name)];
        if (unreached.Length > 0 && unreached.Length < trained.Length)
        {
            yield return ("unreached",
                $"the gradient of {string.Join(", ", unreached)} was exactly 0 in the last batch of the first epoch, so that training does not change it: nothing "
                + "behind it that fires hangs on it, or hold(...) in a device's equations leaves the only way out, or the loss is the same whatever comes out.");
        }
    }

    /// <summary>The Euclidean norm, also where the squares would overflow.</summary>
    private static double NormOf(ReadOnlySpan<double> values)
    {
        double norm = 0;
        foreach (double value in values)
            norm = double.Hypot(norm, value);
        return norm;
    }
}
