using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>
/// The units that devices compute in, ms, V, nA, um and K, and what follows from them (pC, pF, GOhm), which keep 32 bits far from their
/// limits. Equations whose dimensions are right hold in any units: only numbers and what has a value are converted.
/// </summary>
internal static class DeviceUnits
{
    // Powers of ten, so that units which are those of SI are so exactly. That of the kilogram follows from V = kg m2 / (s3 A).
    private const double Metre = -6, Second = -3, Ampere = -9, Kilogram = 3 * Second + Ampere - 2 * Metre;

    /// <summary>The unit of a dimension, in SI units.</summary>
    public static double Of(Dimension dimension) =>
        Math.Pow(10, Metre * dimension.Metre + Kilogram * dimension.Kilogram + Second * dimension.Second + Ampere * dimension.Ampere);

    /// <summary>A tree whose numbers are in these units.</summary>
    public static Expression Convert(Expression tree) => tree switch
    {
        NumberLiteral number => number with { Value = number.Value / Of(number.Dimension) },
        Negation negation => negation with { Operand = Convert(negation.Operand) },
        Arithmetic arithmetic => arithmetic with { Left = Convert(arithmetic.Left), Right = Convert(arithmetic.Right) },
        Call call => call with { Arguments = [.. call.Arguments.Select(Convert)] },
        Conditional conditional => conditional with
        {
            Condition = Convert(conditional.Condition), Then = Convert(conditional.Then), Otherwise = Convert(conditional.Otherwise),
        },
        Relation relation => relation with { Left = Convert(relation.Left), Right = Convert(relation.Right) },
        Connective connective => connective with { Left = Convert(connective.Left), Right = Convert(connective.Right) },
        Not not => not with { Operand = Convert(not.Operand) },
        _ => tree,
    };
}
