namespace Bruno.Oracle;

/// <summary>Stand-in for the derivative of the step function s = [x >= 0], x = V - V_thr; all peak at 1.</summary>
public enum OracleSurrogate
{
    /// <summary>1 / (1 + beta |x|), not squared.</summary>
    SuperSpike,

    /// <summary>1 / (1 + beta |x|)^2.</summary>
    SuperSpikeSquared,

    /// <summary>1 - tanh(x)^2; beta plays no part.</summary>
    Tanh,

    /// <summary>1 / (1 + (pi/2 beta x)^2).</summary>
    Arctangent,

    /// <summary>4 q (1 - q) with q = 1 / (1 + exp(-beta x)).</summary>
    Sigmoid,

    /// <summary>1 where |x| &lt; 1 / beta, else 0.</summary>
    Rectangular,
}
