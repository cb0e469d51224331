using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Compilation;

namespace Bruno.Gpu.Tests.Integrators;

/// <summary>Outer steps of a model as an integrator makes them, called as host code; states and inputs in SI units.</summary>
internal sealed class OuterSteps<T>(Model model, IntegratorKind kind, double tolerance, double milliseconds = 1)
    where T : unmanaged, IReal<T>
{
    private const double Ampere = 1e-9;

    private readonly TextModel device = new(model.Name, model);
    private readonly double[] units = [.. model.Variables.Select(variable => DeviceUnits.Of(variable.Scale.Dimension))];

    /// <summary>The state after a step, whether the device fires in it, and the derivatives by state and input, a column each.</summary>
    public sealed record Result(double[] State, bool Fires, double[][] Derivatives);

    /// <summary>Makes a step.</summary>
    public Result Step(double[] state, double input) => device.Use([new Dictionary<string, double>()], new Use(this, state, input));

    private sealed class Use(OuterSteps<T> of, double[] state, double input) : IDeviceUse<T, Result>
    {
        public Result With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, T>
            where TMatrix : unmanaged, IMatrix<TMatrix, T, TState> =>
            of.Choice.Use(new Made<TDevice, TState, TMatrix>(of, devices[0], state, input));
    }

    private IntegratorChoice Choice => new(kind, milliseconds, 1, tolerance);

    private sealed class Made<TDevice, TState, TMatrix>(OuterSteps<T> of, TDevice device, double[] state, double input)
        : IIntegratorUse<T, TDevice, TState, TMatrix, Result>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        public Result With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
        {
            double[] units = of.units;
            TState start = TState.All(T.From(0));
            for (int i = 0; i < units.Length; ++i)
                start = start.With(i, T.From(state[i] / units[i]));
            T current = T.From(input / Ampere);
            TState end = integrator.Advance(device, start, current), moved = start;
            Jacobian<T, TState, TMatrix> jacobian = integrator.Sensitivity<Kept>(device, ref moved, current);
            double[] found = SI(end), alongside = SI(moved);
            Assert.Equal(found, alongside);
            double[][] derivatives =
            [
                .. Enumerable.Range(0, units.Length).Select(by => Array.ConvertAll(SI(jacobian.ByState[by]), value => value / units[by])),
                Array.ConvertAll(SI(jacobian.ByInput), value => value / Ampere),
            ];
            return new(found, device.Fires(end), derivatives);
        }

        private double[] SI(TState numbers) => [.. of.units.Select((unit, i) => unit * T.ToDouble(numbers[i]))];
    }
}
