namespace Bruno.Gpu.Verification;

/// <summary>The losses as textbooks have them, in double.</summary>
/// <param name="output">[steps, batch, outputs].</param>
/// <param name="batch">Sequences.</param>
/// <param name="outputs">Outputs of a step.</param>
/// <param name="lengths">Steps of each sequence that count.</param>
internal sealed class PlainLoss(double[] output, int batch, int outputs, int[] lengths)
{
    private readonly int steps = output.Length / batch / outputs;

    /// <summary>Softmax cross-entropy of the sums over time.</summary>
    public (double[] Losses, double[] Adjoint) SpikeCount(int[] labels)
    {
        double[] logits = new double[batch * outputs], adjoint = new double[output.Length];
        for (int index = 0; index < output.Length; ++index)
            logits[index % logits.Length] += IsValid(index) ? output[index] : 0;
        (double[] losses, double[] ofLogits) = Softmax(logits, labels);
        for (int index = 0; index < output.Length; ++index)
            adjoint[index] = IsValid(index) ? ofLogits[index % logits.Length] : 0;
        return (losses, adjoint);
    }

    /// <summary>Softmax cross-entropy of -t / tau, with t = sum over k below the length of the product of 1 - s up to k.</summary>
    public (double[] Losses, double[] Adjoint) FirstSpike(int[] labels, double timeConstant)
    {
        int lanes = batch * outputs;
        double[] logits = new double[lanes], adjoint = new double[output.Length];
        for (int lane = 0; lane < lanes; ++lane)
            logits[lane] = -Time(lane, -1) / timeConstant;
        (double[] losses, double[] ofLogits) = Softmax(logits, labels);
        for (int index = 0; index < output.Length; ++index)
        {
            // t is linear in each spike: its derivative is the difference between having it and not.
            int lane = index % lanes, step = index / lanes;
            adjoint[index] = step < lengths[lane / outputs] ? ofLogits[lane] * Derivative(lane, step) / timeConstant : 0;
        }

        return (losses, adjoint);
    }

    /// <summary>Mean sigmoid cross-entropy of every step after the warm-up.</summary>
    public (double[] Losses, double[] Adjoint) Sequence(double[] targets, int warmup)
    {
        double[] losses = new double[batch], adjoint = new double[output.Length];
        for (int index = 0; index < output.Length; ++index)
        {
            int element = index / outputs % batch, step = index / outputs / batch;
            if (step < warmup || step >= lengths[element])
                continue;
            double probability = 1 / (1 + Math.Exp(-output[index])), terms = (lengths[element] - warmup) * outputs;
            losses[element] -= (targets[index] * Math.Log(probability) + (1 - targets[index]) * Math.Log(1 - probability)) / terms;
            adjoint[index] = (probability - targets[index]) / terms / batch;
        }

        return (losses, adjoint);
    }

    /// <summary>Mean softmax cross-entropy of every step after the warm-up whose row of targets has a 1.</summary>
    public (double[] Losses, double[] Adjoint) StepClass(double[] targets, int warmup)
    {
        double[] losses = new double[batch], adjoint = new double[output.Length];
        for (int element = 0; element < batch; ++element)
        {
            int[] rows = [.. Enumerable.Range(0, steps).Select(step => (step * batch + element) * outputs).Where((first, step) =>
                step >= warmup && step < lengths[element] && targets.AsSpan(first, outputs).Contains(1))];
            foreach (int first in rows)
            {
                double sum = 0;
                for (int i = 0; i < outputs; ++i)
                    sum += Math.Exp(output[first + i]);
                for (int i = 0; i < outputs; ++i)
                {
                    losses[element] -= targets[first + i] * Math.Log(Math.Exp(output[first + i]) / sum) / rows.Length;
                    adjoint[first + i] = (Math.Exp(output[first + i]) / sum - targets[first + i]) / rows.Length / batch;
                }
            }
        }

        return (losses, adjoint);
    }

