using Bruno.Gpu.Configuration;

namespace Bruno.Gpu.Datasets;

/// <summary>The collections of Boulanger-Lewandowski, Bengio and Vincent (ICML 2012).</summary>
public enum PolyphonicCollection
{
    /// <summary>Folk tunes.</summary>
    Nottingham,

    /// <summary>Four-part chorales by J. S. Bach.</summary>
    [ConfigurationKey("jsb_chorales")]
    JsbChorales,

    /// <summary>Orchestral and piano music of the classical period.</summary>
    [ConfigurationKey("muse_data")]
    MuseData,

    /// <summary>Classical piano music.</summary>
    [ConfigurationKey("piano_midi")]
    PianoMidi,
}
