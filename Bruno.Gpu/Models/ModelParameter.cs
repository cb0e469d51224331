using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>A parameter of a model. Numbers of users are in its <see cref="Unit"/>, those of equations in SI units.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value where none is given, in <paramref name="Unit"/>; none where it follows from others.</param>
/// <param name="Default">The expression of other parameters that it follows from where it is not given; none where there is a value.</param>
/// <param name="Unit">Its unit, as written.</param>
/// <param name="Scale">That unit.</param>
/// <param name="Meaning">What it is; may be empty.</param>
/// <param name="Source">Where its value comes from; may be empty.</param>
/// <param name="Low">The smallest value, in <paramref name="Unit"/>; without it any (<paramref name="Signed"/>) or any positive one.</param>
/// <param name="High">The largest value, in <paramref name="Unit"/>; infinite where none is stated.</param>
/// <param name="Signed">Whether zero and negative values make sense.</param>
/// <param name="Varies">The share of the variability among devices that it takes: 0 none, 1 all of it.</param>
/// <param name="IsSwitch">Whether it chooses between two rules (0 or not 0), so that there is no derivative by it.</param>
/// <param name="Place">Where it is declared.</param>
internal sealed record ModelParameter(
    string Name,
    double? Value,
    ModelExpression? Default,
    string Unit,
    Unit Scale,
    string Meaning,
    string Source,
    double? Low,
    double High,
    bool Signed,
    double Varies,
    bool IsSwitch,
    SourcePlace Place)
{
    /// <summary>The bound that the value must be above, in <see cref="Unit"/>; <see cref="Low"/> is the next number then.</summary>
    public double? Above { get; init; }

    /// <summary>The bound that the value must be below, in <see cref="Unit"/>; <see cref="High"/> is the number before it then.</summary>
    public double? Below { get; init; }

    /// <summary>What is wrong with a value, as the end of a sentence; none where it is in bounds.</summary>
    /// <param name="value">The value, in <see cref="Unit"/>.</param>
    public string? FaultOf(double value)
    {
        string unit = Unit.Length > 0 ? " " + Unit : "";
        if (!double.IsFinite(value))
            return "must be a finite number";
        if (Above is double above && value <= above)
            return FormattableString.Invariant($"must be above {above}{unit}, is {value}");
        if (Below is double below && value >= below)
            return FormattableString.Invariant($"must be below {below}{unit}, is {value}");
        if (Low is double low && value < low)
            return FormattableString.Invariant($"must be at least {low}{unit}, is {value}");
        if (Low is null && !Signed && value <= 0)
            return FormattableString.Invariant($"must be positive, is {value}{unit}; where it may be zero or negative, say signed = true, or low");
        return value > High ? FormattableString.Invariant($"must be at most {High}{unit}, is {value}") : null;
    }
}
