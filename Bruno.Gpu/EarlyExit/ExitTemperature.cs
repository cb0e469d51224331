namespace Bruno.Gpu.EarlyExit;

/// <summary>
/// Calibrates confidences: the temperature that logits are divided by, so that the right class of the validation samples surprises
/// least, over all steps that count (Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017).
/// </summary>
internal static class ExitTemperature
{
    private const double Largest = 1e3;
    private const int Bisections = 80;

    /// <summary>The temperature, within 1e-3 to 1e3; by golden sections of its logarithm, in which the surprise has one minimum.</summary>
    public static double Of(IReadOnlyList<SampleTrace> validation)
    {
        double ratio = (Math.Sqrt(5) - 1) / 2, low = -Math.Log(Largest), high = Math.Log(Largest);
        for (int i = 0; i < Bisections; ++i)
        {
            double first = high - ratio * (high - low), second = low + ratio * (high - low);
            if (Surprise(first) <= Surprise(second))
                high = second;
            else
                low = first;
        }

        return Math.Exp((low + high) / 2);

        double Surprise(double logarithm) => validation.Average(trace => trace.Surprise(Math.Exp(logarithm)));
    }
}
