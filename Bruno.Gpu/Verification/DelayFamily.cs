using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Layers;
using Bruno.Gpu.Networks;
using Bruno.Gpu.Sequences;

namespace Bruno.Gpu.Verification;

/// <summary>An encoder under dense synapses with a trained delay each: output, and the gradients of all parameters.</summary>
internal sealed class DelayFamily : IVerificationFamily
{
    private const int Steps = 12, Channels = 3, Longest = 5;
    private const double HalfWidth = 1.3;

    /// <inheritdoc/>
    public string Name => "synapses with delays";

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        (int Batch, int Hidden, int Outputs)[] sizes = [(1, 3, 1), (7, 6, 5), (3, 12, 65)];
        return sizes.SelectMany(size => Measure<T>(context, size.Batch, size.Hidden, size.Outputs));
    }

    private static IEnumerable<Deviation> Measure<T>(VerificationContext context, int batch, int hidden, int outputs)
        where T : unmanaged, IReal<T>
    {
        int rows = Steps * batch;
        double[] Numbers(uint which, int count, double low = -1) => VerificationContext.Rounded<T>(Draw.Uniform(which, count, low, 1));
        double[] x = Numbers(61, rows * Channels), gain = Numbers(62, hidden), shift = Numbers(63, hidden), w = Numbers(64, hidden * outputs);
        double[] b = Numbers(65, outputs), dy = Numbers(66, rows * outputs);

        // Away from the kinks of the triangle, at multiples of 0.1 of a step.
        double[] delays = VerificationContext.Rounded<T>(Array.ConvertAll(Draw.Integers(67, w.Length, 10 * Longest), tenths => 0.1 * tenths + 0.05));
        DelayConfiguration configuration = new() { Maximum = Longest, InitialWidth = HalfWidth, FinalWidth = HalfWidth };

        NetworkBuilder<T> builder = new(context.Device, Channels);
        builder.AddEncoder(gain, shift);
        builder.AddDelayedLinear(outputs, () => w, () => b, () => delays, configuration, 1);
        SequenceExtent extent = new(Steps, batch);
        using Network<T> network = builder.Build(extent);
        using DeviceBuffer<T> input = context.Upload<T>(x);
        network.Forward(new Signal<T>(input.View), extent);
        double[] found = context.Download(network.Output.Values, rows * outputs);
        ConformanceBuffers.Upload(network.OutputAdjoint, context.Stream, dy);
        network.Backward(new Signal<T>(input.View), extent);
        double[] gradients = network.Parameters.ExportGradients();

        double[] y = new double[rows * outputs], ofW = new double[w.Length], ofB = new double[outputs], ofDelays = new double[w.Length];
        double[] ofGain = new double[hidden], ofShift = new double[hidden];
        for (int row = 0; row < rows; ++row)
        {
            for (int o = 0; o < outputs; ++o)
            {
                double adjoint = dy[row * outputs + o];
                y[row * outputs + o] += b[o];
                ofB[o] += adjoint;
                for (int cell = o; cell < w.Length; cell += outputs)
                {
                    int i = cell / outputs;
                    for (int late = 0; late <= Longest && row >= late * batch; ++late)
                    {
                        double raw = x[(row - late * batch) * Channels + i % Channels] + shift[i], encoded = gain[i] * raw;
                        (double share, double slope) = Share(delays[cell], late);
                        y[row * outputs + o] += w[cell] * share * encoded;
                        ofW[cell] += share * encoded * adjoint;
                        ofDelays[cell] += w[cell] * slope * encoded * adjoint;
                        ofGain[i] += w[cell] * share * raw * adjoint;
                        ofShift[i] += w[cell] * share * gain[i] * adjoint;
                    }
                }
            }
        }

        string where = FormattableString.Invariant($"{hidden} x {outputs} synapses x {batch}");
        double tolerance = VerificationContext.In<T>(1e-5, 1e-13);
        yield return Deviation.Relative($"{where}, output", found, y, tolerance);
        yield return Deviation.Relative($"{where}, gradients", gradients, [.. ofGain, .. ofShift, .. ofW, .. ofB, .. ofDelays], tolerance);
    }

    /// <summary>What a whole step counts for a delay, and the derivative of that with respect to the delay.</summary>
    private static (double Share, double Slope) Share(double delay, int late)
    {
        double sum = 0, slope = 0;
        for (int step = 0; step <= Longest; ++step)
        {
            sum += Height(delay, step);
            slope += SlopeOf(delay, step);
        }

        return (Height(delay, late) / sum, (SlopeOf(delay, late) - Height(delay, late) / sum * slope) / sum);
    }

    private static double Height(double delay, int step) => Math.Max(0, 1 - Math.Abs(step - delay) / HalfWidth);

    private static double SlopeOf(double delay, int step) => Height(delay, step) > 0 ? Math.Sign(step - delay) / HalfWidth : 0;
}
