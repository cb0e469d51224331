using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Models;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Models of the library against CVODE, an independent solver, where that is installed (Debian: libsundials-dev).</summary>
public sealed class CvodeTests : IDisposable
{
    private const int Steps = 60;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Each model, the currents that it is driven with at most, and how far the potentials may be apart, V.</summary>
    public static TheoryData<string, double, double> Models => new()
    {
        { "felif", 6e-9, 1e-3 },
        { "heracles", 6e-9, 1e-3 },
        { "vteam", 4e-9, 1e-3 },
        { "hodgkin-huxley", 0.25e-9, 1e-3 },
        { "mott", 120e-6, 2e-3 },
        { "reram", 10e-6, 2e-3 },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void TheInterpreterConvergesToTheSameSolution(string name, double most, double tolerance)
    {
        Assert.SkipWhen(CvodeProgram.Obstacle is not null, CvodeProgram.Obstacle ?? "");
        Model model = ModelLibrary.Find(name);
        double[] currents = Currents(most);
        (double[][] expected, bool[] spikes) = CvodeProgram.Run(folder[""], model, currents);
        Assert.Contains(true, spikes);
        Assert.Contains(false, spikes);

        (double[][] states, bool[] fires) = new ConvergedRun(model).Run(currents);
        Assert.Equal(spikes, fires);
        double[] low = new ModelInterpreter(model).Lower, high = new ModelInterpreter(model).Upper;
        for (int step = 0; step < Steps; ++step)
        {
            Assert.True(Math.Abs(states[step][0] - expected[step][0]) < tolerance, $"{name}, step {step}: V is {states[step][0]}, CVODE says {expected[step][0]}");
            for (int i = 1; i < states[step].Length; ++i)
                Assert.True(Math.Abs(states[step][i] - expected[step][i]) < 2e-3 * (high[i] - low[i]), $"{name}, step {step}: {model.Variables[i].Name} is {states[step][i]}, CVODE says {expected[step][i]}");
        }
    }

    /// <summary>What 'bruno simulate' does, with the best integrator that the model takes.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void ASimulationComesToTheSame(string name, double most, double tolerance)
    {
        Assert.SkipWhen(CvodeProgram.Obstacle is not null, CvodeProgram.Obstacle ?? "");
        Model model = ModelLibrary.Find(name);
        double[] currents = Currents(most);
        (double[][] expected, bool[] spikes) = CvodeProgram.Run(folder[""], model, currents);

        // The name of the library may be that of a device in C#: here it is the text.
        string path = folder[$"{name}.toml"];
        File.WriteAllText(path, ModelLibrary.Text(name));
        bool isAdaptive = IntegratorFit.Of(DeviceCatalogue.Find(path)).Any(fit => fit is { Kind: IntegratorKind.Adaptive, Obstacle: null });
        SimulationOptions options = new()
        {
            Model = path, Drive = new CurrentTable(currents, 1), Integrator = isAdaptive ? IntegratorKind.Adaptive : IntegratorKind.Euler, Substeps = isAdaptive ? 1 : 10_000,
            EveryMicroStep = false, Precision = Precision.Double, Tolerance = 1e-5,
        };
        List<TrajectoryPoint> points = [];
        using ComputeDevice device = ComputeDevice.Open("cpu");
        Simulator.Run(device, options, (_, point) => points.Add(point), TestContext.Current.CancellationToken);
        Assert.Equal(spikes, points.Skip(1).Select(point => point.Spike));
        double toSi = model.Potential.Scale.ToSi(1);
        for (int step = 0; step < Steps; ++step)
            Assert.True(Math.Abs(points[step + 1].Values[0] * toSi - expected[step][0]) < tolerance, $"{name}, step {step}: V is {points[step + 1].Values[0]}, CVODE says {expected[step][0]}");
    }

    /// <summary>A current an outer step, in no order, that makes every model fire and rest.</summary>
    private static double[] Currents(double most) => [.. Enumerable.Range(0, Steps).Select(step => most * (0.15 + 0.85 * (step * 0.6180339887 % 1)))];
}
