using Bruno.Gpu.Devices;

namespace Bruno.Gpu.Models.Checks;

/// <summary>Compares derivatives with central differences of two widths, over states between the bounds of a device.</summary>
/// <param name="equations">The device.</param>
internal sealed class DerivativeCheck(IDeviceEquations equations)
{
    private const int Points = 64;

    /// <summary>Half the width of the wider difference, as a share of the extent of a direction.</summary>
    private const double Step = 1e-6;

    /// <summary>Differences that are less certain than this, relatively, judge nothing.</summary>
    private const double Resolution = 1e-3;

    /// <summary>A derivative that is farther from the difference than that is uncertain, by this relatively, is wrong.</summary>
    private const double Tolerance = 1e-5;

    private readonly StateBox box = new(equations);
    private readonly List<DeviatingDerivative> deviating = [];
    private int compared;
    private int unresolved;
    private double largest;

    /// <summary>What was found so far.</summary>
    public DerivativeComparison Found => new(compared, unresolved, largest, deviating);

    /// <summary>Compares the derivatives of the rates.</summary>
    public static DerivativeComparison Compare(IDeviceEquations equations)
    {
        DerivativeCheck check = new(equations);
        check.Add([.. equations.Variables.Select(variable => $"{variable.Symbol}'s rate")], equations.Rates, equations.Jacobian);
        return check.Found;
    }

    /// <summary>Compares the derivatives of numbers that depend on state and input.</summary>
    /// <param name="names">What the numbers are.</param>
    /// <param name="values">The numbers at a state and an input.</param>
    /// <param name="derivatives">Their derivatives, [numbers, variables + 1]: by the variables, then by the input.</param>
    public void Add(
        IReadOnlyList<string> names, Func<IReadOnlyList<double>, double, double[]> values, Func<IReadOnlyList<double>, double, double[,]> derivatives)
    {
        int variables = equations.Variables.Count;
        foreach (StatePoint point in box.Inside(Points))
        {
            double[,] known = derivatives(point.State, point.Input);
            double[] here = values(point.State, point.Input);
            for (int direction = 0; direction <= variables; ++direction)
            {
                double step = Step * box.Extent(direction);
                double[] wide = Differences(values, point, direction, step), narrow = Differences(values, point, direction, step / 2);
                for (int number = 0; number < names.Count; ++number)
                {
                    // What the two widths disagree by, and what rounding of the numbers makes of a difference.
                    double noise = 1e-13 * Math.Abs(here[number]) / step, uncertainty = Math.Abs(narrow[number] - wide[number]) + noise;
                    string by = direction < variables ? equations.Variables[direction].Symbol : equations.Input.Symbol;
                    Judge(names[number], by, known[number, direction], (4 * narrow[number] - wide[number]) / 3, uncertainty, point);
                }
            }
        }
    }

    private void Judge(string of, string by, double derivative, double difference, double uncertainty, StatePoint point)
    {
        double scale = Math.Max(Math.Abs(derivative), Math.Abs(difference));
        // What does not depend on something has no difference but rounding.
        if (derivative == 0 && Math.Abs(difference) <= uncertainty)
        {
            ++compared;
            return;
        }

        if (!double.IsFinite(derivative) || !double.IsFinite(difference) || uncertainty > Resolution * scale)
        {
            ++unresolved;
            return;
        }

        ++compared;
        double deviation = Math.Abs(derivative - difference);
        largest = Math.Max(largest, scale > 0 ? deviation / scale : 0);
        if (deviation - uncertainty > Tolerance * scale)
            deviating.Add(new(of, by, derivative, difference, point));
    }

    private static double[] Differences(Func<IReadOnlyList<double>, double, double[]> values, StatePoint point, int direction, double step)
    {
        double[] above = At(step), below = At(-step);
        return [.. above.Select((value, number) => (value - below[number]) / (2 * step))];

        double[] At(double shift)
        {
            double[] state = [.. point.State];
            if (direction < state.Length)
                state[direction] += shift;
            return values(state, direction < state.Length ? point.Input : point.Input + shift);
        }
    }
}
