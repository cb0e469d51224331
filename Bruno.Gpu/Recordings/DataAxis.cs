namespace Bruno.Gpu.Recordings;

/// <summary>What an axis of an array counts.</summary>
public enum DataAxis
{
    /// <summary>Samples.</summary>
    Sample,

    /// <summary>Time steps.</summary>
    Step,

    /// <summary>Channels.</summary>
    Channel,
}
