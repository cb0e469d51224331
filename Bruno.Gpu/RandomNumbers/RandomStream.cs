namespace Bruno.Gpu.RandomNumbers;

/// <summary>
/// The streams of random numbers of a run, apart from those of data sets and of synapses
/// (<see cref="Kernels.Synapses.SynapseStream"/>); each has its own numbers.
/// </summary>
internal enum RandomStream
{
    /// <summary>Initial parameters, by layer and array.</summary>
    InitialParameters = 1000,

    /// <summary>The order of the training samples, by epoch.</summary>
    Shuffle,

    /// <summary>The steps at which SLTT-K goes back, by pass.</summary>
    ChosenSteps,

    /// <summary>Inputs and targets of benchmarks.</summary>
    BenchmarkData,

    /// <summary>The seeds of virtual chips, by chip.</summary>
    Chips,

    /// <summary>Device-to-device variability of neurons, by layer, neuron and parameter.</summary>
    NeuronVariability,

    /// <summary>Which samples are for training, validation and testing, by class or group.</summary>
    Split,

    /// <summary>Spikes drawn for values when data are prepared, by sample.</summary>
    PreparedSpikes,

    /// <summary>Points of the yin-yang symbol, by part and number.</summary>
    YinYang,

    /// <summary>What dropout leaves out, by layer, pass, step, batch element and unit; the layer stands in the upper half of the word.</summary>
    Dropout,

    /// <summary>Variability of delays from chip to chip, by layer and delay.</summary>
    DelayVariability,

    /// <summary>How samples are moved and stretched in time, by sample and step of the optimizer.</summary>
    Augmentation,

    /// <summary>Where fits start, by number.</summary>
    FitStarts,

    /// <summary>Settings that a sweep draws from ranges, by number of the point.</summary>
    SweepPoints,

    /// <summary>Chorales that are made up, by number of the song.</summary>
    MadeUpChorales,
}
