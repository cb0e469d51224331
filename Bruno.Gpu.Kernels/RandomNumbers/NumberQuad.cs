namespace Bruno.Gpu.Kernels.RandomNumbers;

/// <summary>Four numbers that come together: the draws of a block of 32 bits each.</summary>
public readonly record struct NumberQuad(double First, double Second, double Third, double Fourth)
{
    /// <summary>One of them.</summary>
    /// <param name="index">0 to 3.</param>
    public double this[int index] => index == 0 ? First : index == 1 ? Second : index == 2 ? Third : Fourth;
}
