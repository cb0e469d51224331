namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>What happens at an interval of a <see cref="ResponseSequence{TReal}"/>.</summary>
public static class ResponseInterval
{
    /// <summary>Time passes; without it, the interval is the start.</summary>
    public const int Moves = 1;

    /// <summary>An outer step begins with it: a device that has fired is reset for so long.</summary>
    public const int BeginsStep = 2;

    /// <summary>Its end is recorded.</summary>
    public const int IsRecorded = 4;
}
