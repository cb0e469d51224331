namespace Bruno.Gpu.Units;

/// <summary>Converts between units of one dimension (<see cref="Unit"/>), such as <c>uS</c>, <c>MV/cm</c> or <c>uC/cm2</c>.</summary>
internal static class UnitConversion
{
    /// <summary>A number in another unit; none where it is not finite, one is not a unit, or they are of different dimensions.</summary>
    /// <param name="number">The number.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="target">The unit that it is wanted in; empty for a dimensionless number.</param>
    public static double? Convert(double number, string unit, string target)
    {
        if (!double.IsFinite(number) || Unit.Parse(unit) is not { } given || Unit.Parse(target) is not { } wanted)
            return null;
        return given.Dimension == wanted.Dimension ? Unit.Shift(number, given.Ten - wanted.Ten) * (given.Factor / wanted.Factor) : null;
    }
}
