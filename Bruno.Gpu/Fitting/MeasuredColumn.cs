using Bruno.Gpu.Units;

namespace Bruno.Gpu.Fitting;

/// <summary>A measured column of a table.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Column">Its number.</param>
/// <param name="Quantity">See <see cref="MeasuredSeries"/>.</param>
/// <param name="Symbol">What the quantity is called in figures.</param>
/// <param name="Unit">The unit that the model shows it in.</param>
/// <param name="Scale">One unit of devices in that unit.</param>
/// <param name="Factor">A unit of the column in that unit.</param>
/// <param name="Sigma">The standard deviation of the noise, in the unit of the column; none where it is not one number.</param>
/// <param name="SigmaColumn">The column that has it; below 0 where none has.</param>
/// <param name="Weight">The weight of squared residuals.</param>
internal sealed record MeasuredColumn(
    ColumnHeader Header, int Column, int Quantity, string Symbol, string Unit, double Scale, double Factor, double? Sigma, int SigmaColumn, double Weight);
