using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
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
            .Where(index => index % Math.Max(1, run.Steps * run.Neurons / MostStarts) == 0 && !run.Fires[index]),
    ];

    public IReadOnlyList<IntegratorBenchmarkRow> With<TDevice, TState, TMatrix>(TDevice[] devices)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        void Add(string setting, IntegratorChoice choice)
        {
            if (choice.Kind == IntegratorKind.Euler || DeviceIntegrators<T, TDevice, TState, TMatrix>.Instance.Kinds.Contains(choice.Kind))
                choice.Use(new Trial<TDevice, TState, TMatrix>(this, devices, choice, setting));
        }

        foreach (int number in new[] { 100, 300, 1000, 3000 })
            Add(Text(number), new(IntegratorKind.Euler, 1, number, 0));
        foreach (int number in new[] { 16, 32, 64, 128, 256 })
            Add(Text(number), new(IntegratorKind.Exponential, 1, number, 0));
        foreach (IntegratorKind kind in new[] { IntegratorKind.Adaptive, IntegratorKind.Rosenbrock })
        {
            foreach (double tolerance in new[] { 3e-3, 1e-3, 6e-4, 3e-4, 1e-4, 1e-5 })
                Add(tolerance.ToString("0e-0", CultureInfo.InvariantCulture), new(kind, 1, 1, tolerance));
        }

        return rows;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Add<TDevice, TState, TMatrix, TIntegrator>(IntegratorChoice choice, string setting, TDevice[] devices, TIntegrator integrator)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
    {
        cancellation.ThrowIfCancellationRequested();
        int copies = device.IsHost ? 1 : GpuCopies, lanes = copies * run.Neurons;
        var forward = DeviceForward.Load<T, TDevice, TState, TMatrix, IntegratedStep<T, TDevice, TState, TMatrix, TIntegrator>>(device, lanes);
        (double[][] end, _) = Launch<TDevice, TState, TMatrix, TIntegrator>(
            forward, devices, integrator, 1, [.. starts.Select(i => run.Currents[i])],
            [.. run.States.Select(variable => starts.Select(i => variable[i]).ToArray())], TimeSpan.Zero);
        double squareV = 0, squareP = 0, max = 0;
        for (int i = 0; i < starts.Length; ++i)
        {
            // Euler's method stops behind the threshold, the others on it: what counts is that they stop.
            int expected = starts[i] + run.Neurons, found = starts.Length + i;
            double errorV = Math.Abs(Math.Min(end[0][found], run.Threshold) - run.States[0][expected]);
            double errorP = TState.Count > 1 ? end[1][found] - run.States[1][expected] : 0;
            squareV += errorV * errorV;
            squareP += errorP * errorP;
            max = errorV <= max ? max : errorV;
        }

        (double[][] states, double seconds) = Launch<TDevice, TState, TMatrix, TIntegrator>(
            forward, devices, integrator, run.Steps, Tile(run.Currents, copies),
            [.. run.States.Select(variable => Tile(variable[..run.Neurons], copies))], MeasuredTime);
        int mismatches = 0;
        for (int index = run.Neurons; index < run.Fires.Length; ++index)
        {
            int at = index / run.Neurons * lanes + index % run.Neurons;
            mismatches += devices[0].Fires(StateAt<TState>(states, at)) != run.Fires[index] ? 1 : 0;
        }

        IntegratorBenchmarkRow row = new(
            choice.Kind.ToString().ToLowerInvariant(),
            setting,
            choice.Use(new Counted<TDevice, TState, TMatrix>(run, starts, devices[0])),
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
    private (double[][] States, double Seconds) Launch<TDevice, TState, TMatrix, TIntegrator>(
        Action<Index1D, DeviceSequence<T, TDevice>, IntegratedStep<T, TDevice, TState, TMatrix, TIntegrator>, DeviceTape<T>, ArrayView<Spike>> forward,
        TDevice[] devices, TIntegrator integrator, int steps, double[] currents, double[][] start, TimeSpan time)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
    {
        int lanes = start[0].Length, length = (steps + 1) * lanes;
        DeviceMemory memory = device.Memory;
        using DeviceBuffer<TDevice> parameters = memory.Allocate<TDevice>(devices, MemoryPurpose.Devices);
        using DeviceBuffer<T> input = memory.Allocate<T>(Array.ConvertAll(currents, T.From), MemoryPurpose.Currents);
        using StatePlanes<T> tape = new(memory, TState.Count, length, MemoryPurpose.Tape);
        using StatePlanes<T> states = new(memory, TState.Count, lanes, MemoryPurpose.States);
        using DeviceBuffer<Spike> spikes = memory.Allocate<Spike>((long)steps * lanes, MemoryPurpose.Spikes);
        DeviceSequence<T, TDevice> sequence = new(
            new(steps, 1, lanes, 0), new ParameterView<TDevice>(parameters.View, 0), T.From(1), new Signal<T>(input.View), new UndersampledTape<T>(tape.View));
        double fastest = double.PositiveInfinity;
        Stopwatch total = Stopwatch.StartNew();
        do
        {
            states.Upload([.. start.SelectMany(variable => variable).Select(T.From)]);
            device.Synchronize();
            Stopwatch once = Stopwatch.StartNew();
            forward(lanes, sequence, new(integrator), states.View, spikes.View);
            device.Synchronize();
            fastest = Math.Min(fastest, once.Elapsed.TotalSeconds);
        }
        while (total.Elapsed < time);
        double[] downloaded = Array.ConvertAll(tape.Download(), T.ToDouble);
        return ([.. Enumerable.Range(0, TState.Count).Select(i => downloaded[(i * length)..((i + 1) * length)])], fastest);
    }

    private static TState StateAt<TState>(double[][] states, int index)
        where TState : unmanaged, INumbers<TState, T>
    {
        TState state = TState.All(T.From(0));
        for (int i = 0; i < TState.Count; ++i)
            state = state.With(i, T.From(states[i][index]));
        return state;
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

    private sealed record Trial<TDevice, TState, TMatrix>(IntegratorTrial<T> Of, TDevice[] Devices, IntegratorChoice Choice, string Setting)
        : IIntegratorUse<T, TDevice, TState, TMatrix, bool>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        public bool With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, TDevice, TState, TMatrix>
        {
            Of.Add<TDevice, TState, TMatrix, TIntegrator>(Choice, Setting, Devices, integrator);
            return true;
        }
    }

    /// <summary>Evaluations of the rates an outer step.</summary>
    private sealed record Counted<TDevice, TState, TMatrix>(ConvergedRun Run, int[] Starts, TDevice Device)
        : IIntegratorUse<T, CountingDevice<TDevice, T, TState, TMatrix>, TState, TMatrix, double>
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        public double With<TIntegrator>(TIntegrator integrator)
            where TIntegrator : unmanaged, IIntegrator<T, CountingDevice<TDevice, T, TState, TMatrix>, TState, TMatrix>
        {
            CountingDevice<TDevice, T, TState, TMatrix> counting = new(Device);
            CountingDevice<TDevice, T, TState, TMatrix>.Evaluations = 0;
            foreach (int start in Starts)
                integrator.Advance(counting, StateAt<TState>(Run.States, start), T.From(Run.Currents[start]));
            return (double)CountingDevice<TDevice, T, TState, TMatrix>.Evaluations / Starts.Length;
        }
    }
}
