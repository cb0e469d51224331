using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Benchmarks;

/// <summary>Runs integrators on a compute device and compares them with a converged run.</summary>
internal sealed class IntegratorTrial<T>(
    ComputeDevice device, IntegratorBenchmarkOptions options, ConvergedRun run, Action<IntegratorBenchmarkRow> report,
    CancellationToken cancellation)
    : IDeviceUse<T, IReadOnlyList<IntegratorBenchmarkRow>>
    where T : unmanaged, IReal<T>
{
    private const int MostStarts = 2048;

    /// <summary>A GPU is measured with as many lanes as it takes to fill it.</summary>
    private const int GpuCopies = 1024;

    private static readonly TimeSpan MeasuredTime = TimeSpan.FromSeconds(0.25);

    private readonly List<IntegratorBenchmarkRow> rows = [];

    // Indices of the states of the run that outer steps start from, evenly spread.
    private readonly int[] starts =
    [
        .. Enumerable.Range(0, run.Steps * run.Neurons)
            .Where(index => index % Math.Max(1, run.Steps * run.Neurons / MostStarts) == 0 && run.Potentials[index] < run.Threshold),
    ];

    public IReadOnlyList<IntegratorBenchmarkRow> With<TDevice>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T>
    {
        T step = T.From(1);
        foreach (int number in new[] { 100, 300, 1000, 3000 })
            Add("euler", Text(number), devices, new Euler<T>(T.From(1.0 / number), number, 1));
        foreach (int number in new[] { 16, 32, 64, 128, 256 })
            Add("exponential", Text(number), devices, new ExponentialRosenbrock<T>(step, number));
        foreach (double tolerance in new[] { 3e-3, 1e-3, 6e-4, 3e-4, 1e-4, 1e-5 })
            Add("adaptive", tolerance.ToString("0e-0", CultureInfo.InvariantCulture), devices, new AdaptiveRosenbrock<T>(step, T.From(tolerance)));
        return rows;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Add<TDevice, TIntegrator>(string name, string setting, TDevice[] devices, TIntegrator integrator)
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TIntegrator : unmanaged, IIntegrator<T>
    {
        cancellation.ThrowIfCancellationRequested();
        int copies = device.IsHost ? 1 : GpuCopies, lanes = copies * run.Neurons;
        var forward = DeviceForward.Load<T, TDevice, IntegratedStep<T, TDevice, TIntegrator>>(device, lanes);
        (double[] endV, double[] endP, _) = Launch(
            forward, devices, integrator, 1, [.. starts.Select(i => run.Currents[i])],
            [.. starts.Select(i => run.Potentials[i])], [.. starts.Select(i => run.Internals[i])], TimeSpan.Zero);
        double squareV = 0, squareP = 0, max = 0;
        for (int i = 0; i < starts.Length; ++i)
        {
            // Euler's method stops behind the threshold, the others on it: what counts is that they stop.
            int end = starts[i] + run.Neurons;
            double errorV = Math.Abs(Math.Min(endV[starts.Length + i], run.Threshold) - run.Potentials[end]);
            double errorP = endP[starts.Length + i] - run.Internals[end];
            squareV += errorV * errorV;
            squareP += errorP * errorP;
            max = errorV <= max ? max : errorV;
        }

        (double[] v, _, double seconds) = Launch(
            forward, devices, integrator, run.Steps, Tile(run.Currents, copies),
            Tile(run.Potentials[..run.Neurons], copies), Tile(run.Internals[..run.Neurons], copies), MeasuredTime);
        int mismatches = 0;
        for (int index = run.Neurons; index < run.Potentials.Length; ++index)
        {
            int at = index / run.Neurons * lanes + index % run.Neurons;
            mismatches += v[at] >= run.Threshold != run.Potentials[index] >= run.Threshold ? 1 : 0;
        }

        IntegratorBenchmarkRow row = new(
            name,
            setting,
            Evaluations(devices[0], integrator),
            Math.Sqrt(squareV / starts.Length),
            max,
            Math.Sqrt(squareP / starts.Length),
            mismatches,
            (double)run.Steps * lanes / seconds,
            device.Description.Name,
            options.Precision.ToString().ToLowerInvariant());
        rows.Add(row);
        report(row);
    }

    /// <summary>Runs a kernel once, and again until a time has passed; the seconds are those of the fastest run.</summary>
    private (double[] V, double[] P, double Seconds) Launch<TDevice, TIntegrator>(
        Action<Index1D, DeviceSequence<T, TDevice>, IntegratedStep<T, TDevice, TIntegrator>, DeviceTape<T>, ArrayView<Spike>> forward,
        TDevice[] devices, TIntegrator integrator, int steps, double[] currents, double[] potentials, double[] internals, TimeSpan time)
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TIntegrator : unmanaged, IIntegrator<T>
    {
        int lanes = potentials.Length;
        DeviceMemory memory = device.Memory;
        using DeviceBuffer<TDevice> parameters = memory.Allocate<TDevice>(devices, MemoryPurpose.Devices);
        using DeviceBuffer<T> input = memory.Allocate<T>(Array.ConvertAll(currents, T.From), MemoryPurpose.Currents);
        using DeviceBuffer<T> v = memory.Allocate<T>((long)(steps + 1) * lanes, MemoryPurpose.Tape);
        using DeviceBuffer<T> p = memory.Allocate<T>((long)(steps + 1) * lanes, MemoryPurpose.Tape);
        using DeviceBuffer<T> stateV = memory.Allocate<T>(lanes, MemoryPurpose.States);
        using DeviceBuffer<T> stateP = memory.Allocate<T>(lanes, MemoryPurpose.States);
        using DeviceBuffer<Spike> spikes = memory.Allocate<Spike>((long)steps * lanes, MemoryPurpose.Spikes);
        DeviceSequence<T, TDevice> sequence = new(
            new(steps, 1, lanes, 0), new ParameterView<TDevice>(parameters.View, 0), T.From(1), new Signal<T>(input.View),
            new UndersampledTape<T>(new DeviceTape<T>(v.View, p.View)));
        double fastest = double.PositiveInfinity;
        Stopwatch total = Stopwatch.StartNew();
        do
        {
            stateV.Upload(Array.ConvertAll(potentials, T.From));
            stateP.Upload(Array.ConvertAll(internals, T.From));
            device.Synchronize();
            Stopwatch once = Stopwatch.StartNew();
            forward(lanes, sequence, new(integrator), new DeviceTape<T>(stateV.View, stateP.View), spikes.View);
            device.Synchronize();
            fastest = Math.Min(fastest, once.Elapsed.TotalSeconds);
        }
        while (total.Elapsed < time);
        return (Array.ConvertAll(v.Download(), T.ToDouble), Array.ConvertAll(p.Download(), T.ToDouble), fastest);
    }

    private double Evaluations<TDevice, TIntegrator>(TDevice model, TIntegrator integrator)
        where TDevice : unmanaged, IDevice<TDevice, T>
        where TIntegrator : unmanaged, IIntegrator<T>
    {
        CountingDevice<TDevice, T> counting = new(model);
        CountingDevice<TDevice, T>.Evaluations = 0;
        foreach (int start in starts)
        {
            DeviceState<T> state = new(T.From(run.Potentials[start]), T.From(run.Internals[start]));
            integrator.Advance(counting, state, T.From(run.Currents[start]));
        }

        return (double)CountingDevice<TDevice, T>.Evaluations / starts.Length;
    }

    /// <summary>Repeats every row of [rows, neurons] side by side.</summary>
    private double[] Tile(double[] values, int copies)
    {
        double[] tiled = new double[values.Length * copies];
        for (int row = 0; row < values.Length / run.Neurons; ++row)
        {
            for (int copy = 0; copy < copies; ++copy)
                Array.Copy(values, row * run.Neurons, tiled, (row * copies + copy) * run.Neurons, run.Neurons);
        }

        return tiled;
    }
}