    /// <summary>Softmax cross-entropy of the maxima or means after the warm-up.</summary>
    public (double[] Losses, double[] Adjoint) OverTime(int[] labels, int warmup, double scale, double smoothing, bool isMaximum)
    {
        double[] losses = new double[batch], adjoint = new double[output.Length];
        for (int element = 0; element < batch; ++element)
        {
            double[] logits = new double[outputs];
            int[] counted = [.. Enumerable.Range(warmup, lengths[element] - warmup)], at = new int[outputs];
            for (int i = 0; i < outputs; ++i)
            {
                double[] values = [.. counted.Select(step => output[(step * batch + element) * outputs + i])];
                at[i] = warmup + Array.IndexOf(values, values.Max());
                logits[i] = isMaximum ? values.Max() : values.Average();
            }

            (losses[element], double[] ofLogits) = Smoothed(logits, labels[element], scale, smoothing);
            foreach (int step in counted)
            {
                for (int i = 0; i < outputs; ++i)
                    adjoint[(step * batch + element) * outputs + i] = ofLogits[i] / batch * (!isMaximum ? 1.0 / counted.Length : step == at[i] ? 1 : 0);
            }
        }

        return (losses, adjoint);
    }

    /// <summary>Mean softmax cross-entropy of every step after the warm-up, against one class.</summary>
    public (double[] Losses, double[] Adjoint) EachStep(int[] labels, int warmup, double scale, double smoothing)
    {
        double[] losses = new double[batch], adjoint = new double[output.Length];
        for (int element = 0; element < batch; ++element)
        {
            int terms = lengths[element] - warmup;
            for (int step = warmup; step < lengths[element]; ++step)
            {
                int first = (step * batch + element) * outputs;
                (double loss, double[] derivative) = Smoothed(output[first..(first + outputs)], labels[element], scale, smoothing);
                losses[element] += loss / terms;
                for (int i = 0; i < outputs; ++i)
                    adjoint[first + i] = derivative[i] / terms / batch;
            }
        }

        return (losses, adjoint);
    }

    /// <summary>Mean squared error of every step after the warm-up.</summary>
    public (double[] Losses, double[] Adjoint) SquaredError(double[] targets, int warmup)
    {
        double[] losses = new double[batch], adjoint = new double[output.Length];
        for (int index = 0; index < output.Length; ++index)
        {
            int element = index / outputs % batch, step = index / outputs / batch;
            if (step < warmup || step >= lengths[element])
                continue;
            double error = output[index] - targets[index], terms = (lengths[element] - warmup) * outputs;
            losses[element] += error * error / terms;
            adjoint[index] = 2 * error / terms / batch;
        }

        return (losses, adjoint);
    }

    private (double[] Losses, double[] Adjoint) Softmax(double[] logits, int[] labels)
    {
        double[] losses = new double[batch], adjoint = new double[logits.Length];
        for (int element = 0; element < batch; ++element)
        {
            double[] own = logits[(element * outputs)..((element + 1) * outputs)];
            double sum = own.Sum(Math.Exp);
            losses[element] = Math.Log(sum) - own[labels[element]];
            for (int i = 0; i < outputs; ++i)
                adjoint[element * outputs + i] = (Math.Exp(own[i]) / sum - (i == labels[element] ? 1 : 0)) / batch;
        }

        return (losses, adjoint);
    }

    private static (double Loss, double[] Derivative) Smoothed(double[] logits, int label, double scale, double smoothing)
    {
        double sum = logits.Sum(x => Math.Exp(scale * x)), loss = 0;
        double[] derivative = new double[logits.Length];
        for (int i = 0; i < logits.Length; ++i)
        {
            double probability = Math.Exp(scale * logits[i]) / sum, wanted = (i == label ? 1 - smoothing : 0) + smoothing / logits.Length;
            loss -= wanted * Math.Log(probability);
            derivative[i] = scale * (probability - wanted);
        }

        return (loss, derivative);
    }

    /// <summary>Minus the derivative of the time by a spike.</summary>
    private double Derivative(int lane, int step) => Time(lane, step, 0) - Time(lane, step, 1);

    /// <summary>Steps before the first spike, one of them replaced.</summary>
    private double Time(int lane, int replaced, double by = 0)
    {
        double time = 0, silent = 1;
        for (int step = 0; step < lengths[lane / outputs] && step < steps; ++step)
        {
            silent *= 1 - (step == replaced ? by : output[step * batch * outputs + lane]);
            time += silent;
        }

        return time;
    }

    private bool IsValid(int index) => index / (batch * outputs) < lengths[index / outputs % batch];
}
