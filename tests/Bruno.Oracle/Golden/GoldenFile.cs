using System.Text.Json;

namespace Bruno.Oracle;

/// <summary>Reads the conformance vectors of tests/golden, which the build copies beside the tests.</summary>
public static class GoldenFile
{
    /// <summary>Folder of the files.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "golden");

    /// <summary>Names without ".json" of the files that begin with <paramref name="prefix"/>, in order.</summary>
    public static string[] Names(string prefix) =>
        Directory.GetFiles(Folder, prefix + "*.json").Select(x => Path.GetFileNameWithoutExtension(x)).Order(StringComparer.Ordinal).ToArray();

    /// <summary>Loads one file by its name without ".json".</summary>
    public static GoldenNode Load(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, name + ".json")));
        return new GoldenNode(document.RootElement.Clone());
    }

    /// <summary>FeLIF parameters as the golden files write them.</summary>
    public static FelifOracleParameters Felif(GoldenNode p) => new()
    {
        Area = p["A"].Vector(),
        FerroelectricThickness = p["t_hzo"].Vector(),
        InterlayerThickness = p["t_int"].Vector(),
        FerroelectricPermittivity = p["eps_hzo"].Vector(),
        InterlayerPermittivity = p["eps_int"].Vector(),
        ActivationField = p["E_a"].Vector(),
        SaturationPolarization = p["P_s"].Vector(),
        AttemptTime = p["tau_0"].Vector(),
        LeakDensity = p["I_0"].Vector(),
        LeakVoltage = p["V_t"].Vector(),
        ParasiticCapacitance = p["C_par"].Vector(),
        RateExponent = p["alpha"].Vector(),
        SofteningField = p["soft_E"].Vector(),
        DischargeCurrent = p["I_dsc"].Vector(),
        Threshold = p["threshold"].Vector(),
        TimeStep = p["dt"].Number(),
        MicroSteps = p["n_micro"].Integer(),
        Scale = p["params_scale"].Number(),
        ResetVoltage = p["v_reset"].Number(),
        VoltageClip = p["v_clip"].Number(),
        InitialPolarization = p.Has("p_init") ? p["p_init"].Vector() : null,
        ResetPolarization = p.Has("p_reset") ? p["p_reset"].Vector() : null,
        SignOfZeroIsPlus = p["sign_zero"].Text() == "plus",
        FiresAtEquality = p["fire_eq"].Flag(),
        Surrogate = OracleSurrogateDerivative.Parse(p["surrogate"].Text()),
        SurrogateBeta = p["beta"].Number(),
    };

    /// <summary>LIF or RLIF parameters as the golden files write them.</summary>
    public static LifOracle Lif(GoldenNode p) => new()
    {
        Alpha = p["alpha"].Vector(),
        Beta = p["beta"].Vector(),
        Recurrent = p.Has("recurrent") ? p["recurrent"].Matrix() : null,
        Threshold = p["threshold"].Number(),
        Surrogate = OracleSurrogateDerivative.Parse(p["surrogate"].Text()),
        SurrogateBeta = p["surrogate_beta"].Number(),
    };
}
