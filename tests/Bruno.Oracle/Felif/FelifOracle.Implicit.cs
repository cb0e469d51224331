namespace Bruno.Oracle;

/// <content>The exact gradient by forward sensitivities whose variational equation is stepped implicitly.</content>
public sealed partial class FelifOracle
{
    /// <summary>The gradient from <see cref="ImplicitSensitivity"/> of each outer step, recomputed from the stored undersampled state.</summary>
    public FelifOracleGradient Implicit(FelifOracleTrajectory run, FelifOracleLossGradient loss)
    {
        return Backward(run, loss, PullBackSensitivity);

        (double V, double P, double I) PullBackSensitivity(FelifOracleConstants c, double v, double p, double current, double gV, double gP)
        {
            FelifOracleSensitivity d = ImplicitSensitivity(c, v, p, current);
            return ((d.VV * gV) + (d.PV * gP), (d.VP * gV) + (d.PP * gP), (d.VI * gV) + (d.PI * gP));
        }
    }

    /// <summary>The sensitivities of one outer step of one lane that starts at (v, p) and is not spent in reset.</summary>
    public FelifOracleSensitivity ImplicitSensitivity(int lane, double v, double p, double current) => ImplicitSensitivity(Constants(lane), v, p, current);

    /// <summary>
    /// D &lt;- (1 - h K)^-1 (D + h [0 0 b]) along the explicit trajectory, K at the state the micro-step starts from; then a row whose
    /// unclipped value lies on or beyond its bound becomes 0. D freezes with the state.
    /// </summary>
    private FelifOracleSensitivity ImplicitSensitivity(FelifOracleConstants c, double v, double p, double current)
    {
        double h = MicroStepLength;
        FelifOracleSensitivity d = FelifOracleSensitivity.Identity;
        for (int i = 0; i < Parameters.MicroSteps && !Fires(c, v); i++)
        {
            FelifOracleRates f = new(c, Parameters.SignOfZeroIsPlus, v, p);
            FelifOracleJacobian k = new(c, f, keepRateDerivative: true);

            // 1 - h K = [a b; e g], solved by Cramer's rule
            double a = 1 - (h * k.VV);
            double b = -h * k.VP;
            double e = -h * k.PV;
            double g = 1 - (h * k.PP);
            double determinant = (a * g) - (b * e);
            double inputV = d.VI + (h * k.VI);
            FelifOracleSensitivity next = new(
                VV: ((g * d.VV) - (b * d.PV)) / determinant,
                VP: ((g * d.VP) - (b * d.PP)) / determinant,
                VI: ((g * inputV) - (b * d.PI)) / determinant,
                PV: ((a * d.PV) - (e * d.VV)) / determinant,
                PP: ((a * d.PP) - (e * d.VP)) / determinant,
                PI: ((a * d.PI) - (e * inputV)) / determinant);

            (double nextV, double nextP) = Euler(c, f, h, v, p, current);
            bool insideV = Math.Abs(nextV) < Parameters.VoltageClip;
            bool insideP = Math.Abs(nextP) < c.Ps;
            d = new(
                insideV ? next.VV : 0, insideV ? next.VP : 0, insideV ? next.VI : 0,
                insideP ? next.PV : 0, insideP ? next.PP : 0, insideP ? next.PI : 0);
            (v, p) = MicroStep(c, v, p, current);
        }

        return d;
    }
}
