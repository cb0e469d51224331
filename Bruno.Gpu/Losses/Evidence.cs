namespace Bruno.Gpu.Losses;

/// <summary>
/// What a loss of samples with a class goes by, step by step: how much speaks for each class so far. The class with the most, the
/// first of several, is the predicted one.
/// </summary>
/// <param name="loss">The loss.</param>
/// <param name="classes">Outputs of the network.</param>
internal sealed class Evidence(LossConfiguration loss, int classes)
{
    private LossKind Kind => loss.Kind ?? LossConfiguration.Usual;

    /// <summary>
    /// After each step: the spikes so far (or the sum of values), minus the steps before the first spike, the largest or the mean value,
    /// or the sum of the probabilities. Before the end of a warm-up nothing speaks for any class: 0.
    /// </summary>
    /// <param name="outputs">What the network put out, [steps × classes].</param>
    /// <returns>[steps × classes].</returns>
    public double[] After(double[] outputs)
    {
        double[] after = new double[outputs.Length], sums = new double[classes], now = new double[classes];
        int steps = outputs.Length / classes;
        for (int step = 0; step < steps; ++step)
        {
            ReadOnlySpan<double> row = outputs.AsSpan(step * classes, classes);
            int counted = step + 1 - loss.UnscoredSteps;
            if (counted > 0)
                See(row, step, counted, sums, now);
            now.CopyTo(after, step * classes);
        }

        return after;
    }

    /// <summary>After the last step.</summary>
    public double[] AtEnd(double[] outputs) => After(outputs)[^classes..];

    /// <summary>Logits of evidence, whose softmax is the probability of each class: in training that of the loss.</summary>
    public double[] Logits(ReadOnlySpan<double> evidence)
    {
        double[] logits = evidence.ToArray();
        double sum = logits.Sum();
        for (int i = 0; i < logits.Length; ++i)
        {
            logits[i] = Kind switch
            {
                LossKind.EachStep => sum > 0 ? Math.Log(logits[i] / sum) : 0,
                LossKind.FirstSpike => loss.Scale * logits[i] / loss.TimeConstant,
                _ => loss.Scale * logits[i],
            };
        }

        return logits;
    }

    private void See(ReadOnlySpan<double> row, int step, int counted, double[] sums, double[] now)
    {
        double largest = double.NegativeInfinity, total = 0;
        if (Kind == LossKind.EachStep)
        {
            foreach (double value in row)
                largest = Math.Max(largest, loss.Scale * value);
            foreach (double value in row)
                total += Math.Exp(loss.Scale * value - largest);
        }

        for (int i = 0; i < classes; ++i)
        {
            switch (Kind)
            {
                case LossKind.FirstSpike:
                    // Once a spike was seen, sums holds 1 and the time stands still.
                    sums[i] = sums[i] != 0 || row[i] != 0 ? 1 : 0;
                    now[i] = sums[i] != 0 ? now[i] : -(step + 1);
                    break;
                case LossKind.MaxOverTime:
                    now[i] = counted == 1 ? row[i] : Math.Max(now[i], row[i]);
                    break;
                case LossKind.MeanOverTime:
                    sums[i] += row[i];
                    now[i] = sums[i] / counted;
                    break;
                case LossKind.EachStep:
                    now[i] += Math.Exp(loss.Scale * row[i] - largest) / total;
                    break;
                default:
                    now[i] += row[i];
                    break;
            }
        }
    }
}
