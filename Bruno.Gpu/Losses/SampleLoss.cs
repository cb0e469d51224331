namespace Bruno.Gpu.Losses;

/// <summary>
/// A loss of a program's own, computed on the host, a sample at a time: for ideas that are tried out. What the network puts out is copied
/// to the host for each batch, which on a GPU takes longer than the losses of the program do.
/// </summary>
public abstract class SampleLoss
{
    /// <summary>The loss of a sample, and its derivative by what the network put out.</summary>
    /// <param name="outputs">What the network put out, [step, output]: 1 for a spike and 0 for none, or the values of a last layer without spikes.</param>
    /// <param name="aim">What it should have come to.</param>
    /// <param name="derivative">Receives the derivative of the loss by each of <paramref name="outputs"/>; what is not written stays 0.</param>
    /// <returns>The loss; a batch is trained on the mean of its samples.</returns>
    public abstract double Of(double[,] outputs, SampleAim aim, double[,] derivative);

    /// <summary>The class that a sample is taken for, by which accuracies are counted: the output with the largest sum over time, the first of equals.</summary>
    /// <param name="outputs">As for the loss.</param>
    public virtual int Decide(double[,] outputs)
    {
        double[] sums = new double[outputs.GetLength(1)];
        for (int step = 0; step < outputs.GetLength(0); ++step)
        {
            for (int output = 0; output < sums.Length; ++output)
                sums[output] += outputs[step, output];
        }

        return Array.IndexOf(sums, sums.Max());
    }
}
