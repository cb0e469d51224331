using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Gradients;

/// <summary>The local derivatives of a layer of neurons with states of any width: a <see cref="LocalDerivativeBuffers{T,TState,TMatrix}"/>.</summary>
public interface ILocalDerivatives<T> : IDisposable
    where T : unmanaged, IReal<T>;
