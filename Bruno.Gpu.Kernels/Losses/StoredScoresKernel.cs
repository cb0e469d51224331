using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Losses;

/// <summary>Puts the scores of a batch, which were found elsewhere, among those of all samples.</summary>
public static class StoredScoresKernel
{
    /// <param name="element">The batch element.</param>
    /// <param name="losses">The loss of each batch element.</param>
    /// <param name="hits">What it had right.</param>
    /// <param name="trials">What it could have had right.</param>
    /// <param name="scores">Receives them.</param>
    public static void Run<T>(Index1D element, ArrayView<T> losses, ArrayView<int> hits, ArrayView<int> trials, SampleScores<T> scores)
        where T : unmanaged, IReal<T> => scores.Store(element, losses[element], hits[element], trials[element]);
}
