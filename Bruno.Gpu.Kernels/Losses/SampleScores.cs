using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>
/// The scores of the samples of a data set, on the device until an epoch ends: the loss, and hits out of trials, whose
/// ratio is the accuracy.
/// </summary>
/// <param name="samples">Which sample each batch element is.</param>
/// <param name="loss">The loss of each sample.</param>
/// <param name="hits">Hits of each sample: 1 for the right class, or notes predicted and played.</param>
/// <param name="trials">Trials of each sample: 1, or notes predicted or played.</param>
public readonly struct SampleScores<T>(
    ArrayView<int> samples, ArrayView<T> loss, ArrayView<int> hits, ArrayView<int> trials)
    where T : unmanaged
{
    public readonly ArrayView<T> Loss = loss;
    public readonly ArrayView<int> Samples = samples;
    public readonly ArrayView<int> Hits = hits;
    public readonly ArrayView<int> Trials = trials;

    /// <summary>Stores the scores of a batch element.</summary>
    public void Store(int element, T elementLoss, int elementHits, int elementTrials)
    {
        int sample = Samples[element];
        Loss[sample] = elementLoss;
        Hits[sample] = elementHits;
        Trials[sample] = elementTrials;
    }
}
