using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Kernels.Tests.Vectors;

/// <summary>Systems of every width: what a matrix makes of a solution, by sums written here, is the right side; adjoints see the transposed matrix.</summary>
public sealed class LinearSystemTests
{
    [Fact]
    public void EveryWidthIsSolvedAndTransposed()
    {
        Check<Numbers1<Float64>, Matrix1<Float64>>();
        Check<DeviceState<Float64>, Matrix2<Float64>>();
        Check<Numbers3<Float64>, Matrix3<Float64>>();
        Check<Numbers4<Float64>, Matrix4<Float64>>();
        Check<Numbers5<Float64>, Matrix5<Float64>>();
        Check<Numbers6<Float64>, Matrix6<Float64>>();
        Check<Numbers7<Float64>, Matrix7<Float64>>();
    }

    private static void Check<TColumn, TMatrix>()
        where TColumn : unmanaged, INumbers<TColumn, Float64>
        where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TColumn>
    {
        int n = TColumn.Count;
        Random random = new(n);
        for (int trial = 0; trial < 50; ++trial)
        {
            // A zero in the first place asks for a pivot.
            double[,] a = new double[n, n];
            double[] b = new double[n];
            TMatrix matrix = TMatrix.Diagonal(new(0));
            TColumn right = TColumn.All(new(0)), none = right;
            for (int i = 0; i < n; ++i)
            {
                b[i] = random.NextDouble() - 0.5;
                right = right.With(i, new(b[i]));
                for (int j = 0; j < n; ++j)
                {
                    a[i, j] = n > 1 && i + j == 0 ? 0 : random.NextDouble() - 0.5 + (i == n - 1 - j ? 2 : 0);
                    matrix = matrix.With(j, matrix[j].With(i, new(a[i, j])));
                }
            }

            TColumn solution = new LinearSystem<Float64, TColumn, TMatrix>(matrix).Of(right);
            TColumn product = matrix.AddTo(none, solution), pulled = matrix.Pull(right);
            for (int i = 0; i < n; ++i)
            {
                Assert.Equal(b[i], Enumerable.Range(0, n).Sum(j => a[i, j] * solution[j].Number), 1e-12);
                Assert.Equal(b[i], product[i].Number, 1e-12);
                Assert.Equal(Enumerable.Range(0, n).Sum(j => a[j, i] * b[j]), pulled[i].Number, 1e-13);
            }
        }
    }
}
