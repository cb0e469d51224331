using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.Checks;

/// <summary>Compares the derivatives of the rates with central differences of two widths, over states between the bounds.</summary>
internal static class DerivativeCheck
{
    private const int Points = 64;

    /// <summary>Half the width of the wider difference, as a share of the extent of a direction.</summary>
    private const double Step = 1e-6;

    /// <summary>Differences that are less certain than this, relatively, judge nothing.</summary>
    private const double Resolution = 1e-3;

    /// <summary>A derivative that is farther from the difference than that is uncertain, by this relatively, is wrong.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>Compares.</summary>
    public static DerivativeComparison Compare(Model model)
    {
        ModelInterpreter interpreter = new(model);
        StateBox box = new(model, interpreter);
        int compared = 0, unresolved = 0;
        double largest = 0;
        List<DeviatingDerivative> deviating = [];
        foreach (StatePoint point in box.Inside(Points))
        {
            Jet[] rates = interpreter.Rates(point.State, point.Input);
            for (int direction = 0; direction <= model.Variables.Count; ++direction)
            {
                double step = Step * box.Extent(direction);
                double[] wide = Differences(interpreter, point, direction, step), narrow = Differences(interpreter, point, direction, step / 2);
                for (int variable = 0; variable < rates.Length; ++variable)
                {
                    double derivative = rates[variable].Slope(direction), difference = (4 * narrow[variable] - wide[variable]) / 3;
                    // What the two widths disagree by, and what rounding of the rates makes of a difference.
                    double noise = 1e-13 * Math.Abs(rates[variable].Value) / step;
                    double uncertainty = Math.Abs(narrow[variable] - wide[variable]) + noise, scale = Math.Max(Math.Abs(derivative), Math.Abs(difference));
                    if (!double.IsFinite(derivative) || !double.IsFinite(difference) || uncertainty > Resolution * scale)
                    {
                        ++unresolved;
                        continue;
                    }

                    ++compared;
                    double deviation = Math.Abs(derivative - difference);
                    largest = Math.Max(largest, scale > 0 ? deviation / scale : 0);
                    if (deviation - uncertainty > Tolerance * scale)
                    {
                        deviating.Add(new(
                            model.Variables[variable].Name, direction < rates.Length ? model.Variables[direction].Name : model.Input.Name, derivative, difference, point));
                    }
                }
            }
        }

        return new(compared, unresolved, largest, deviating);
    }

    private static double[] Differences(ModelInterpreter interpreter, StatePoint point, int direction, double step)
    {
        double[] above = At(step), below = At(-step);
        return [.. above.Select((rate, variable) => (rate - below[variable]) / (2 * step))];

        double[] At(double shift)
        {
            double[] state = [.. point.State];
            if (direction < state.Length)
                state[direction] += shift;
            return interpreter.RateValues(state, direction < state.Length ? point.Input : point.Input + shift);
        }
    }
}
