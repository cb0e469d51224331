namespace Bruno.Gpu.EarlyExit;

/// <summary>A sample that ran to its end: what the network held it for after every step, and what had happened by then.</summary>
/// <param name="Label">Its class.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Logits">After each step, [steps × classes]; their softmax is the probability of each class.</param>
/// <param name="Operations">Synaptic operations up to the end of each step.</param>
/// <param name="Joules">Energy up to the end of each step, J; none where no figures are known.</param>
/// <param name="FirstStep">The first step that counts, those of a warm-up left out: none before it may decide.</param>
internal sealed record SampleTrace(int Label, int Classes, double[] Logits, double[] Operations, double[]? Joules, int FirstStep)
{
    /// <summary>Steps of the sample.</summary>
    public int Steps => Operations.Length;

    /// <summary>The step after which the confidence first reaches a threshold; the last where it never does.</summary>
    /// <param name="threshold">The confidence.</param>
    /// <param name="temperature">What logits are divided by.</param>
    /// <param name="isReached">Whether it does.</param>
    public int ExitStep(double threshold, double temperature, out bool isReached)
    {
        for (int step = FirstStep; step < Steps; ++step)
        {
            isReached = Confidence(step, temperature) >= threshold;
            if (isReached)
                return step;
        }

        isReached = false;
        return Steps - 1;
    }

    /// <summary>Whether the most likely class after a step, the first of several, is the right one.</summary>
    public bool IsRight(int step)
    {
        ReadOnlySpan<double> logits = Of(step);
        int predicted = 0;
        for (int i = 1; i < logits.Length; ++i)
            predicted = logits[i] > logits[predicted] ? i : predicted;
        return predicted == Label;
    }

    /// <summary>The probability of the most likely class after a step.</summary>
    public double Confidence(int step, double temperature)
    {
        ReadOnlySpan<double> logits = Of(step);
        double largest = Largest(logits), sum = 0;
        foreach (double logit in logits)
            sum += Math.Exp((logit - largest) / temperature);
        return 1 / sum;
    }

    /// <summary>Minus the logarithm of the probability of the right class, the mean over the steps that count.</summary>
    public double Surprise(double temperature)
    {
        double total = 0;
        for (int step = FirstStep; step < Steps; ++step)
        {
            ReadOnlySpan<double> logits = Of(step);
            double largest = Largest(logits), sum = 0;
            foreach (double logit in logits)
                sum += Math.Exp((logit - largest) / temperature);
            total += Math.Log(sum) - (logits[Label] - largest) / temperature;
        }

        return total / Math.Max(Steps - FirstStep, 1);
    }

    private static double Largest(ReadOnlySpan<double> logits)
    {
        double largest = double.NegativeInfinity;
        foreach (double logit in logits)
            largest = Math.Max(largest, logit);
        return largest;
    }

    private ReadOnlySpan<double> Of(int step) => Logits.AsSpan(step * Classes, Classes);
}
