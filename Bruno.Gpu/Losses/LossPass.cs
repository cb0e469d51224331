using System.Diagnostics;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Networks;
using Bruno.Gpu.RandomNumbers;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Losses;

/// <summary>Passes of a network together with its loss: the score of a batch, and the gradients of its mean loss.</summary>
/// <param name="network">The network.</param>
/// <param name="loss">The loss.</param>
/// <param name="seed">What the steps that SLTT-K chooses follow from.</param>
internal sealed class LossPass<T>(Network<T> network, ILoss<T> loss, ulong seed = 0)
    where T : unmanaged, IReal<T>
{
    /// <summary>Scores a batch.</summary>
    /// <param name="input">[steps, batch, inputs].</param>
    /// <param name="targets">What the batch should come to.</param>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="extent">Steps and batch elements.</param>
    /// <param name="seen">Called after each window, in order, while its output exists.</param>
    public void Evaluate(
        Signal<T> input, LossTargets<T> targets, SampleScores<T> scores, SequenceExtent extent, Action<TimeWindow>? seen = null)
    {
        RequireShapes(input, targets, scores, extent);
        network.Forward(input, extent, window =>
        {
            loss.Observe(network.Output, targets, scores, window);
            seen?.Invoke(window);
        });
        loss.Score(targets, scores, extent.Batch);
    }

    /// <summary>Scores a batch and computes all gradients.</summary>
    /// <param name="input">[steps, batch, inputs].</param>
    /// <param name="targets">What the batch should come to.</param>
    /// <param name="scores">Receives the scores.</param>
    /// <param name="extent">Steps and batch elements.</param>
    /// <param name="pass">Counts the passes of a run; the steps that SLTT-K chooses follow from it.</param>
    /// <param name="seen">Called after each window of the forward pass, in order, while its output exists.</param>
    public void Train(
        Signal<T> input, LossTargets<T> targets, SampleScores<T> scores, SequenceExtent extent, long pass = 0,
        Action<TimeWindow>? seen = null)
    {
        if (network.Routes.IsOnline && loss.IsStepwise && network.IsStepwise)
        {
            network.RunOnline(input, extent, window =>
            {
                loss.Observe(network.Output, targets, scores, window);
                seen?.Invoke(window);
                loss.Differentiate(network.Output, targets, network.OutputAdjoint, window);
            });
            return;
        }

        Evaluate(input, targets, scores, extent, seen);
        Differentiate(input, targets, extent, pass);
    }

    /// <summary>Computes all gradients of a batch that was just scored.</summary>
    /// <param name="input">As it was scored.</param>
    /// <param name="targets">As it was scored.</param>
    /// <param name="extent">As it was scored.</param>
    /// <param name="pass">Counts the passes of a run; the steps that SLTT-K chooses follow from it.</param>
    public void Differentiate(Signal<T> input, LossTargets<T> targets, SequenceExtent extent, long pass = 0)
    {
        void OfWindow(TimeWindow window) => loss.Differentiate(network.Output, targets, network.OutputAdjoint, window);
        if (network.Routes.IsOnline)
            network.RunOnline(input, extent, OfWindow);
        else
            network.Backward(input, extent, OfWindow, Choose(extent.Steps, pass));
    }

    [Conditional(Invariant.Symbol)]
    private void RequireShapes(Signal<T> input, LossTargets<T> targets, SampleScores<T> scores, SequenceExtent extent)
    {
        long rows = (long)extent.Steps * extent.Batch;
        Invariant.Holds(input.Length >= rows * network.Layers[0].Inputs, "There is an input for every step and batch element");
        Invariant.Holds(targets.Lengths.Length >= extent.Batch && (targets.Labels.Length is 0 || targets.Labels.Length >= extent.Batch), "Every batch element has a length, and a class where there are classes");
        Invariant.Holds(targets.Values.Length is 0 || targets.Values.Length >= rows * network.Layers[^1].Outputs, "There is a target for every output, or for none");
        Invariant.Holds(scores.Samples.Length >= extent.Batch && scores.Loss.Length > 0, "Every batch element has a score");
    }

    /// <summary>Distinct steps, each as likely as any other; none where all count.</summary>
    private HashSet<int>? Choose(int steps, long pass)
    {
        if (network.Routes.ChosenSteps is not int wanted)
            return null;

        CounterRandom random = new(seed, (uint)RandomStream.ChosenSteps, (uint)pass, (uint)(pass >> 32));
        HashSet<int> chosen = [];
        while (chosen.Count < Math.Min(wanted, steps))
            chosen.Add((int)(random.NextUniform() * steps));
        return chosen;
    }
}
