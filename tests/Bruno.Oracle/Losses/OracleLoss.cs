namespace Bruno.Oracle;

/// <summary>A loss and its derivative with respect to the network's output [T][batch][unit].</summary>
public sealed record OracleLoss(double Value, double[][][] OutputGradient);
