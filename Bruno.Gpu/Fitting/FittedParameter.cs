namespace Bruno.Gpu.Fitting;

/// <summary>What came of a parameter.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Value">Its value, in its unit.</param>
/// <param name="StandardError">The standard error of that; infinite where the data do not determine it.</param>
internal sealed record FittedParameter(FitParameter Parameter, double Value, double StandardError)
{
    /// <summary>The error over the value.</summary>
    public double RelativeError => StandardError / Math.Abs(Value);
}
