namespace Bruno.Gpu.Accelerators;

/// <summary>What a device buffer is for; memory reports are by purpose.</summary>
internal enum MemoryPurpose
{
    /// <summary>Trainable parameters.</summary>
    Parameters,

    /// <summary>Parameters of the device models.</summary>
    Devices,

    /// <summary>Synapses as devices: conductances, levels, effective weights.</summary>
    Synapses,

    /// <summary>What is kept of the past for the backward pass: undersampled states, checkpoints.</summary>
    Tape,

    /// <summary>The states that neurons are in, and those of the window of time at hand.</summary>
    States,

    /// <summary>Inputs of neurons: synaptic currents.</summary>
    Currents,

    /// <summary>Spikes.</summary>
    Spikes,

    /// <summary>Adjoints and gradients.</summary>
    Gradients,

    /// <summary>State of the optimizer.</summary>
    Optimizer,

    /// <summary>Data sets and batches.</summary>
    Data,

    /// <summary>Everything else: scores, tallies.</summary>
    Scratch,
}
