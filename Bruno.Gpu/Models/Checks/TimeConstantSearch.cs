using Bruno.Gpu.Devices;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Models.Checks;

/// <summary>The eigenvalues of the Jacobian at the start, after a spike and in the middle of the bounds.</summary>
internal static class TimeConstantSearch
{
    /// <summary>The time constants, the fastest of a state first; none of a state whose Jacobian is not finite.</summary>
    public static IReadOnlyList<TimeConstant> Find(IDeviceEquations equations)
    {
        StateBox box = new(equations);
        List<TimeConstant> constants = [];
        foreach (StatePoint point in box.Typical().DistinctBy(point => point.Name).Append(box.Middle))
            constants.AddRange(At(equations, box, point));
        return constants;
    }

    /// <summary>The time constants at a state, the fastest first; none where the Jacobian is not finite.</summary>
    public static IEnumerable<TimeConstant> At(IDeviceEquations equations, StateBox box, StatePoint point)
    {
        double[,] rates = equations.Jacobian(point.State, point.Input);
        int variables = equations.Variables.Count;
        // In units of the bounds, so that no entry dwarfs the others.
        Matrix<double> jacobian = Matrix<double>.Build.Dense(variables, variables, (row, column) => rates[row, column] * box.Extent(column) / box.Extent(row));
        return jacobian.Enumerate().All(double.IsFinite)
            ? jacobian.Evd().EigenValues.Select(value => new TimeConstant(point, value)).OrderBy(constant => constant.Seconds)
            : [];
    }
}
