namespace Bruno.Oracle;

/// <summary>Undersampled run of FeLIF neurons: arrays [T][lane], index t holds the state after outer step t.</summary>
public sealed record FelifOracleTrajectory
{
    /// <summary>Input current of each outer step, in 1/S ampere.</summary>
    public required double[][] Current { get; init; }

    /// <summary>V before step 0.</summary>
    public required double[] InitialV { get; init; }

    /// <summary>P before step 0.</summary>
    public required double[] InitialP { get; init; }

    /// <summary>s before step 0.</summary>
    public required double[] InitialS { get; init; }

    /// <summary>Membrane potential, V.</summary>
    public required double[][] V { get; init; }

    /// <summary>Polarization, C/m2.</summary>
    public required double[][] P { get; init; }

    /// <summary>Spikes, 0 or 1.</summary>
    public required double[][] S { get; init; }

    /// <summary>Number of outer steps.</summary>
    public int Steps => Current.Length;

    /// <summary>Number of lanes.</summary>
    public int Lanes => InitialV.Length;

    /// <summary>V before step t.</summary>
    public double VBefore(int t, int lane) => t == 0 ? InitialV[lane] : V[t - 1][lane];

    /// <summary>P before step t.</summary>
    public double PBefore(int t, int lane) => t == 0 ? InitialP[lane] : P[t - 1][lane];

    /// <summary>Whether step t is spent in reset: the neuron spiked at step t - 1.</summary>
    public bool IsReset(int t, int lane) => (t == 0 ? InitialS[lane] : S[t - 1][lane]) != 0;
}
