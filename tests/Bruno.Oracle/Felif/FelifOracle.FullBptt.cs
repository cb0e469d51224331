namespace Bruno.Oracle;

/// <content>Back-propagation through every micro-step.</content>
public sealed partial class FelifOracle
{
    /// <summary>
    /// The literal derivative of the Euler loop in reverse mode, micro states stored for the outer step at hand. Frozen micro-steps are
    /// the identity; the freeze and reset gates carry no gradient; a clip has derivative <paramref name="clipTie"/> on its bound (0 by convention).
    /// </summary>
    public FelifOracleGradient FullBptt(FelifOracleTrajectory run, FelifOracleLossGradient loss, bool keepRateDerivative = true, double clipTie = 0)
    {
        int n = Parameters.MicroSteps;
        double[] microV = new double[n];
        double[] microP = new double[n];
        return Backward(run, loss, PullBackMicroSteps);

        (double V, double P, double I) PullBackMicroSteps(FelifOracleConstants c, double v, double p, double current, double gV, double gP)
        {
            double h = MicroStepLength;
            int active = 0;
            while (active < n && !Fires(c, v))
            {
                (microV[active], microP[active]) = (v, p);
                (v, p) = MicroStep(c, v, p, current);
                active++;
            }

            double gI = 0;
            for (int i = active - 1; i >= 0; i--)
            {
                FelifOracleRates f = new(c, Parameters.SignOfZeroIsPlus, microV[i], microP[i]);
                FelifOracleJacobian k = new(c, f, keepRateDerivative);
                (double nextV, double nextP) = Euler(c, f, h, microV[i], microP[i], current);
                gV *= OracleClipDerivative.At(nextV, Parameters.VoltageClip, clipTie);
                gP *= OracleClipDerivative.At(nextP, c.Ps, clipTie);
                gI += gV * h * k.VI;
                double fromP = keepRateDerivative ? gP * h * k.PV : 0;
                (gV, gP) = ((gV * (1 + (h * k.VV))) + fromP, (gV * h * k.VP) + (gP * (1 + (h * k.PP))));
            }

            return (gV, gP, gI);
        }
    }
}
