using System.Globalization;
using Bruno.Oracle;

namespace Bruno.Cli.Tests;

public sealed class SimulateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Simulate_Double_AgreesWithTheOracle()
    {
        Assert.Equal(0, BrunoProcess.Run(
            "simulate", "--waveform", "pulse", "--amplitude", "3e-9", "--offset=-2e-10", "--width", "6e-3", "--period", "9e-3",
            "--duration", "0.04", "--precision", "double", "--resolution", "outer", "--device", "cpu", "--substeps", "500",
            "--set", "threshold=2.2", "--output", folder["out"]).ExitCode);
        double[][] rows = Read("trajectory.csv", "time_s,input_current_a,membrane_potential_v,polarization_c_per_m2,electric_field_v_per_m,spike");
        Assert.Equal(41, rows.Length);
        Assert.True(File.Exists(folder["out", "trajectory.png"]));

        double[][] currents = [.. rows.Skip(1).Select(row => new[] { row[1] * 1e9 })];
        FelifOracle oracle = new(GoldenFile.Felif(GoldenFile.Load("felif_01_const_spiking_n1000")["parameters"]) with { MicroSteps = 500, Threshold = [2.2] });
        FelifOracleTrajectory expected = oracle.Forward(currents);
        for (int step = 0; step < 40; ++step)
        {
            Assert.Equal((step + 1) * 1e-3, rows[step + 1][0], 1e-12);
            Assert.Equal(expected.V[step][0], rows[step + 1][2], 1e-9);
            Assert.Equal(expected.P[step][0], rows[step + 1][3], 1e-9);
            Assert.Equal(expected.S[step][0], rows[step + 1][5]);
        }

        Assert.True(rows.Sum(row => row[5]) >= 2, "The case should spike.");
    }

    /// <summary>Without a word about precision: explicit Euler needs double here.</summary>
    [Fact]
    public void Simulate_Heracles_AgreesWithTheOracle()
    {
        Assert.Equal(0, BrunoProcess.Run(
            "simulate", "--model", "heracles", "--amplitude", "2e-9", "--duration", "0.025", "--resolution", "outer", "--device", "cpu", "--set",
            "temperature=310", "--substeps", "1000", "--output", folder["out"]).ExitCode);
        double[][] rows = Read("trajectory.csv", "time_s,input_current_a,membrane_potential_v,polarization_c_per_m2,electric_field_v_per_m,spike");
        HeraclesOracle oracle = new() { Temperature = 310 };
        (double V, double P) state = (0, -0.27);
        for (int step = 0; step < 25; ++step)
        {
            state = state.V >= 3.5 ? (0, -0.27) : oracle.Advance(state.V, state.P, rows[step + 1][1], 1000);
            Assert.Equal(state.V, rows[step + 1][2], 1e-6);
            Assert.Equal(state.P, rows[step + 1][3], 1e-6);
            Assert.Equal(oracle.At(rows[step + 1][2], rows[step + 1][3]).Field, rows[step + 1][4], 1e2);
        }

        Assert.InRange(rows.Sum(row => row[5]), 1, 25);
    }

    [Fact]
    public void Simulate_MicroSteps_EndWhereOuterStepsEnd()
    {
        foreach (string resolution in new[] { "micro", "outer" })
        {
            Assert.Equal(0, BrunoProcess.Run(
                "simulate", "--duration", "0.015", "--substeps", "100", "--resolution", resolution, "--device", "cpu", "--output", folder[resolution]).ExitCode);
        }

        string[] micro = File.ReadAllLines(folder["micro", "trajectory.csv"]), outer = File.ReadAllLines(folder["outer", "trajectory.csv"]);
        Assert.Equal(1502, micro.Length);
        for (int step = 0; step <= 15; ++step)
            Assert.Equal(outer[step + 1].Split(',')[..5], micro[step * 100 + 1].Split(',')[..5]);
    }

    /// <summary>Ten steps a millisecond of an accurate integrator do what a thousand of explicit Euler do.</summary>
    [Theory]
    [InlineData("adaptive", "10")]
    [InlineData("rosenbrock", "10")]
    [InlineData("exponential", "100")]
    public void Simulate_OtherIntegrators_AgreeWithEuler(string integrator, string substeps)
    {
        string[] common = ["simulate", "--duration", "0.03", "--resolution", "outer", "--device", "cpu", "--precision", "double"];
        Assert.Equal(0, BrunoProcess.Run([.. common, "--integrator", "euler", "--output", folder["euler"]]).ExitCode);
        Assert.Equal(0, BrunoProcess.Run([.. common, "--integrator", integrator, "--substeps", substeps, "--output", folder["other"]]).ExitCode);
        string[][] euler = Rows("euler"), other = Rows("other");
        Assert.Equal(euler.Select(row => row[5]), other.Select(row => row[5]));

        // Where it fires, explicit Euler is frozen beyond the threshold, the others on it.
        Assert.All(
            euler.Zip(other).Where(pair => pair.First[5] == "0"), pair => Assert.Equal(Potential(pair.First), Potential(pair.Second), 2e-3));
        Assert.NotEqual(euler.Select(row => row[2]), other.Select(row => row[2]));

        string[][] Rows(string name) => [.. File.ReadAllLines(folder[name, "trajectory.csv"]).Skip(1).Select(line => line.Split(','))];
        static double Potential(string[] row) => double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A short pulse against the float64 oracle, driven micro-step by micro-step.</summary>
    [Theory]
    [InlineData("0.5ms", "0", 0.5)]
    [InlineData("1.4ms", "0.2ms", 1.4)]
    public void Simulate_ShortPulses_ReachTheIntegrator(string width, string start, double milliseconds)
    {
        Assert.Equal(0, BrunoProcess.Run(
            "simulate", "--waveform", "pulse", "--amplitude", "4nA", "--width", width, "--start", start, "--period", "4ms", "--duration", "30ms",
            "--precision", "double", "--device", "cpu", "--substeps", "1000", "--resolution", "outer", "--output", folder["out"]).ExitCode);
        double[][] rows = Read("trajectory.csv", "time_s,input_current_a,membrane_potential_v,polarization_c_per_m2,electric_field_v_per_m,spike");
        FelifOracle oracle = new(GoldenFile.Felif(GoldenFile.Load("felif_01_const_spiking_n1000")["parameters"]) with { MicroSteps = 1000 });
        double begin = start == "0" ? 0 : 0.2, v = 0, p = oracle.Constants(0).InitialP, charge = 0;
        int spikes = 0;
        for (int step = 0; step < 30; ++step)
        {
            if (v >= oracle.Constants(0).Threshold)
            {
                (v, p) = (oracle.Parameters.ResetVoltage, oracle.Constants(0).ResetP);
            }
            else
            {
                for (int micro = 0; micro < 1000 && v < oracle.Constants(0).Threshold; ++micro)
                {
                    double time = (step * 1000 + micro + 0.5) / 1000 - begin;
                    (v, p) = oracle.MicroStep(0, v, p, time >= 0 && time % 4 < milliseconds ? 4 : 0);
                }
            }

            spikes += v >= oracle.Constants(0).Threshold ? 1 : 0;
            charge += rows[step + 1][1];
            Assert.Equal(v, rows[step + 1][2], 1e-9);
            Assert.Equal(p, rows[step + 1][3], 1e-9);
        }

        // Eight pulses; the mean of each outer step is what its row says.
        Assert.Equal(8 * milliseconds * 4e-9, charge, 1e-18);
        Assert.Equal(rows.Sum(row => row[5]), spikes);
    }

    /// <summary>Below the threshold the adaptive integrator, which is the default as in training, follows the converged solution.</summary>
    [Fact]
    public void Simulate_ByDefault_AgreesWithTheConvergedSolution()
    {
        Assert.Equal(0, BrunoProcess.Run(
            "simulate", "--waveform", "pulse", "--amplitude", "2nA", "--width", "0.5ms", "--period", "1ms", "--duration", "6ms",
            "--precision", "double", "--device", "cpu", "--resolution", "outer", "--output", folder["out"]).ExitCode);
        double[][] rows = Read("trajectory.csv", "time_s,input_current_a,membrane_potential_v,polarization_c_per_m2,electric_field_v_per_m,spike");
        FelifConvergedOracle oracle = new(
            GoldenFile.Felif(GoldenFile.Load("felif_01_const_spiking_n1000")["parameters"]) with { TimeStep = 0.5e-3 });
        (double v, double p) = (0, rows[0][3]);
        for (int step = 0; step < 6; ++step)
        {
            (v, p) = oracle.OuterStep(0, v, p, 2);
            (v, p) = oracle.OuterStep(0, v, p, 0);
            Assert.Equal(v, rows[step + 1][2], 5e-4);
            Assert.Equal(p, rows[step + 1][3], 5e-5);
        }
    }

    [Theory]
    [InlineData(true, "--substeps", "1000")]
    [InlineData(false, "--integrator", "adaptive")]
    public void Simulate_TakesTheIntegratorOfTraining(bool isEuler, string option, string value)
    {
        string[] common = ["simulate", "--duration", "5ms", "--resolution", "outer", "--device", "cpu"];
        foreach ((string name, string[] more) in new (string, string[])[] { ("default", []), ("said", [option, value]), ("euler", ["--integrator", "euler"]) })
            Assert.Equal(0, BrunoProcess.Run([.. common, .. more, "--output", folder[name]]).ExitCode);
        string said = File.ReadAllText(folder["said", "trajectory.csv"]);
        Assert.Equal(!isEuler, said == File.ReadAllText(folder["default", "trajectory.csv"]));
        Assert.Equal(isEuler, said == File.ReadAllText(folder["euler", "trajectory.csv"]));
    }

    [Fact]
    public void Simulate_Currents_SeveralNeurons()
    {
        string currents = folder.Write("currents.csv", "weak,strong\n1e-9,4e-9\n1e-9,4e-9\n0,4e-9\n");
        Assert.Equal(0, BrunoProcess.Run(
            "simulate", "--currents", currents, "--resolution", "outer", "--device", "cpu", "--neuron", "1", "--output", folder["out"]).ExitCode);
        double[][] rows = Read("trajectory.csv", "time_s,input_current_a,membrane_potential_v,polarization_c_per_m2,electric_field_v_per_m,spike,neuron");
        Assert.Equal(8, rows.Length);
        Assert.Equal([0.0, 1, 0, 1, 0, 1, 0, 1], rows.Select(row => row[6]));
        Assert.True(rows[7][2] > rows[6][2]);
    }

    [Theory]
    [InlineData("1e-9\n1e-9,2e-9\n", ":2:")]
    [InlineData("1e-9\nnan\n", ":2:")]
    [InlineData("1e-9,x\n", ":1:")]
    [InlineData("", "is empty")]
    public void Simulate_BadCurrents_AreLocated(string text, string where)
    {
        BrunoProcess.Outcome outcome = BrunoProcess.Run("simulate", "--currents", folder.Write("bad.csv", text), "--output", folder["out"]);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains(where, outcome.Errors);
    }

    [Theory]
    [InlineData("--set", "treshold=2")]
    [InlineData("--set", "area=-1")]
    [InlineData("--set", "area")]
    [InlineData("--model", "felf")]
    [InlineData("--duration", "0")]
    [InlineData("--substeps", "0")]
    [InlineData("--waveform", "square")]
    [InlineData("--amplitude", "2nV")]
    [InlineData("--amplitude", "1e308")]
    [InlineData("--amplitude", "2,5e-9")]
    [InlineData("--duration", "inf")]
    [InlineData("--width", "1ms")]
    [InlineData("--set", "threshold=2A")]
    [InlineData("--integrator", "1")]
    public void Simulate_BadOptions_AreUsage(string option, string value) =>
        Assert.Equal(2, BrunoProcess.Run("simulate", "--device", "cpu", option, value, "--output", folder["out"]).ExitCode);

    private double[][] Read(string file, string header)
    {
        string[] lines = File.ReadAllLines(folder["out", file]);
        Assert.Equal(header, lines[0]);
        return [.. lines.Skip(1).Select(line => line.Split(',').Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
    }
}
