namespace Bruno.Oracle;

/// <summary>
/// Any layer of neurons whose drive is the input plus what the neurons put out in the step before, weighted. Nothing of the layer is
/// opened: it runs once for every step, each time with one more step of drive known, and back likewise. Parameter "recurrent" ([to][from]
/// row by row).
/// </summary>
/// <param name="inner">The neurons.</param>
/// <param name="weights">[to][from].</param>
public sealed class OracleRecurrentLayer(OracleLayer inner, double[][] weights) : OracleLayer
{
    private double[][][] output = [];

    /// <summary>The neurons.</summary>
    public OracleLayer Inner => inner;

    /// <summary>Whether <see cref="Backward"/> drops the ways back through time.</summary>
    public bool IsSpatial { get; init; }

    /// <summary>The synapses; where there are none, weights are computed with as they are.</summary>
    public OracleSynapses? Synapses { get; init; }

    /// <inheritdoc/>
    public override double[][][] Forward(double[][][] input)
    {
        Parameters["recurrent"] = [.. weights.SelectMany(row => row)];
        double[][][] drive = [.. input.Select(step => step.Select(row => row.ToArray()).ToArray())];
        output = inner.Forward(drive);
        for (int t = 1; t < input.Length; t++)
        {
            for (int b = 0; b < drive[t].Length; b++)
            {
                double[] effective = Effective(t, b);
                for (int to = 0; to < drive[t][b].Length; to++)
                    drive[t][b][to] += Enumerable.Range(0, drive[t][b].Length).Sum(from => effective[to * drive[t][b].Length + from] * output[t - 1][b][from]);
            }

            output = inner.Forward(drive);
        }

        return output;
    }

    /// <inheritdoc/>
    public override double[][][] Backward(double[][][] outputGradient)
    {
        double[][][] ofOutput = [.. outputGradient.Select(step => step.Select(row => row.ToArray()).ToArray())];
        double[] ofWeights = new double[Parameters["recurrent"].Length];
        double[][][] ofDrive = inner.Backward(ofOutput);
        for (int t = ofOutput.Length - 1; t > 0; t--)
        {
            int units = ofDrive[t][0].Length;
            for (int b = 0; b < ofDrive[t].Length; b++)
            {
                double[] effective = Effective(t, b);
                for (int to = 0; to < units; to++)
                {
                    for (int from = 0; from < units; from++)
                    {
                        ofWeights[to * units + from] += ofDrive[t][b][to] * output[t - 1][b][from];
                        if (!IsSpatial)
                            ofOutput[t - 1][b][from] += effective[to * units + from] * ofDrive[t][b][to];
                    }
                }
            }

            ofDrive = inner.Backward(ofOutput);
        }

        foreach ((string name, double[] values) in inner.Gradients)
            Gradients[name] = values;
        Gradients["recurrent"] = ofWeights;
        return ofDrive;
    }

    private double[] Effective(int t, int b) => Synapses is null ? Parameters["recurrent"] : Synapses(Parameters["recurrent"], t, b);
}
