namespace Bruno.Oracle;

/// <content>Spatial learning through time: a step's current reaches the loss through that step's spike alone.</content>
public sealed partial class FelifOracle
{
    /// <summary>
    /// dL/dI_k = dL/ds_k ds_k/dV_k dV_k/dI_k, zero for a step spent in reset; dV_k/dI_k is that of BRUNO's coarse step or,
    /// without a variant, of the implicit sensitivities.
    /// </summary>
    public FelifOracleGradient Sltt(FelifOracleTrajectory run, FelifOracleLossGradient loss, BrunoOracleVariant? variant)
    {
        FelifOracleGradient result = new(OracleGrid.Zeros(run.Steps, run.Lanes), new double[run.Lanes], new double[run.Lanes]);
        for (int lane = 0; lane < run.Lanes; lane++)
        {
            FelifOracleConstants c = Constants(lane);
            for (int t = 0; t < run.Steps; t++)
            {
                if (run.IsReset(t, lane))
                {
                    continue;
                }

                double surrogate = OracleSurrogateDerivative.At(Parameters.Surrogate, Parameters.SurrogateBeta, run.V[t][lane] - c.Threshold);
                (double v, double p, double current) = (run.VBefore(t, lane), run.PBefore(t, lane), run.Current[t][lane]);
                double byInput = variant is null ? ImplicitSensitivity(c, v, p, current).VI : CoarseByInput(c, v, p, current, variant);
                result.Current[t][lane] = (loss.S?[t][lane] ?? 0) * surrogate * byInput;
            }
        }

        return result;
    }

    private double CoarseByInput(FelifOracleConstants c, double v, double p, double current, BrunoOracleVariant variant)
    {
        double dt = Parameters.TimeStep;
        double coarse = Euler(c, new FelifOracleRates(c, Parameters.SignOfZeroIsPlus, v, p), dt, v, p, current).V;
        return dt / c.C * (variant.MaskClip ? OracleClipDerivative.At(coarse, Parameters.VoltageClip, variant.ClipTie) : 1);
    }
}
