namespace Bruno.Gpu.Fitting;

/// <summary>A measured column.</summary>
/// <param name="Column">Its header.</param>
/// <param name="Quantity">What it is: the number of a variable of the model, of an observable after these, or of the current after all.</param>
/// <param name="Symbol">What it is called in figures.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Scale">One unit of devices in that unit.</param>
/// <param name="Values">The values.</param>
/// <param name="Sigma">The standard deviation of their noise; none where it is not known.</param>
/// <param name="Weight">The weight of their squared residuals.</param>
internal sealed record MeasuredSeries(string Column, int Quantity, string Symbol, string Unit, double Scale, double[] Values, double[]? Sigma, double Weight);
