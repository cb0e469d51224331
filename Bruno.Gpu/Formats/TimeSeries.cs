namespace Bruno.Gpu.Formats;

/// <summary>A series of a <see cref="TimeSeriesFile"/>.</summary>
/// <param name="Values">Its values, [steps, channels].</param>
/// <param name="Steps">How many steps it has.</param>
/// <param name="Label">Its class, or its target where targets are numbers; empty where the file has neither.</param>
/// <param name="Line">Its line in the file, from 1.</param>
internal sealed record TimeSeries(float[] Values, int Steps, string Label, int Line);
