using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Integrators;

/// <summary>
/// What is done with an integrator whose type only its <see cref="IntegratorKind"/> tells, so that a new use touches no integrator and
/// a new integrator no use.
/// </summary>
/// <typeparam name="T">The precision.</typeparam>
/// <typeparam name="TResult">What comes of it.</typeparam>
public interface IIntegratorUse<T, TResult>
    where T : unmanaged, IReal<T>
{
    /// <summary>Uses an integrator.</summary>
    TResult With<TIntegrator>(TIntegrator integrator)
        where TIntegrator : unmanaged, IIntegrator<T>;
}
