using Bruno.Gpu.Benchmarks;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Integrators;

/// <summary>
/// Where integrators are judged: runs of 300 ms of nominal neurons with random currents, weak and strong, resting and
/// inhibited ones among them, solved to convergence; and single outer steps that start from states of these runs.
/// </summary>
internal static class Trials
{
    private const int Lanes = 16, Steps = 300;

    private static readonly FelifConvergedOracle Oracle = new(new FelifOracleParameters());

    private static readonly Lazy<FelifOracleTrajectory> LazyRun = new(() => Oracle.Forward(Currents()));

    private static readonly Lazy<Start[]> LazyStarts = new(() => [.. FindStarts()]);

    /// <summary>A state, the current of the outer step that starts there, and the state it ends in.</summary>
    public readonly record struct Start(double V, double P, double Current, double EndV, double EndP);

    /// <summary>Errors over all starts, in V and C/m2, and evaluations of the rates an outer step.</summary>
    public readonly record struct Score(double RmsV, double MaxV, double RmsP, double Evaluations);

    /// <summary>The converged runs.</summary>
    public static FelifOracleTrajectory Run => LazyRun.Value;

    /// <summary>The single steps.</summary>
    public static Start[] Starts => LazyStarts.Value;

    /// <summary>The nominal device.</summary>
    public static Felif<T> Nominal<T>()
        where T : unmanaged, IReal<T> => new(new FelifParameters());

    /// <summary>One outer step of an integrator, called as host code.</summary>
    public static (double V, double P) Advance<T, TDevice, TIntegrator>(
        TDevice device, TIntegrator integrator, double v, double p, double current)
        where T : unmanaged, IReal<T>
        where TDevice : unmanaged, IDevice<TDevice, T, DeviceState<T>, Matrix2<T>>
        where TIntegrator : unmanaged, IPlanarIntegrator<T>
    {
        DeviceState<T> end = integrator.Advance(device, new DeviceState<T>(T.From(v), T.From(p)), T.From(current));
        return (T.ToDouble(end.Potential), T.ToDouble(end.Internal));
    }

    /// <summary>Judges an integrator on the single steps. Beyond the threshold V is not compared: Euler stops after it.</summary>
    public static Score Judge<T, TIntegrator>(TIntegrator integrator)
        where T : unmanaged, IReal<T>
        where TIntegrator : unmanaged, IPlanarIntegrator<T>
    {
        CountingDevice<Felif<T>, T, DeviceState<T>, Matrix2<T>> device = new(Nominal<T>());
        double threshold = T.ToDouble(FiringThreshold.Of<CountingDevice<Felif<T>, T, DeviceState<T>, Matrix2<T>>, T, DeviceState<T>, Matrix2<T>>(device)), squareV = 0, squareP = 0, max = 0;
        CountingDevice<Felif<T>, T, DeviceState<T>, Matrix2<T>>.Evaluations = 0;
        foreach (Start start in Starts)
        {
            (double v, double p) = Advance<T, CountingDevice<Felif<T>, T, DeviceState<T>, Matrix2<T>>, TIntegrator>(
                device, integrator, start.V, start.P, start.Current);
            double error = Math.Abs(Math.Min(v, threshold) - start.EndV);
            Assert.False(double.IsNaN(error));
            squareV += error * error;
            squareP += (p - start.EndP) * (p - start.EndP);
            max = Math.Max(max, error);
        }

        int n = Starts.Length;
        return new(
            Math.Sqrt(squareV / n), max, Math.Sqrt(squareP / n), (double)CountingDevice<Felif<T>, T, DeviceState<T>, Matrix2<T>>.Evaluations / n);
    }

    /// <summary>A whole run of an integrator, by the rules of spike and reset, of the devices of an oracle.</summary>
    public static (double[][] V, double[][] S) Follow<T, TIntegrator>(
        FelifOracleParameters parameters, TIntegrator integrator, double[][] current)
        where T : unmanaged, IReal<T>
        where TIntegrator : unmanaged, IPlanarIntegrator<T>
    {
        int lanes = current[0].Length;
        double[][] v = OracleGrid.Zeros(current.Length, lanes), s = OracleGrid.Zeros(current.Length, lanes);
        for (int lane = 0; lane < lanes; ++lane)
        {
            Felif<T> device = new(FelifLanes.Of(parameters, lane));
            DeviceState<T> state = device.Initial;
            for (int t = 0; t < current.Length; ++t)
            {
                state = device.Fires(state)
                    ? device.Reset(state)
                    : integrator.Advance(device, state, T.From(current[t][lane]));
                v[t][lane] = T.ToDouble(state.Potential);
                s[t][lane] = device.Fires(state) ? 1 : 0;
            }
        }

        return (v, s);
    }

    private static double[][] Currents()
    {
        Random random = new(1);
        double[][] currents = OracleGrid.Zeros(Steps, Lanes);
        for (int lane = 0; lane < Lanes; ++lane)
        {
            for (int t = 0; t < Steps; ++t)
                currents[t][lane] = lane == 0 ? 0 : -0.2 + 2.0 * lane / Lanes + random.NextDouble() - 0.5;
        }

        return currents;
    }

    private static IEnumerable<Start> FindStarts()
    {
        for (int index = 0; index < Steps * Lanes; index += 5)
        {
            (int t, int lane) = (index / Lanes, index % Lanes);
            if (Run.IsReset(t, lane))
                continue;
            (double v, double p, double current) = (Run.VBefore(t, lane), Run.PBefore(t, lane), Run.Current[t][lane]);
            yield return new(v, p, current, Run.V[t][lane], Run.P[t][lane]);
        }
    }
}
