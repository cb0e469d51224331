namespace Bruno.Gpu.Networks;

/// <summary>How large the initial weights of a network are.</summary>
public enum InitialScale
{
    /// <summary>As the settings of the layers say.</summary>
    Given,

    /// <summary>
    /// Scaled layer by layer, from the input on, until the neurons behind them fire at network.initial_rate on a batch of training data: a
    /// layer that is silent or saturated does not learn, and with devices nobody can guess weights in ampere.
    /// </summary>
    Activity,
}
