namespace Bruno.Oracle;

/// <content>BRUNO: the derivative of one explicit Euler step of length dt at the stored undersampled state.</content>
public sealed partial class FelifOracle
{
    /// <summary>
    /// dV'/dV = m_V (1 + dt K_VV), dV'/dP = m_V dt K_VP, dV'/dI = m_V dt / C, dP'/dV = m_P dt K_PV, dP'/dP = m_P (1 + dt K_PP).
    /// </summary>
    public FelifOracleGradient Bruno(FelifOracleTrajectory run, FelifOracleLossGradient loss, BrunoOracleVariant variant)
    {
        return Backward(run, loss, PullBackCoarse);

        (double V, double P, double I) PullBackCoarse(FelifOracleConstants c, double v, double p, double current, double gV, double gP)
        {
            double dt = Parameters.TimeStep;
            FelifOracleRates f = new(c, Parameters.SignOfZeroIsPlus, v, p);
            FelifOracleJacobian k = new(c, f, variant.KeepRateDerivative);
            if (variant.MaskClip)
            {
                // Multiplied as the golden files have it: a masked adjoint that is infinite becomes NaN ("null"), it is not selected away.
                (double coarseV, double coarseP) = Euler(c, f, dt, v, p, current);
                gV *= OracleClipDerivative.At(coarseV, Parameters.VoltageClip, variant.ClipTie);
                gP *= OracleClipDerivative.At(coarseP, c.Ps, variant.ClipTie);
            }

            // With the rate held dP'/dV is a structural zero: gP may be infinite and must not be multiplied by it.
            double fromP = variant.KeepRateDerivative ? gP * dt * k.PV : 0;
            return ((gV * (1 + (dt * k.VV))) + fromP, (gV * dt * k.VP) + (gP * (1 + (dt * k.PP))), gV * dt * k.VI);
        }
    }
}
