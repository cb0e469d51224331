namespace Bruno.Gpu.Kernels.Optimizers;

/// <summary>The numbers of one optimizer step; which of them matter is each optimizer's business.</summary>
public readonly struct OptimizerStep<T>(T learningRate, T first, T second, T epsilon, T firstCorrection, T secondCorrection)
    where T : unmanaged
{
    /// <summary>The learning rate.</summary>
    public readonly T LearningRate = learningRate;

    /// <summary>Decay of the first moment (beta1), or the momentum.</summary>
    public readonly T First = first;

    /// <summary>Decay of the second moment or of the largest gradient (beta2).</summary>
    public readonly T Second = second;

    /// <summary>The small number that keeps divisions finite.</summary>
    public readonly T Epsilon = epsilon;

    /// <summary>1 - beta1^t.</summary>
    public readonly T FirstCorrection = firstCorrection;

    /// <summary>1 - beta2^t.</summary>
    public readonly T SecondCorrection = secondCorrection;

}
