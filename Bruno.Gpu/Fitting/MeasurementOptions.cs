using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Fitting;

/// <summary>What is what in files of measurements. Columns are called by their header, with its unit or without.</summary>
internal sealed record MeasurementOptions
{
    /// <summary>The column of times; not given, the one called time or t.</summary>
    public string? Time { get; init; }

    /// <summary>What the device was driven by; not given, what the headers say.</summary>
    public DriveKind? Drive { get; init; }

    /// <summary>The column of the drive; not given, the one of its unit that is not measured.</summary>
    public string? DriveColumn { get; init; }

    /// <summary>
    /// Measured columns, and what of the model each is (a variable, an observable, or current); where that is not given, what the
    /// column is called. Without any, the potential under a current and the current under a voltage.
    /// </summary>
    public IReadOnlyList<(string Column, string? Quantity)> Measured { get; init; } = [];

    /// <summary>The standard deviation of the noise of measured columns: a column of the file, or a number with a unit or in that of the column.</summary>
    public IReadOnlyDictionary<string, string> Sigmas { get; init; } = new Dictionary<string, string>();

    /// <summary>Weights of the squared residuals of a measured column, everywhere or of a file.</summary>
    public IReadOnlyList<(string? File, string Column, double Weight)> Weights { get; init; } = [];

    /// <summary>
    /// Whether a row's current flowed all the time since the row before, as in tables of <c>bruno simulate</c>; else there are straight
    /// lines between rows. Not given: for a column called input_current_a.
    /// </summary>
    public bool? IsHeld { get; init; }

    /// <summary>The length of an outer step, s: a device that fires is reset for the next one.</summary>
    public double OuterStepSeconds { get; init; } = SimulationOptions.DefaultOuterStepSeconds;
}
