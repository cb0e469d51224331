using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.RandomNumbers;

namespace Bruno.Gpu.Benchmarks;

/// <summary>
/// Neurons with random currents, some resting or inhibited and some spiking, solved in double by the adaptive integrator at
/// a tolerance so small that its error is far below that of everything compared with it.
/// </summary>
internal sealed class ConvergedRun
{
    private const uint CurrentStream = 2000;
    private const double Tolerance = 1e-8;

    /// <summary>The largest current that devices are meant for, A, where their model does not say.</summary>
    private const double UsualInput = 10e-9;

    /// <summary>Solves the run.</summary>
    public ConvergedRun(IntegratorBenchmarkOptions options)
    {
        Neurons = options.Neurons;
        Steps = options.Milliseconds;
        IDeviceModel model = DeviceCatalogue.Find(options.Model);
        Currents = Draw(options.Seed, (model as TextModel)?.Text.Input.High / UsualInput ?? 1);
        model.Use([new Dictionary<string, double>()], new Solution(this));
    }

    /// <summary>How many neurons there are.</summary>
    public int Neurons { get; }

    /// <summary>How many outer steps of 1 ms.</summary>
    public int Steps { get; }

    /// <summary>Currents, nA, [steps, neurons].</summary>
    public double[] Currents { get; }

    /// <summary>Each variable, the membrane potential in V first, [steps + 1, neurons]; entry 0 is the start.</summary>
    public double[][] States { get; private set; } = [];

    /// <summary>Whether the devices fire, likewise.</summary>
    public bool[] Fires { get; private set; } = [];

    /// <summary>The potential at which they do, V; infinite where it is not the potential that does.</summary>
    public double Threshold { get; private set; }

    /// <summary>
    /// A level of current for each neuron, from -0.2 nA to 1.8 nA, and half a nA to either side of it each ms; times a factor for devices
    /// that are meant for other currents.
    /// </summary>
    private double[] Draw(ulong seed, double factor)
    {
        double[] currents = new double[Steps * Neurons];
        for (int neuron = 0; neuron < Neurons; ++neuron)
        {
            CounterRandom random = new(seed, CurrentStream, (uint)neuron, 0);
            for (int step = 0; step < Steps; ++step)
                currents[step * Neurons + neuron] = factor * (-0.2 + 2.0 * neuron / Neurons + random.NextUniform(-0.5, 0.5));
        }

        return currents;
    }

    private sealed class Solution(ConvergedRun run) : IDeviceUse<Float64, bool>
    {
        public bool With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
        {
            run.Threshold = TDevice.FiresByPotential ? FiringThreshold.Of<TDevice, Float64, TState, TMatrix>(devices[0]).Number : double.PositiveInfinity;
            run.Fires = new bool[(run.Steps + 1) * run.Neurons];
            run.States = [.. Enumerable.Range(0, TState.Count).Select(_ => new double[run.Fires.Length])];
            return new IntegratorChoice(IntegratorKind.Adaptive, 1, 1, Tolerance).Use(new Integrated<TDevice, TState, TMatrix>(run, devices[0]));
        }
    }

    private sealed record Integrated<TDevice, TState, TMatrix>(ConvergedRun Run, TDevice Device) : IIntegratorUse<Float64, TDevice, TState, TMatrix, bool>
        where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
    {
        public bool With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<Float64, TDevice, TState, TMatrix>
        {
            Parallel.For(0, Run.Neurons, neuron =>
            {
                TState state = Device.Initial;
                for (int step = 0; step <= Run.Steps; ++step)
                {
                    int index = step * Run.Neurons + neuron;
                    Run.Fires[index] = Device.Fires(state);
                    for (int i = 0; i < TState.Count; ++i)
                        Run.States[i][index] = state[i].Number;
                    if (step < Run.Steps)
                        state = Run.Fires[index] ? Device.Reset(state) : integrator.Advance(Device, state, new Float64(Run.Currents[index]));
                }
            });
            return true;
        }
    }
}
