namespace Bruno.Gpu.Optimizers;

/// <summary>The optimizers; see <see cref="Bruno.Gpu.Kernels.Optimizers.OptimizerKernels"/> for their equations.</summary>
public enum OptimizerKind
{
    /// <summary>Adamax, Kingma and Ba, ICLR 2015.</summary>
    Adamax,

    /// <summary>Adam, Kingma and Ba, ICLR 2015.</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum.</summary>
    Sgd,
}
