using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Fitting;

/// <summary>
/// What data say about parameters around the fit: standard errors and correlations from the derivatives of what was measured, over the
/// standard deviations of the noise (the Fisher information J'J), by a singular value decomposition of columns of the same length.
/// </summary>
internal sealed class FisherInformation
{
    /// <summary>The share of the largest singular value below which a direction counts as one that the data say nothing about.</summary>
    private const double Nothing = 1e-8;

    /// <summary>The share of a direction that makes a parameter part of it.</summary>
    private const double Part = 0.1;

    /// <summary>The share of all that was measured below which its change by a whole parameter is rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The size of all numbers over their standard deviations.</summary>
    public static double LevelOf(double[] values, double[] sigma) => Math.Sqrt(values.Zip(sigma, (value, deviation) => value / deviation * (value / deviation)).Sum());

    /// <summary>Whether a derivative is nothing but rounding.</summary>
    /// <param name="derivative">The derivative by the parameter in units of its own size.</param>
    /// <param name="level">See <see cref="LevelOf"/>.</param>
    public static bool IsRounding(Vector<double> derivative, double level) => derivative.L2Norm() <= Rounding * level;

    /// <summary>Decomposes derivatives.</summary>
    /// <param name="jacobian">Derivatives over standard deviations, [numbers, parameters].</param>
    /// <param name="variance">What all variances are multiplied by.</param>
    public FisherInformation(Matrix<double> jacobian, double variance)
    {
        int count = jacobian.ColumnCount;
        double[] norms = [.. Enumerable.Range(0, count).Select(i => jacobian.Column(i).L2Norm())];
        Unseen = [.. Enumerable.Range(0, count).Where(i => !(norms[i] > 0))];
        int[] seen = [.. Enumerable.Range(0, count).Except(Unseen)];
        StandardErrors = [.. Enumerable.Repeat(double.PositiveInfinity, count)];
        Correlation = Matrix<double>.Build.Dense(count, count, (i, j) => i == j ? 1 : double.NaN);
        if (seen.Length == 0)
            return;

        Matrix<double> scaled = Matrix<double>.Build.DenseOfColumnVectors(seen.Select(i => jacobian.Column(i) / norms[i]));
        MathNet.Numerics.LinearAlgebra.Factorization.Svd<double> svd = scaled.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).R.Svd();
        Matrix<double> covariance = Matrix<double>.Build.Dense(seen.Length, seen.Length);
        List<(int, double)[]> unknown = [];
        HashSet<int> lost = [];
        for (int k = 0; k < seen.Length; ++k)
        {
            Vector<double> direction = svd.VT.Row(k);
            if (svd.S[k] > Nothing * svd.S[0])
            {
                covariance += direction.OuterProduct(direction) / (svd.S[k] * svd.S[k]);
                continue;
            }

            (int, double)[] parts = [.. Enumerable.Range(0, seen.Length).Where(i => Math.Abs(direction[i]) > Part).Select(i => (seen[i], direction[i]))];
            unknown.Add(parts);
            lost.UnionWith(parts.Select(part => part.Item1));
        }

        UnknownDirections = unknown;
        for (int i = 0; i < seen.Length; ++i)
        {
            if (!lost.Contains(seen[i]))
                StandardErrors[seen[i]] = Math.Sqrt(variance * covariance[i, i]) / norms[seen[i]];
            for (int j = 0; j < seen.Length; ++j)
                Correlation[seen[i], seen[j]] = i == j ? 1 : covariance[i, j] / Math.Sqrt(covariance[i, i] * covariance[j, j]);
        }
    }

    /// <summary>How far a minimum is by the derivatives, in standard errors a parameter (the relative offset of Bates and Watts, Technometrics 23 (1981) 179).</summary>
    /// <param name="jacobian">Derivatives over standard deviations, [numbers, parameters]; of parameters that are held, 0.</param>
    /// <param name="residuals">Residuals over standard deviations.</param>
    public static double DistanceToMinimum(Matrix<double> jacobian, Vector<double> residuals)
    {
        Vector<double>[] columns = [.. Enumerable.Range(0, jacobian.ColumnCount).Select(i => jacobian.Column(i)).Where(column => column.L2Norm() > 0).Select(column => column / column.L2Norm())];
        double squares = residuals.DotProduct(residuals);
        if (columns.Length == 0 || !(squares > 0))
            return 0;
        Vector<double> along = Matrix<double>.Build.DenseOfColumnVectors(columns).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q.TransposeThisAndMultiply(residuals);
        return Math.Sqrt(along.DotProduct(along) / columns.Length / (squares / Math.Max(1, residuals.Count - columns.Length)));
    }

    /// <summary>Standard errors, in the units of the parameters; infinite where the data say nothing.</summary>
    public double[] StandardErrors { get; }

    /// <summary>Correlations; not a number where the data say nothing.</summary>
    public Matrix<double> Correlation { get; }

    /// <summary>Parameters that nothing measured depends on.</summary>
    public IReadOnlyList<int> Unseen { get; }

    /// <summary>Combinations of parameters that nothing measured depends on: parameters and their parts.</summary>
    public IReadOnlyList<(int Parameter, double Part)[]> UnknownDirections { get; } = [];
}
