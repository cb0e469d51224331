namespace Bruno.Gpu.Devices;

/// <summary>
/// The equations of one device as checks see them, whatever they are written in: plain numbers of 64 bits in units of their own, time in
/// seconds. A state is an array of the variables, the membrane potential first.
/// </summary>
internal interface IDeviceEquations
{
    /// <summary>The variables; a scale is one unit of the equations in the unit that people see.</summary>
    IReadOnlyList<ShownQuantity> Variables { get; }

    /// <summary>The input.</summary>
    ShownQuantity Input { get; }

    /// <summary>The smallest and the largest input that the device is meant for.</summary>
    (double Low, double High) InputRange { get; }

    /// <summary>Where a fresh device starts.</summary>
    double[] Initial { get; }

    /// <summary>The least state.</summary>
    double[] Lower { get; }

    /// <summary>The largest state.</summary>
    double[] Upper { get; }

    /// <summary>The time derivatives of the variables, per second.</summary>
    double[] Rates(IReadOnlyList<double> state, double input);

    /// <summary>Their derivatives, [variables, variables + 1]: by the variables, then by the input.</summary>
    double[,] Jacobian(IReadOnlyList<double> state, double input);

    /// <summary>What a spike makes of a state.</summary>
    double[] Reset(IReadOnlyList<double> state);

    /// <summary>Whether a device in this state fires.</summary>
    bool Fires(IReadOnlyList<double> state, double input);
}
