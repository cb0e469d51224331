using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Bruno.Gpu.Fitting;

/// <summary>
/// The sum of squared residuals over their standard deviations, for the Levenberg-Marquardt minimizer of MathNet.Numerics 5.0.0. What that
/// leaves to do is done here. Its damping is the same for all coordinates, so these are scaled to derivatives of the same size at the start.
/// Its point in the end may be one that it tried and rejected, so the best one is remembered. It stops at a value that is not a number, so a
/// point at which the model cannot be integrated is infinitely bad. It has no relative tolerance of the sum, so the gradient counts as 0 once
/// accepted steps improve the sum by less than a share of it.
/// </summary>
/// <param name="parameters">The parameters.</param>
/// <param name="observed">What was measured.</param>
/// <param name="sigma">The standard deviation of each number.</param>
/// <param name="ask">Evaluates a point, with derivatives or without.</param>
/// <param name="report">Told of every accepted step: the sum of squares.</param>
internal sealed class FitObjective(
    IReadOnlyList<FitParameter> parameters, double[] observed, double[] sigma, Func<double[], bool, (double[] Values, double[][]? ByParameter)> ask,
    Action<double> report) : IObjectiveModel
{
    /// <summary>The share of the sum of squares, over the degrees of freedom, below which an improvement is none.</summary>
    private const double SmallestImprovement = 1e-4;

    /// <summary>How many improvements in a row must be none.</summary>
    private const int Patience = 2;

    /// <summary>How many steps in a row may be rejected: each has more than twice the damping of the one before.</summary>
    private const int MostRejections = 40;

    /// <summary>Where the residuals are large and a derivative small, a step is not longer than so many times that of the coordinate's own size.</summary>
    private const double LongestStep = 10;

    private readonly double[] scales = [.. parameters.Select(_ => 1.0)];
    private Vector<double> residuals = Vector<double>.Build.Dense(1);
    private Matrix<double>? jacobian;
    private double level;
    private int stalled;
    private int rejected;

    /// <summary>The best point, in the units of the parameters.</summary>
    public double[] Best { get; private set; } = [];

    /// <summary>The sum of squares there.</summary>
    public double BestValue { get; private set; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public Vector<double> Point { get; private set; } = Vector<double>.Build.Dense(parameters.Count);

    /// <inheritdoc/>
    public double Value { get; private set; }

    /// <inheritdoc/>
    public Vector<double> Gradient => stalled >= Patience ? Vector<double>.Build.Dense(parameters.Count) : -(Jacobian.TransposeThisAndMultiply(residuals));

    /// <inheritdoc/>
    public Matrix<double> Hessian => Jacobian.TransposeThisAndMultiply(Jacobian);

    /// <inheritdoc/>
    public Vector<double> ObservedY => Vector<double>.Build.DenseOfArray(observed);

    /// <inheritdoc/>
    public Matrix<double> Weights => null!;

    /// <inheritdoc/>
    public Vector<double> ModelValues => ObservedY;

    /// <inheritdoc/>
    public int FunctionEvaluations { get; set; }

    /// <inheritdoc/>
    public int JacobianEvaluations { get; set; }

    /// <summary>0: the minimizer makes no covariance of its own.</summary>
    public int DegreeOfFreedom => 0;

    /// <inheritdoc/>
    public bool IsGradientSupported => true;

    /// <inheritdoc/>
    public bool IsHessianSupported => true;

    private Matrix<double> Jacobian => jacobian ??= Differentiate();

    /// <summary>Scales the coordinates by the derivatives at a start, and says where it is.</summary>
    /// <param name="start">The start, in the units of the parameters.</param>
    /// <returns>The start in scaled coordinates; none where the model cannot be integrated there.</returns>
    public double[]? Begin(double[] start)
    {
        double[] coordinates = [.. start.Select((value, i) => parameters[i].CoordinateOf(value))];
        EvaluateAt(Vector<double>.Build.DenseOfArray(coordinates));
        if (!double.IsFinite(Value))
            return null;
        for (int i = 0; i < scales.Length; ++i)
        {
            double norm = Jacobian.Column(i).L2Norm();
            if (!double.IsFinite(norm))
                return null;
            double least = residuals.L2Norm() / LongestStep;
            scales[i] = norm > least ? norm : least > 0 ? least : 1;
        }

        jacobian = Matrix<double>.Build.DenseOfColumnVectors(scales.Select((scale, i) => Jacobian.Column(i) / scale));
        Point = Vector<double>.Build.Dense(scales.Length, i => coordinates[i] * scales[i]);
        return Point.ToArray();
    }

    /// <inheritdoc/>
    public void EvaluateAt(Vector<double> parameters)
    {
        // The minimizer evaluates its first and its last point once more.
        if (FunctionEvaluations > 0 && parameters.Equals(Point))
            return;
        Point = parameters.Clone();
        ++FunctionEvaluations;
        jacobian = null;
        Value = double.PositiveInfinity;
        double[] point = ValuesAt(Point);
        double[] values = point.All(double.IsFinite) ? ask(point, false).Values : [double.NaN];
        if (values.All(double.IsFinite))
        {
            residuals = Residuals(values);
            level = FisherInformation.LevelOf(values, sigma);
            Value = residuals.DotProduct(residuals);
        }

        if (!(Value < BestValue))
        {
            // Not a number ends the minimizer, whose damping would overflow.
            if (++rejected > MostRejections)
                Value = double.NaN;
            return;
        }

        rejected = 0;
        stalled = BestValue - Value < SmallestImprovement * Value / Math.Max(1, observed.Length - Point.Count) ? stalled + 1 : 0;
        BestValue = Value;
        Best = ValuesAt(Point);
        report(Value);
    }

    /// <inheritdoc/>
    public void SetParameters(Vector<double> initialGuess, List<bool>? isFixed = null)
    {
    }

    /// <inheritdoc/>
    public IObjectiveModel CreateNew() => throw new NotSupportedException();

    /// <inheritdoc/>
    public IObjectiveModel Fork() => throw new NotSupportedException();

    /// <inheritdoc/>
    public IObjectiveFunction ToObjectiveFunction() => throw new NotSupportedException();

    private double[] ValuesAt(Vector<double> point) => [.. point.Select((u, i) => parameters[i].ValueAt(u / scales[i]))];

    private Vector<double> Residuals(double[] values) => Vector<double>.Build.Dense(observed.Length, i => (observed[i] - values[i]) / sigma[i]);

    private Matrix<double> Differentiate()
    {
        // The minimizer asks for it in the end, where its last step may have been a bad one.
        if (!double.IsFinite(Value))
            return Matrix<double>.Build.Dense(observed.Length, parameters.Count);
        ++JacobianEvaluations;
        double[][] byParameter = ask(ValuesAt(Point), true).ByParameter!;
        double[] slopes = [.. Point.Select((u, i) => parameters[i].SlopeAt(u / scales[i]) / scales[i])];
        Matrix<double> found = Matrix<double>.Build.Dense(observed.Length, slopes.Length, (row, i) => byParameter[i][row] * slopes[i] / sigma[row]);
        for (int i = 0; i < slopes.Length; ++i)
        {
            if (FisherInformation.IsRounding(found.Column(i) * scales[i], level))
                found.ClearColumn(i);
        }

        return found;
    }
}
