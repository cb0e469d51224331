using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Bruno.Gpu.Fitting;

/// <summary>Where a start went.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="From">Where it began, in the units of the parameters.</param>
/// <param name="To">Where it ended; none where the model could not be integrated from where it began.</param>
/// <param name="SumOfSquares">The sum of squared residuals over their standard deviations there.</param>
/// <param name="Iterations">How many steps of the minimizer that took.</param>
/// <param name="HasConverged">Whether it ended by itself.</param>
internal sealed record FitStart(int Number, double[] From, double[]? To, double SumOfSquares, int Iterations, bool HasConverged)
{
    // Damping as a share of the largest diagonal element of the Hessian, which scaling makes 1.
    private const double FirstDamping = 1e-3, SmallestStep = 1e-9;

    /// <summary>How many starts came to the best minimum that any came to, within a thousandth of its sum of squares.</summary>
    public static int CountOfBest(IReadOnlyList<FitStart> starts)
    {
        double best = starts.Min(start => start.SumOfSquares);
        return starts.Count(start => start.To is not null && start.SumOfSquares <= 1.001 * best);
    }

    /// <summary>Goes from a start to the next minimum.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="from">The start.</param>
    /// <param name="objective">What is minimized.</param>
    /// <param name="maximumIterations">The most steps.</param>
    internal static FitStart Run(int number, double[] from, FitObjective objective, int maximumIterations)
    {
        if (objective.Begin(from) is not { } begin)
            return new(number, from, null, double.PositiveInfinity, 0, false);
        NonlinearMinimizationResult found = new LevenbergMarquardtMinimizer(FirstDamping, gradientTolerance: 0, SmallestStep, functionTolerance: 0, maximumIterations)
            .FindMinimum(objective, Vector<double>.Build.DenseOfArray(begin));
        bool hasConverged = found.ReasonForExit != ExitCondition.ExceedIterations;
        return new(number, from, objective.Best, objective.BestValue, Math.Max(0, found.Iterations), hasConverged);
    }
}
