using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Integrators;

/// <summary>Whether an integrator takes the devices of a model.</summary>
/// <param name="Kind">The integrator.</param>
/// <param name="Obstacle">Why not; none where it does.</param>
internal sealed record IntegratorFit(IntegratorKind Kind, string? Obstacle)
{
    /// <summary>All integrators.</summary>
    public static IReadOnlyList<IntegratorFit> Of(IDeviceModel model) =>
        model.Use<Float32, IReadOnlyList<IntegratorFit>>([new Dictionary<string, double>()], new Question());

    private sealed class Question : IDeviceUse<Float32, IReadOnlyList<IntegratorFit>>
    {
        public IReadOnlyList<IntegratorFit> With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float32, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float32>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float32, TState> => [.. Enum.GetValues<IntegratorKind>().Select(kind =>
            {
                try
                {
                    new IntegratorChoice(kind, 1, 1, 1e-3).Use(new Taken<TDevice, TState, TMatrix>());
                    return new IntegratorFit(kind, null);
                }
                catch (BrunoException exception) when (exception.ExitCode == ExitCode.Usage)
                {
                    return new IntegratorFit(kind, exception.Message);
                }
            })];
    }

    private sealed class Taken<TDevice, TState, TMatrix> : IIntegratorUse<Float32, TDevice, TState, TMatrix, bool>
        where TDevice : unmanaged, IDevice<TDevice, Float32, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float32>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float32, TState>
    {
        public bool With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<Float32, TDevice, TState, TMatrix> => true;
    }
}
