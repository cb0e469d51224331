namespace Bruno.Gpu.Tests.Networks;

/// <summary>
/// CUBA LIF neurons by plain loops in double, and derivatives forwards: a tangent of one input or weight is carried along with the
/// states, so that nothing of the backward pass is in it.
/// </summary>
internal sealed class PlainCubaLif
{
    /// <summary>a, g, b, k, d, c, threshold, v_reset of each neuron: [8][neurons].</summary>
    public required double[][] Coefficients { get; init; }

    public bool Spiking { get; init; } = true;

    public bool Subtracts { get; init; }

    /// <summary>[from][to], or none.</summary>
    public double[][]? Recurrent { get; init; }

    public double Slope { get; init; } = 10;

    /// <summary>The output, [T][batch][neuron].</summary>
    public double[][][] Forward(double[][][] input) => Run(input, null).Output;

    /// <summary>The derivative of the sum of weighted outputs by an element of the input.</summary>
    public double ByInput(double[][][] input, double[][][] weights, (int Step, int Element, int Neuron) at) =>
        Weighted(Run(input, (step, element, neuron, _) => (step, element, neuron) == at ? 1 : 0).Tangents, weights);

    /// <summary>The derivative by a recurrent weight.</summary>
    public double ByRecurrent(double[][][] input, double[][][] weights, int from, int to) =>
        Weighted(Run(input, (_, _, neuron, spikes) => neuron == to ? spikes[from] : 0).Tangents, weights);

    private static double Weighted(double[][][] tangents, double[][][] weights) =>
        Flat.Of(tangents).Zip(Flat.Of(weights), (tangent, weight) => tangent * weight).Sum();

    /// <param name="seed">The tangent of a drive: of step, batch element and neuron, with the spikes of the step before.</param>
    private (double[][][] Output, double[][][] Tangents) Run(double[][][] input, Func<int, int, int, double[], double>? seed)
    {
        int batch = input[0].Length, neurons = input[0][0].Length;
        double[][][] output = Like(input), tangents = Like(input);
        for (int element = 0; element < batch; ++element)
        {
            double[] i = new double[neurons], v = new double[neurons], s = new double[neurons];
            double[] di = new double[neurons], dv = new double[neurons], ds = new double[neurons];
            for (int step = 0; step < input.Length; ++step)
            {
                double[] spikes = [.. s], spikeTangents = [.. ds];
                for (int n = 0; n < neurons; ++n)
                {
                    double drive = input[step][element][n], tangent = seed?.Invoke(step, element, n, spikes) ?? 0;
                    for (int from = 0; Recurrent is not null && from < neurons; ++from)
                    {
                        drive += Recurrent[from][n] * spikes[from];
                        tangent += Recurrent[from][n] * spikeTangents[from];
                    }

                    (double a, double g, double b, double k, double d, double c, double threshold, double reset) = (
                        Coefficients[0][n], Coefficients[1][n], Coefficients[2][n], Coefficients[3][n], Coefficients[4][n],
                        Coefficients[5][n], Coefficients[6][n], Coefficients[7][n]);
                    i[n] = a * i[n] + g * drive;
                    di[n] = a * di[n] + g * tangent;
                    v[n] = b * v[n] + k * i[n] + d * drive + c;
                    dv[n] = b * dv[n] + k * di[n] + d * tangent;
                    if (!Spiking)
                    {
                        output[step][element][n] = v[n];
                        tangents[step][element][n] = dv[n];
                        continue;
                    }

                    s[n] = v[n] > threshold ? 1 : 0;
                    ds[n] = dv[n] / (1 + Slope * Math.Abs(v[n] - threshold));
                    output[step][element][n] = s[n];
                    tangents[step][element][n] = ds[n];
                    if (s[n] == 0)
                        continue;
                    if (Subtracts)
                        v[n] -= threshold - reset;
                    else
                        (v[n], dv[n]) = (reset, 0);
                }
            }
        }

        return (output, tangents);
    }

    private static double[][][] Like(double[][][] x) => [.. x.Select(step => step.Select(row => new double[row.Length]).ToArray())];
}
