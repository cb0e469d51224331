using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Models;
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

    /// <summary>Solves the run.</summary>
    public ConvergedRun(IntegratorBenchmarkOptions options)
    {
        Neurons = options.Neurons;
        Steps = options.Milliseconds;
        Currents = Draw(options.Seed);
        Potentials = new double[(Steps + 1) * Neurons];
        Internals = new double[(Steps + 1) * Neurons];
        DeviceCatalogue.Find(options.Model).Use([new Dictionary<string, double>()], new Solution(this));
    }

    /// <summary>How many neurons there are.</summary>
    public int Neurons { get; }

    /// <summary>How many outer steps of 1 ms.</summary>
    public int Steps { get; }

    /// <summary>Currents, nA, [steps, neurons].</summary>
    public double[] Currents { get; }

    /// <summary>Membrane potentials, V, [steps + 1, neurons]; entry 0 is the start.</summary>
    public double[] Potentials { get; }

    /// <summary>Internal variables, likewise.</summary>
    public double[] Internals { get; }

    /// <summary>The threshold, V.</summary>
    public double Threshold { get; private set; }

    /// <summary>A level of current for each neuron, from -0.2 nA to 1.8 nA, and half a nA to either side of it each ms.</summary>
    private double[] Draw(ulong seed)
    {
        double[] currents = new double[Steps * Neurons];
        for (int neuron = 0; neuron < Neurons; ++neuron)
        {
            CounterRandom random = new(seed, CurrentStream, (uint)neuron, 0);
            for (int step = 0; step < Steps; ++step)
                currents[step * Neurons + neuron] = -0.2 + 2.0 * neuron / Neurons + random.NextUniform(-0.5, 0.5);
        }

        return currents;
    }

    private sealed class Solution(ConvergedRun run) : IDeviceUse<Float64, bool>
    {
        public bool With<TDevice>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64>
        {
            TDevice device = devices[0];
            IntegratedStep<Float64, TDevice, AdaptiveRosenbrock<Float64>> outerStep = new(new(new(1), new(Tolerance)));
            run.Threshold = device.Threshold.Number;
            Parallel.For(0, run.Neurons, neuron =>
            {
                DeviceState<Float64> state = device.Initial;
                for (int step = 0; step <= run.Steps; ++step)
                {
                    int index = step * run.Neurons + neuron;
                    run.Potentials[index] = state.Potential.Number;
                    run.Internals[index] = state.Internal.Number;
                    if (step < run.Steps)
                        state = OuterStep.Next(outerStep, device, state, new Float64(run.Currents[index]), step, run.Neurons, neuron);
                }
            });
            return true;
        }
    }
}
