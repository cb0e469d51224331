namespace Bruno.Gpu.Verification;

/// <summary>
/// Currents that take devices wherever an integrator must do something of its own: to the bounds and off them again, through
/// zero both ways, to a rest at zero, to the threshold at all speeds; on neighbouring lanes different things at the same time.
/// </summary>
internal static class DeviceDrive
{
    private const int Kinds = 16;

    /// <summary>Currents, nA, [steps, lanes]; those of a lane do not depend on how many there are.</summary>
    public static double[] Currents(int steps, int lanes)
    {
        double[] currents = new double[steps * lanes];
        for (int lane = 0; lane < lanes; ++lane)
        {
            double[] random = Draw.Uniform((uint)lane, steps + 1, -1, 1);
            for (int step = 0; step < steps; ++step)
                currents[step * lanes + lane] = Current(lane, step, random[0], random[step + 1]);
        }

        return currents;
    }

    /// <summary>
    /// Currents that integrators without error control are sound on: they are not where a large current or an
    /// alternating one takes a device off its usual trajectories, and every rounding grows there. Some lanes are inhibited down
    /// to the bound.
    /// </summary>
    public static double[] ForFixedSteps(int steps, int lanes)
    {
        double[] currents = Moderate(steps, lanes);
        for (int lane = 5; lane < lanes; lane += Kinds)
        {
            for (int step = 0; step < steps; ++step)
                currents[step * lanes + lane] = -50;
        }

        return currents;
    }

    /// <summary>Currents of a few nA at most, at which every gradient is bounded: -0.6 nA to 2 nA, changing with time.</summary>
    public static double[] Moderate(int steps, int lanes)
    {
        double[] currents = new double[steps * lanes];
        for (int lane = 0; lane < lanes; ++lane)
        {
            double[] random = Draw.Uniform(100_000 + (uint)lane, steps + 1, -1, 1);
            for (int step = 0; step < steps; ++step)
                currents[step * lanes + lane] = 0.7 + 0.8 * random[0] + 0.5 * random[step + 1];
        }

        return currents;
    }

    private static double Current(int lane, int step, double ofLane, double ofStep) => (lane % Kinds) switch
    {
        1 => 0,
        3 => 0.004,
        5 => -50,
        6 => step % 6 < 3 ? 3 : -3,
        8 => 20 + 10 * ofStep,
        10 => step % 20 < 8 ? -50 : 6,
        11 => step % 4 == 0 ? 2 + ofLane : -0.3,
        13 => 0.02 * ofStep,
        14 => -1.5 + 1.5 * ofStep,
        _ => 1.25 + 2.5 * ofLane + 0.5 * ofStep,
    };
}
