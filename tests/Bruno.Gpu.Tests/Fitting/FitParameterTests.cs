using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Fitting;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Tests.Fitting;

/// <summary>Parameters, their bounds and scales, and what data say about them.</summary>
public sealed class FitParameterTests
{
    private static readonly DeviceParameter Any = new("p", 2, "V", "", "", true, 0);

    [Theory]
    [InlineData(2, double.NegativeInfinity, double.PositiveInfinity, false)]
    [InlineData(-3e-12, double.NegativeInfinity, double.PositiveInfinity, false)]
    [InlineData(2, 0, double.PositiveInfinity, true)]
    [InlineData(2, 1, 5, false)]
    [InlineData(2e-9, 1e-12, 1e-6, true)]
    [InlineData(2, 1, double.PositiveInfinity, false)]
    [InlineData(2, 1, double.PositiveInfinity, true)]
    [InlineData(2, double.NegativeInfinity, 5, false)]
    public void CoordinatesHaveNoBounds(double start, double low, double high, bool isLogarithmic)
    {
        FitParameter parameter = new(Any, start, low, high, isLogarithmic);
        double u = parameter.CoordinateOf(start);
        Assert.Equal(start, parameter.ValueAt(u), 1e-12 * Math.Abs(start));
        foreach (double at in new[] { u - 0.3, u, u + 0.2, 7.0, -9.0 })
        {
            Assert.InRange(parameter.ValueAt(at), low, high);
            double difference = (parameter.ValueAt(at + 1e-5) - parameter.ValueAt(at - 1e-5)) / 2e-5;
            Assert.Equal(difference, parameter.SlopeAt(at), 1e-6 * Math.Abs(start) + 1e-6 * Math.Abs(difference));
        }

        // On a bound nothing would move.
        if (double.IsFinite(high))
            Assert.NotEqual(0, parameter.SlopeAt(parameter.CoordinateOf(high)), 1e-3 * Math.Abs(start));
        Assert.All([0.0, 0.5, 1.0], share => Assert.InRange(parameter.StartAt(share), low, high));
    }

    [Theory]
    [InlineData("activation_feld", "--parameters activation_feld: felif has no such parameter; did you mean 'activation_field'?")]
    [InlineData("sign_of_zero", "it chooses between two rules")]
    [InlineData("initial_polarization", "say where it starts with --start initial_polarization=VALUE")]
    [InlineData("area", "it is fixed by --set")]
    public void WhatIsNotFreeIsRefused(string name, string message)
    {
        FitOptions options = new() { Model = "felif", Files = [], Parameters = [name], Fixed = new Dictionary<string, double> { ["area"] = 1e-12 } };
        BrunoException exception = Assert.Throws<BrunoException>(() => FitParameters.Of(DeviceCatalogue.Find("felif"), options));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void AllFaultsComeAtOnce()
    {
        FitOptions options = new()
        {
            Model = "felif", Files = [], Parameters = ["threshold", "area", "leakage_voltage"],
            Bounds = new Dictionary<string, (double, double)> { ["area"] = (-1, 1), ["leakage_voltage"] = (0.5, 0.4), ["aera"] = (1, 2) },
            Start = new Dictionary<string, double> { ["threshold"] = double.NaN }, Logarithmic = ["leakage_voltage"], Linear = ["leakage_voltage"],
        };
        string message = Assert.Throws<BrunoException>(() => FitParameters.Of(DeviceCatalogue.Find("felif"), options)).Message;
        Assert.Contains("--bounds area: from -1 to 1 m2 is wider than what the model allows (above 0 m2)", message);
        Assert.Contains("--bounds leakage_voltage: the lower bound 0.5 V must be below the upper one", message);
        Assert.Contains("--bounds aera: it is not fitted; did you mean 'area'?", message);
        Assert.Contains("--start threshold:", message);
        Assert.Contains("--log leakage_voltage: it is --linear too", message);
    }

    [Fact]
    public void PositiveParametersWithoutBoundsAreLogarithmic()
    {
        FitOptions options = new()
        {
            Model = "felif", Files = [], Parameters = ["area", "threshold", "leakage_voltage", "soft_field"],
            Bounds = new Dictionary<string, (double, double)> { ["leakage_voltage"] = (0.2, 0.5), ["soft_field"] = (1e-7, 1e-4) },
        };
        Assert.Equal([true, false, false, true], FitParameters.Of(DeviceCatalogue.Find("felif"), options).Select(parameter => parameter.IsLogarithmic));
    }

    /// <summary>A straight line through points with noise 1: its errors are known in closed form. A third parameter is the sum of both.</summary>
    [Fact]
    public void ErrorsOfAStraightLine()
    {
        double[] x = [0, 1, 2, 3, 4];
        Matrix<double> line = Matrix<double>.Build.Dense(5, 2, (row, column) => column == 0 ? 1 : x[row]);
        FisherInformation information = new(line, 1);
        Assert.Equal(Math.Sqrt(30 / 50.0), information.StandardErrors[0], 1e-12);
        Assert.Equal(Math.Sqrt(5 / 50.0), information.StandardErrors[1], 1e-12);
        Assert.Equal(-10 / Math.Sqrt(30 * 5.0), information.Correlation[0, 1], 1e-12);
        Assert.Empty(information.UnknownDirections);

        FisherInformation more = new(Matrix<double>.Build.Dense(5, 4, (row, column) => column switch { 0 => 1, 1 => 1e9 * x[row], 2 => 0, _ => x[row] * 1e-9 }), 4);
        Assert.Equal([2], more.Unseen);
        Assert.Equal([1, 3], Assert.Single(more.UnknownDirections).Select(part => part.Parameter).Order());
        Assert.Equal(2 * Math.Sqrt(30 / 50.0), more.StandardErrors[0], 1e-9);
        Assert.Equal([false, true, true, true], more.StandardErrors.Select(double.IsPositiveInfinity));
    }

    [Fact]
    public void StartsFillTheSpaceBetweenTheBounds()
    {
        FitParameter[] parameters = [new(Any, 2, 1, 5, false), new(Any, 1, 1e-3, 1e3, true)];
        double[][] points = StartPoints.Of(parameters, 65, 1);
        Assert.Equal([2, 1], points[0]);
        // Each quarter of the square has its share.
        foreach (bool isHigh in new[] { false, true })
        {
            foreach (bool isLarge in new[] { false, true })
                Assert.InRange(points.Skip(1).Count(point => point[0] > 3 == isHigh && point[1] > 1 == isLarge), 13, 19);
        }
    }
}
