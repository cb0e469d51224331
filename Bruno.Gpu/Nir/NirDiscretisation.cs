namespace Bruno.Gpu.Nir;

/// <summary>How equations in continuous time become steps, which NIR leaves open.</summary>
internal enum NirDiscretisation
{
    /// <summary>
    /// Forward Euler, the synaptic current first: i += dt / tau_syn (w_in x - i), then v += dt / tau_mem (v_leak - v + r i) with the
    /// new i.
    /// </summary>
    Euler,

    /// <summary>The solution over a step in which the drive x is held.</summary>
    Exponential,
}
