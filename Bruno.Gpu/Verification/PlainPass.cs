using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Verification;

/// <summary>A plain forward and backward pass of a layer of devices by a gradient method.</summary>
internal static class PlainPass<T, TDevice, TState, TMatrix>
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
{
    /// <summary>States, and the derivative with respect to the currents.</summary>
    public static (LayerStates States, double[] Gradient) Of(
        IGradientMethod method, DeviceLayerOptions options, TDevice[] devices, int neurons, double[] currents, int lanes, double[] adjoints,
        IReadOnlySet<int>? chosen)
    {
        Pass pass = new(options, devices, neurons, currents, lanes, adjoints, method.Routes, chosen, method is ExactGradient { Stored: true });
        return Inner(method) switch
        {
            CoarseGradient => pass.Coarse((options.Integration with { Steps = 1 }).Euler<T, TDevice, TState, TMatrix>(implicitSensitivity: true), new BrunoGradient()),
            ExactGradient { Literal: true } or BpttGradient or CheckpointedGradient or FullBpttGradient => pass.Fine(options.Integration.Euler<T, TDevice, TState, TMatrix>(implicitSensitivity: false)),
            ExactGradient => options.Integration.Use(new Use(pass, null)),
            BrunoGradient bruno => options.Integration.Use(new Use(pass, bruno)),
            IGradientMethod other => throw new NotSupportedException($"No plain evaluation of '{other.Name}' is written yet."),
        };
    }

    /// <summary>What the derivative of a step is, without the ways through time.</summary>
    private static IGradientMethod Inner(IGradientMethod method) => method switch
    {
        TruncatedGradient truncated => truncated.Linearisation,
        SlttGradient sltt => sltt.Linearisation,
        _ => method,
    };

    /// <summary>The pass of an integrator: with BRUNO's derivative, or that of the integrator itself.</summary>
    private sealed record Use(Pass Pass, BrunoGradient? Bruno) : IIntegratorUse<T, TDevice, TState, TMatrix, (LayerStates States, double[] Gradient)>
    {
        public (LayerStates States, double[] Gradient) With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> => Bruno is null ? Pass.Fine(integrator) : Pass.Coarse(integrator, Bruno);
    }

    private sealed record Pass(
        DeviceLayerOptions Options, TDevice[] Devices, int Neurons, double[] Currents, int Lanes, double[] Adjoints, TemporalRoutes Routes,
        IReadOnlySet<int>? Chosen, bool IsSensitive)
    {
        public (LayerStates States, double[] Gradient) Fine<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> =>
            Run<TIntegrator, FineLinearisation<TDevice, T, TState, TMatrix, TIntegrator, Kept>>(integrator, new(integrator));

        public (LayerStates States, double[] Gradient) Coarse<TIntegrator>(TIntegrator integrator, BrunoGradient bruno)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix> =>
            Run<TIntegrator, CoarseLinearisation<TDevice, T, TState, TMatrix, Held>>(integrator, new(
                T.From(Options.OuterStepMilliseconds), T.From(bruno.PassClip ? 1 : 0), T.From(bruno.PassClip ? 1 : bruno.OnBound)));

        private (LayerStates States, double[] Gradient) Run<TIntegrator, TLinearisation>(TIntegrator integrator, TLinearisation linearisation)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
            where TLinearisation : unmanaged, ILinearisation<TDevice, T, TState, TMatrix>
        {
            PlainLayer<TDevice, T, TState, TMatrix, PlainStep<TDevice, T, TState, TMatrix, TIntegrator, TLinearisation>> layer = new(
                Devices, Neurons, Currents, Lanes, new(integrator, linearisation, IsSensitive)) { IsRounded = Options.Tape == TapePrecision.Float16 };
            LayerStates states = layer.Forward();
            return (states, layer.Backward(Adjoints, new(T.From(Options.SurrogateSlope), Options.Surrogate), Routes, Chosen));
        }
    }
}
