namespace Bruno.Oracle;

/// <content>Spatial learning through time: no way back but the one step that the drive takes through the synaptic current.</content>
public sealed partial class LifOracle
{
    /// <summary>
    /// A drive at step t - 1 enters I of that step and, through it, V of step t, whose spike is as far as it is followed:
    /// dL/dx_{t-1} = (1 - beta) (1 - alpha) ds_t/dV_t dL/ds_t. Nothing else of an earlier step has a gradient.
    /// </summary>
    public LifOracleGradient Sltt(LifOracleTrajectory run, double[][][] lossS)
    {
        int steps = run.Input.Length;
        int batch = run.Input[0].Length;
        int neurons = run.Input[0][0].Length;
        LifOracleGradient result = new(
            OracleGrid.Zeros(steps, batch, neurons), new double[Alpha.Length], new double[Beta.Length],
            Recurrent is null ? null : OracleGrid.Zeros(neurons, neurons));
        for (int b = 0; b < batch; b++)
        {
            for (int t = 0; t < steps; t++)
            {
                for (int j = 0; j < neurons; j++)
                {
                    double byPotential = lossS[t][b][j] * OracleSurrogateDerivative.At(Surrogate, SurrogateBeta, run.V[t][b][j] - Threshold);
                    double kept = t == 0 ? 0 : run.V[t - 1][b][j] * (1 - run.S[t - 1][b][j]);
                    double current = t == 0 ? 0 : run.I[t - 1][b][j];
                    result.Alpha[j % Alpha.Length] += byPotential * (kept - current) * DecaySlope(Alpha, j);
                    if (t == 0)
                    {
                        continue;
                    }

                    double byCurrent = byPotential * (1 - Decay(Alpha, j));
                    double older = t == 1 ? 0 : run.I[t - 2][b][j];
                    double byDrive = byCurrent * (1 - Decay(Beta, j));
                    result.Beta[j % Beta.Length] += byCurrent * (older - Drive(run, t - 1, b, j)) * DecaySlope(Beta, j);
                    result.Input[t - 1][b][j] = byDrive;
                    for (int from = 0; Recurrent is not null && t > 1 && from < neurons; from++)
                    {
                        result.Recurrent![j][from] += byDrive * run.S[t - 2][b][from];
                    }
                }
            }
        }

        return result;
    }
}
