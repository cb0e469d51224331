namespace Bruno.Oracle;

/// <summary>Neurons of one step an outer step; gradients "coefficients", one for all neurons.</summary>
public sealed class OracleNeuronLayer(OracleNeuron neuron) : OracleLayer
{
    private const double H = 1e-6;

    private double[][][] input = [];
    private (double V, double P)[][][] states = [];
    private double[][][] output = [];

    /// <summary>The neuron.</summary>
    public OracleNeuron Neuron => neuron;

    /// <summary>Whether <see cref="Backward"/> drops the ways back through time.</summary>
    public bool IsSpatial { get; init; }

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        (double, double)[][] start = [.. input[0].Select(row => row.Select(_ => neuron.Start).ToArray())];
        return Run(input, start);
    }

    /// <inheritdoc/>
    public override double[][][] Continue(double[][][] input) => Run(input, states[^1]);

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient)
    {
        double[] ofCoefficients = new double[neuron.Coefficients.Length];
        double[][][] ofInput = OracleGrid.Zeros(input.Length, input[0].Length, input[0][0].Length);
        for (int b = 0; b < input[0].Length; b++)
        {
            for (int n = 0; n < input[0][0].Length; n++)
            {
                double v = 0, p = 0, s = 0;
                for (int t = input.Length - 1; t >= 0; t--)
                {
                    (double V, double P) after = states[t + 1][b][n], before = states[t][b][n];
                    double ofOutput = outputGradient[t][b][n] + s;
                    if (neuron.Output == OracleNeuronOutput.Potential)
                    {
                        v += ofOutput;
                    }
                    else
                    {
                        double ofExcess = ofOutput * Slope(neuron.Excess(after.V, after.P, neuron.Coefficients));
                        v += ofExcess * Difference(d => neuron.Excess(after.V + d, after.P, neuron.Coefficients));
                        p += ofExcess * Difference(d => neuron.Excess(after.V, after.P + d, neuron.Coefficients));
                        for (int c = 0; c < ofCoefficients.Length; c++)
                        {
                            int at = c;
                            ofCoefficients[c] += ofExcess * Difference(d => neuron.Excess(after.V, after.P, With(at, d)));
                        }
                    }

                    OracleNeuronPoint point = new(before.V, before.P, FiredBefore(t, b, n), input[t][b][n], neuron.Coefficients);
                    double By(Func<double, OracleNeuronPoint> moved) =>
                        v * Difference(d => neuron.Step(moved(d), point).V) + p * Difference(d => neuron.Step(moved(d), point).P);
                    for (int c = 0; c < ofCoefficients.Length; c++)
                    {
                        int at = c;
                        ofCoefficients[c] += By(d => point with { C = With(at, d) });
                    }

                    ofInput[t][b][n] = By(d => point with { X = point.X + d });
                    double earlier = By(d => point with { V = point.V + d }), inner = By(d => point with { P = point.P + d });
                    s = IsSpatial || neuron.Output == OracleNeuronOutput.Potential ? 0 : By(d => point with { S = point.S + d });
                    v = IsSpatial ? 0 : earlier;
                    p = IsSpatial ? 0 : inner;
                }
            }
        }

        Gradients["coefficients"] = ofCoefficients;
        return ofInput;
    }

    private static double Difference(Func<double, double> f) => (f(H) - f(-H)) / (2 * H);

    private double Slope(double excess)
    {
        double y = 1 / (1 + Math.Exp(-excess));
        return neuron.Output == OracleNeuronOutput.Logistic ? y * (1 - y) : OracleSurrogateDerivative.At(OracleSurrogate.SuperSpike, neuron.Beta, excess);
    }

    private double[] With(int c, double d)
    {
        double[] moved = [.. neuron.Coefficients];
        moved[c] += d;
        return moved;
    }

    private double OutputOf((double V, double P) state)
    {
        double excess = neuron.Excess(state.V, state.P, neuron.Coefficients);
        return neuron.Output switch
        {
            OracleNeuronOutput.Potential => state.V,
            OracleNeuronOutput.Logistic => 1 / (1 + Math.Exp(-excess)),
            _ => excess >= 0 ? 1 : 0,
        };
    }

    private double FiredBefore(int t, int b, int n) => neuron.Output == OracleNeuronOutput.Potential ? 0 : OutputOf(states[t][b][n]);

    private double[][][] Run(double[][][] newInput, (double V, double P)[][] start)
    {
        input = newInput;
        states = new (double, double)[input.Length + 1][][];
        states[0] = start;
        output = OracleGrid.Zeros(input.Length, input[0].Length, input[0][0].Length);
        for (int t = 0; t < input.Length; t++)
        {
            states[t + 1] = [.. start.Select(row => new (double, double)[row.Length])];
            for (int b = 0; b < input[t].Length; b++)
            {
                for (int n = 0; n < input[t][b].Length; n++)
                {
                    OracleNeuronPoint point = new(states[t][b][n].V, states[t][b][n].P, FiredBefore(t, b, n), input[t][b][n], neuron.Coefficients);
                    states[t + 1][b][n] = neuron.Step(point, point);
                    output[t][b][n] = OutputOf(states[t + 1][b][n]);
                }
            }
        }

        return output;
    }
}
