namespace Bruno.Gpu.Recordings;

/// <summary>What a description of data asks for.</summary>
public enum DataTask
{
    /// <summary>A class a sample.</summary>
    Class,

    /// <summary>A class a step; steps without one do not count.</summary>
    StepClass,

    /// <summary>The values of the next step, at every step.</summary>
    NextStep,

    /// <summary>The values of other columns, at every step.</summary>
    Values,
}
