namespace Bruno.Gpu.Training;

/// <summary>Scores of samples on the host.</summary>
/// <param name="Losses">The loss of each.</param>
/// <param name="Hits">Hits of each: see <see cref="Kernels.Losses.SampleScores{T}"/>.</param>
/// <param name="Trials">Trials of each.</param>
internal sealed record HostScores(double[] Losses, int[] Hits, int[] Trials)
{
    /// <summary>Mean loss, hits and trials of some samples, added up in the order given.</summary>
    public (double Loss, long Hits, long Trials) Of(ReadOnlySpan<int> samples)
    {
        double sum = 0;
        long hit = 0, trial = 0;
        foreach (int sample in samples)
        {
            sum += Losses[sample];
            hit += Hits[sample];
            trial += Trials[sample];
        }

        return (sum / samples.Length, hit, trial);
    }
}
