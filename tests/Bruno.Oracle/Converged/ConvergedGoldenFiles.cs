using System.Globalization;
using System.Text;

namespace Bruno.Oracle;

/// <summary>
/// Makes the conformance files <c>converged_*.json</c>: neurons solved to convergence, on trajectories where an accurate integrator has to stop for
/// something (V through 0 both ways and at rest there, the bounds and off them, the threshold at all speeds) and steps of very different lengths
/// meet in neighbouring lanes. They hold no explicit Euler: what it makes of such currents depends on the last digit.
/// </summary>
public static class ConvergedGoldenFiles
{
    private const int Steps = 24;

    /// <summary>The files by name.</summary>
    /// <param name="heraclesMicroSteps">Micro-steps of a millisecond of Heracles.</param>
    public static IReadOnlyDictionary<string, string> Make(int heraclesMicroSteps = 1_000_000) => new Dictionary<string, string>
    {
        ["converged_felif.json"] = Felif(),
        ["converged_heracles.json"] = Heracles(heraclesMicroSteps),
    };

    private static string Felif()
    {
        double[][] current = Currents([-50, 6]);
        FelifOracleTrajectory run = new FelifConvergedOracle(new FelifOracleParameters { Scale = 1e9 }).Forward(current);
        const string parameters = """
            {"A":2.5e-11,"t_hzo":1e-08,"t_int":1.375e-09,"eps_hzo":25.2,"eps_int":33.0,"E_a":1270000000.0,"P_s":0.22,"tau_0":1e-13,"I_0":0.0001,"V_t":0.32,"C_par":1.5e-14,"alpha":1.3,"soft_E":5e-06,"I_dsc":1e-11,"threshold":2.5,"dt":0.001,"n_micro":1000,"params_scale":1000000000.0,"v_reset":-1.5,"v_clip":5.0,"p_init":null,"p_reset":null,"sign_zero":"zero","fire_eq":true,"surrogate":"superspike","beta":10.0}
            """;
        return File("felif_neuron", parameters, current, run.V, run.P, run.S);
    }

    /// <summary>
    /// By explicit Euler in so many micro-steps that more of them change nothing: Heracles' depletion layer all but vanishes within a hundred nanovolts of
    /// one potential, which no error control gets through and every step of a device's own size steps over.
    /// </summary>
    private static string Heracles(int microSteps)
    {
        double[][] current = Currents([-20, 6]);
        (double[][] v, double[][] p, double[][] s) = (OracleGrid.Zeros(Steps, current[0].Length), OracleGrid.Zeros(Steps, current[0].Length), OracleGrid.Zeros(Steps, current[0].Length));
        HeraclesOracle oracle = new();
        Parallel.For(0, current[0].Length, lane =>
        {
            (double V, double P) state = (0, -oracle.SaturationPolarization);
            for (int t = 0; t < Steps; t++)
            {
                state = state.V >= oracle.Threshold
                    ? (0, -oracle.SaturationPolarization)
                    : oracle.Advance(state.V, state.P, current[t][lane] * 1e-9, microSteps);
                // The first micro-step beyond the threshold is a little beyond.
                (v[t][lane], p[t][lane], s[t][lane]) = (Math.Min(state.V, oracle.Threshold), state.P, state.V >= oracle.Threshold ? 1 : 0);
            }
        });

        const string parameters = """
            {"A":2.5e-11,"t_fe":9.8e-09,"eps_fe":70.0,"eps_depl":3.6,"q_fix":0.0945,"n_depl":1.4e+28,"e_off":20000000.0,"temp":294.0,"w_b":1.05,"d_e":7.5e-09,"P_s":0.27,"I_0":0.0001,"V_t":0.32,"C_par":1.5e-14,"I_dsc":1e-11,"threshold":3.5,"dt":0.001,"n_micro":1000,"params_scale":1000000000.0,"v_lo":-1.0,"v_hi":4.0,"barrier_relu":true,"v_reset":0.0,"sign_zero":"zero","fire_eq":true,"surrogate":"superspike","beta":10.0}
            """;
        return File("heracles", parameters, current, v, p, s);
    }

    /// <summary>Currents in nA, [T][lane].</summary>
    private static double[][] Currents(double[] downAndUp) => Enumerable.Range(0, Steps).Select(t => new[]
    {
        2.0,
        t % 6 < 3 ? 3.0 : -3.0,
        t < 8 ? downAndUp[0] : downAndUp[1],
        0.0,
        0.004,
        20.0,
        Math.Round(1 + (1.7 * Math.Sin(1.3 * t * t)), 3),
        t % 4 == 0 ? 2.5 : -0.3,
    }).ToArray();

    private static string File(string kind, string parameters, double[][] current, double[][] v, double[][] p, double[][] s) => $$$"""
        {"kind":"{{{kind}}}","note":"solved to convergence; for accurate integrators, not for explicit Euler with a usual number of micro-steps",
        "parameters":{{{parameters}}},
        "input_current":{{{Text(current)}}},
        "converged":{
        "integrators":[{"integrator":"adaptive","tolerance":0.0003,"v":0.003,"p":0.0001}],
        "v":{{{Text(v)}}},
        "p":{{{Text(p)}}},
        "s":{{{Text(s)}}}
        }}

        """;

    private static string Text(double[][] rows)
    {
        StringBuilder text = new("[");
        foreach (double[] row in rows)
        {
            text.Append(text.Length > 1 ? ",\n" : "").Append('[').AppendJoin(',', row.Select(x => Math.Round(x, 9).ToString("R", CultureInfo.InvariantCulture))).Append(']');
        }

        return text.Append(']').ToString();
    }
}
