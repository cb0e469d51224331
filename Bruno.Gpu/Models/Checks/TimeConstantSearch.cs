using Bruno.Gpu.Models.Expressions;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Models.Checks;

/// <summary>The eigenvalues of the Jacobian at the start, after a spike and in the middle of the bounds.</summary>
internal static class TimeConstantSearch
{
    /// <summary>The time constants, the fastest of a state first; none of a state whose Jacobian is not finite.</summary>
    public static IReadOnlyList<TimeConstant> Find(Model model)
    {
        ModelInterpreter interpreter = new(model);
        StateBox box = new(model, interpreter);
        List<TimeConstant> constants = [];
        foreach (StatePoint point in box.Typical().DistinctBy(point => point.Name).Append(box.Middle))
        {
            Jet[] rates = interpreter.Rates(point.State, point.Input);
            // In units of the bounds, so that no entry dwarfs the others.
            Matrix<double> jacobian = Matrix<double>.Build.Dense(
                rates.Length, rates.Length, (row, column) => rates[row].Slope(column) * box.Extent(column) / box.Extent(row));
            if (jacobian.Enumerate().All(double.IsFinite))
                constants.AddRange(jacobian.Evd().EigenValues.Select(value => new TimeConstant(point, value)).OrderBy(constant => constant.Seconds));
        }

        return constants;
    }
}
