using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Checks;

namespace Bruno.Gpu.Tests.Models;

/// <summary>What a check finds beyond the text.</summary>
public sealed class ModelReportTests
{
    /// <summary>A power of a magnitude has no derivative at 0, where the model starts.</summary>
    [Fact]
    public void ASingularDerivativeAtTheStartIsPlaced()
    {
        ModelReport report = ModelReport.Of(ModelTexts.Quantity("sqrt(abs(a))"));
        SingularPoint point = Assert.Single(report.Singularities);
        Assert.Equal((27, 16, false, "start"), (point.Place.Line, point.Place.Column, point.IsValue, point.Point.Name));
        Assert.False(report.IsSound);
    }

    /// <summary>A logarithm has no value on a bound, and below it.</summary>
    [Fact]
    public void ASingularValueInsideIsPlaced()
    {
        ModelReport report = ModelReport.Of(ModelTexts.Quantity("a + log(b + 1)"));
        SingularPoint point = Assert.Single(report.Singularities, point => point.IsValue);
        Assert.Equal((20, "inside"), (point.Place.Column, point.Point.Name));
        Assert.True(point.Point.State[2] <= -1);
        Assert.True(report.IsSound);
    }

    [Fact]
    public void ADivisionByZeroIsPlaced()
    {
        ModelReport report = ModelReport.Of(ModelTexts.Quantity("1 / (a - 50)"));
        SingularPoint point = Assert.Single(report.Singularities, point => point.IsValue);
        Assert.Equal((18, "bounds", 50.0), (point.Place.Column, point.Point.Name, point.Point.State[1]));
    }

    [Fact]
    public void ASmoothModelHasNoSingularity() => Assert.Empty(ModelReport.Of(ModelTexts.Quantity("exprel(a) * tanh(b)")).Singularities);

    /// <summary>Three independent relaxations of R C, 1 ms each.</summary>
    [Fact]
    public void TimeConstantsAreThoseOfTheEquations()
    {
        ModelReport report = ModelReport.Of(ModelTexts.Quantity("a"));
        Assert.Equal(9, report.TimeConstants.Count);
        Assert.All(report.TimeConstants, constant =>
        {
            Assert.Equal(1e-3, constant.Seconds, 1e-12);
            Assert.False(constant.Grows);
            Assert.Equal(0, constant.Hertz);
        });
    }

    [Fact]
    public void DerivativesAgreeWithDifferences()
    {
        DerivativeComparison derivatives = ModelReport.Of(ModelTexts.Quantity("a")).Derivatives;
        Assert.True(derivatives.Compared > 200 && derivatives.Largest < 1e-6, $"{derivatives}");
        Assert.Empty(derivatives.Deviating);
    }

    [Fact]
    public void TheTemplateIsSound()
    {
        Model model = Model.Parse("mine.toml", ModelTemplate.Text("mine"));
        Assert.Equal("mine", model.Name);
        Assert.Empty(model.Warnings);
        Assert.True(ModelReport.Of(model).IsSound);
        List<double> spikes = new ImplicitRun(model).Spikes(2e-9, 0.1);
        Assert.True(spikes.Count is > 3 and < 20, $"{spikes.Count}");
        // It adapts: the intervals grow.
        Assert.True(spikes[^1] - spikes[^2] > 1.2 * (spikes[1] - spikes[0]));
    }
}
