using Bruno.Oracle;

namespace Bruno.Gpu.Kernels.Tests.Oracle;

public class FelifOracleGoldenTests
{
    /// <summary>Those that the reference wrote; finite differences have no constants and no loss.</summary>
    public static TheoryData<string> Files => new(GoldenFile.Names("felif_").Where(name => GoldenFile.Load(name).Names.Contains("loss_value")));

    public static TheoryData<string, string> Variants
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string file in GoldenFile.Names("felif_").Where(x => x != "felif_00_micro_trace"))
            {
                foreach (string variant in GoldenFile.Load(file)["gradients"].Names)
                {
                    data.Add(file, variant);
                }
            }

            return data;
        }
    }

    [Fact]
    public void MicroTrace_matches()
    {
        GoldenNode file = GoldenFile.Load("felif_00_micro_trace");
        FelifOracle oracle = new(GoldenFile.Felif(file["parameters"]));
        double current = file["input_current"].Number();
        double v = 0;
        double p = oracle.Constants(0).InitialP;
        foreach (GoldenNode row in file["rows"].Items)
        {
            FelifOracleRates rates = oracle.Rates(0, v, p);
            Close(row["v"].Number(), v);
            Close(row["p"].Number(), p);
            Close(row["E"].Number(), rates.Field);
            Close(row["rate"].Number(), rates.Rate);
            Close(row["I_p"].Number(), rates.SwitchingCurrent);
            Close(row["I_leak"].Number(), rates.LeakCurrent);
            (v, p) = oracle.MicroStep(0, v, p, current);
        }
    }

    [Fact]
    public void RateTable_matches()
    {
        GoldenNode file = GoldenFile.Load("felif_00_micro_trace");
        FelifOracle oracle = new(GoldenFile.Felif(file["parameters"]));
        foreach (GoldenNode row in file["rate_table"].Items)
        {
            // The field E of the table: V = E / cap, P = 0.
            FelifOracleRates rates = oracle.Rates(0, row["E_scaled"].Number() / oracle.Constants(0).Cap, 0);
            Close(row["rate"].Number(), rates.Rate);
            Close(row["drate_dE"].Number(), rates.RateSlope);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void DerivedConstants_match(string name)
    {
        GoldenNode file = GoldenFile.Load(name);
        FelifOracle oracle = new(GoldenFile.Felif(file["parameters"]));
        GoldenNode expected = file["derived_scaled_constants"];
        for (int lane = 0; lane < expected["A"].Vector().Length; lane++)
        {
            FelifOracleConstants c = oracle.Constants(lane);
            Close(expected["A"].Vector()[lane], c.A);
            Close(expected["C"].Vector()[lane], c.C);
            Close(expected["cap"].Vector()[lane], c.Cap);
            Close(expected["depol"].Vector()[lane], c.Depol);
            Close(expected["E_a"].Vector()[lane], c.ActivationField);
            Close(expected["P_s"].Vector()[lane], c.Ps);
            Close(expected["I_0"].Vector()[lane], c.I0);
            Close(expected["I_dsc"].Number(), c.Idsc);
            Close(expected["soft"].Number(), c.Soft);
            Close(expected["p_init"].Vector()[lane], c.InitialP);
            Close(expected["p_reset"].Vector()[lane], c.ResetP);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Forward_matches(string name)
    {
        GoldenNode file = GoldenFile.Load(name);
        FelifOracleTrajectory run = Run(file).Forward;
        Near.Absolute(file["v"].Matrix(), run.V, 1e-9);
        Near.Absolute(file["p"].Matrix(), run.P, 1e-9);
        Near.Absolute(file["s"].Matrix(), run.S, 0);
        Assert.Equal(file["spikes"].Integer(), run.S.Sum(x => x.Sum()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void DefaultInitialState_is_the_files(string name)
    {
        GoldenNode file = GoldenFile.Load(name);
        FelifOracleTrajectory run = new FelifOracle(GoldenFile.Felif(file["parameters"])).Forward(file["input_current"].Matrix());
        Assert.Equal(file["initial_state"]["v"].Vector(), run.InitialV);
        Assert.Equal(file["initial_state"]["p"].Vector(), run.InitialP);
        Assert.Equal(file["initial_state"]["s"].Vector(), run.InitialS);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void LossValue_matches(string name)
    {
        GoldenNode file = GoldenFile.Load(name);
        (_, FelifOracleTrajectory run, FelifOracleLossGradient loss) = Run(file);
        double value = Dot(loss.S!, run.S) + Dot(loss.V!, run.V) + Dot(loss.P!, run.P);
        Assert.Equal(file["loss_value"].Number(), value, 1e-9);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void BrunoGradient_matches(string name, string variant)
    {
        GoldenNode file = GoldenFile.Load(name);
        (FelifOracle oracle, FelifOracleTrajectory run, FelifOracleLossGradient loss) = Run(file);
        FelifOracleGradient gradient = oracle.Bruno(run, loss, BrunoOracleVariant.Parse(variant));
        GoldenNode expected = file["gradients"][variant];
        Near.RelativeToMaximum(expected["dL_dI"].Matrix(), gradient.Current, 1e-8);
        Near.RelativeToMaximum(expected["dL_dv0"].Vector(), gradient.InitialV, 1e-8);
        Near.RelativeToMaximum(expected["dL_dp0"].Vector(), gradient.InitialP, 1e-8);
    }

    [Theory]
    [InlineData("felif_01_const_spiking_n1000", "exact_rate_grad", true)]
    [InlineData("felif_01_const_spiking_n1000", "reference_Checkpoint_stop_rate", false)]
    [InlineData("felif_06_d2d10_n100", "exact_rate_grad", true)]
    [InlineData("felif_06_d2d10_n100", "reference_Checkpoint_stop_rate", false)]
    public void FullBptt_matches(string name, string variant, bool keepRateDerivative)
    {
        GoldenNode file = GoldenFile.Load(name);
        (FelifOracle oracle, FelifOracleTrajectory run, FelifOracleLossGradient loss) = Run(file);
        GoldenNode expected = file["full_bptt"][variant];
        double[][] gradient = oracle.FullBptt(run, loss, keepRateDerivative).Current;
        Near.RelativeToMaximum(expected["dL_dI"].Matrix(), gradient, 1e-8);

        double[][] bruno = oracle.Bruno(run, loss, BrunoOracleVariant.Primary).Current;
        double ratio = Math.Sqrt(Dot(bruno, bruno) / Dot(gradient, gradient));
        Assert.Equal(expected["norm_ratio_bruno_over_bptt"].Number(), ratio, 1e-9);
        Assert.Equal(expected["cosine_with_bruno_stop_mask"].Number(), Dot(bruno, gradient) / Dot(gradient, gradient) / ratio, 1e-9);
    }

    [Theory]
    [InlineData("felif_01_const_spiking_n1000")]
    [InlineData("felif_06_d2d10_n100")]
    public void FullBptt_currentGradient_doesNotDependOnTheClipTie(string name)
    {
        (FelifOracle oracle, FelifOracleTrajectory run, FelifOracleLossGradient loss) = Run(GoldenFile.Load(name));
        double[][] expected = oracle.FullBptt(run, loss, clipTie: 0).Current;
        Near.RelativeToMaximum(expected, oracle.FullBptt(run, loss, clipTie: 0.5).Current, 1e-12);
        Near.RelativeToMaximum(expected, oracle.FullBptt(run, loss, clipTie: 1).Current, 1e-12);
    }

    private static (FelifOracle Oracle, FelifOracleTrajectory Forward, FelifOracleLossGradient Loss) Run(GoldenNode file)
    {
        FelifOracle oracle = new(GoldenFile.Felif(file["parameters"]));
        GoldenNode initial = file["initial_state"];
        FelifOracleTrajectory run = oracle.Forward(file["input_current"].Matrix(), initial["v"].Vector(), initial["p"].Vector(), initial["s"].Vector());
        return (oracle, run, new FelifOracleLossGradient(file["w"].Matrix(), file["u"].Matrix(), file["z"].Matrix()));
    }

    private static double Dot(double[][] a, double[][] b) => a.Zip(b, (x, y) => x.Zip(y, (i, j) => i * j).Sum()).Sum();

    /// <summary>Equal to 1e-13 relative.</summary>
    private static void Close(double expected, double actual) => Assert.InRange(Math.Abs(expected - actual), 0, 1e-13 * Math.Abs(expected));
}
