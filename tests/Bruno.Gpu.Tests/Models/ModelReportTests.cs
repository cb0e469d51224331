using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Checks;
using Bruno.Gpu.Models.Text;

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
        Assert.Equal(9, report.Device.TimeConstants.Count);
        Assert.All(report.Device.TimeConstants, constant =>
        {
            Assert.Equal(1e-3, constant.Seconds, 1e-12);
            Assert.False(constant.Grows);
            Assert.Equal(0, constant.Hertz);
        });
    }

    [Fact]
    public void DerivativesAgreeWithDifferences()
    {
        DerivativeComparison derivatives = ModelReport.Of(ModelTexts.Quantity("a")).Device.Derivatives;
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

    /// <summary>A leak that switches on at half a volt: the rate of V falls by 0.5 V over 1 ms there.</summary>
    [Fact]
    public void AJumpIsPlacedAndMeasured()
    {
        ModelReport report = ModelReport.Of(Changed("rate = \"(I - V / R) / C\"", "rate = \"(I - if(V > 0.5 V, V, 0 V) / R) / C\""));
        Jump jump = Assert.Single(report.Jumps);
        Assert.Equal((10, 19, "if", "V"), (jump.Place.Line, jump.Place.Column, jump.What, jump.Variable));
        Assert.Equal(500, Math.Abs(jump.Above - jump.Below), 1e-3);
        Assert.Equal(0.5, jump.Point.State[0], 1e-9);
    }

    /// <summary>A magnitude bends, a sign jumps, and a steep slope does neither.</summary>
    [Theory]
    [InlineData("abs(V)", "abs", false)]
    [InlineData("max(V, 0.3 V)", "max", false)]
    [InlineData("V * sign(V)", "sign", false)]
    [InlineData("1 V * sign(V - 0.1 V)", "sign", true)]
    [InlineData("if(V < 0.2 V and a < 3, V, V + 1e-3 V)", "if", true)]
    public void WhatBendsDoesNotJump(string leak, string what, bool jumps)
    {
        ModelReport report = ModelReport.Of(Changed("(I - V / R) / C", $"(I - {leak} / R) / C"));
        Assert.NotEmpty(report.Jumps);
        Assert.All(report.Jumps, jump => Assert.Equal(what, jump.What));
        Assert.Equal(jumps, report.Jumps.Any(jump => jump.Variable is not null));
    }

    [Fact]
    public void ASteepSlopeIsNoJump() => Assert.Empty(ModelReport.Of(Changed("V / R", "1 V * tanh(1e6 * V / 1 V) / R")).Jumps);

    /// <summary>V = I R (1 - exp(-t / R C)), until it reaches the threshold at 1 V, where it stays to the end of the outer step.</summary>
    [Fact]
    public void ResponsesAreThoseOfTheEquations()
    {
        IReadOnlyList<StepResponse> responses = ModelReport.Of(Changed("low = -2\n", "reset = 0\nlow = -2\n")).Device.Responses;
        Assert.Equal([-10e-9, -5e-9, 0, 5e-9, 10e-9], responses.Select(response => response.Input), (left, right) => Math.Abs(left - right) < 1e-20);
        StepResponse strong = responses[^1], none = responses[2];
        Assert.Empty(none.Spikes);
        Assert.All(none.States, state => Assert.Equal(0, state[0]));
        // 10 nA charge 1 Gohm to 1 V in 0.105 ms: it fires in every outer step that is not spent in reset.
        Assert.Equal(15, strong.Spikes.Count);
        Assert.Equal(1e-3, strong.Spikes[0], 1e-12);
        Assert.All(strong.Times.Zip(strong.States).Where(entry => entry.First < 0.1e-3), entry => Assert.Equal(10 * (1 - Math.Exp(-entry.First / 1e-3)), entry.Second[0], 1e-3));
        // -5 nA would lead to -5 V.
        Clipping clipping = Assert.Single(responses[1].Clipped);
        Assert.Equal((0, false), (clipping.Variable, clipping.IsUpper));
        Assert.Equal(1e-3 * Math.Log(5.0 / 3), clipping.Seconds, 0.1e-3);
        Assert.All(responses, response => Assert.Null(response.Failure));
        Assert.Equal(1e-3, ModelReport.Of(ModelTexts.Quantity("a")).Device.Fastest, 1e-9);
    }

    /// <summary>Rates without a value end a response, which says so.</summary>
    [Fact]
    public void AResponseWithoutRatesEndsEarly()
    {
        StepResponse strong = ModelReport.Of(Changed("-a / (R * C)", "(sqrt(0.5 - V / 1 V) - a) / (R * C)")).Device.Responses[^1];
        Assert.NotNull(strong.Failure);
        Assert.Equal(0.5, strong.States[^1][0], 0.01);
    }

    private static Model Changed(string text, string by) => Model.Parse("test.toml", ModelTexts.WithQuantity("a").Replace(text, by, StringComparison.Ordinal));

    /// <summary>Where hold(...) leaves no way from the input to what fires, gradients of BRUNO are 0: the check says so, at the hold that does it.</summary>
    [Theory]
    [InlineData("(I - V / R) / C", "hold(V / 1 V - w) / (R * C)", "w >= 0.5", 16, 9)]
    [InlineData("(I - V / R) / C", "hold_slow(V / 1 V) / (R * C) - w / (R * C)", "w >= 0.5", 16, 9)]
    [InlineData("hold(I - V / R) / C", "-w / (R * C)", "V >= 1 V", 10, 9)]
    [InlineData("(hold(I) - hold(V / R)) / C", "-w / (R * C)", "V >= 1 V", 10, 10)]
    [InlineData("(I - V / R) / C", "driven / (R * C)", "w >= 0.5", 24, 11)]
    [InlineData("(I - V / R) / C", "if(V > 0 V, 1, -w) / (R * C)", "w >= 0.5", 26, 11)]
    [InlineData("(I - V / R) / C", "(V / 1 V - hold(w)) / (R * C)", "w >= 0.5", 0, 0)]
    [InlineData("(I - V / R) / C", "hold(V / 1 V) / (R * C) + (V / 1 V - w) / (R * C)", "w >= 0.5", 0, 0)]
    [InlineData("(I - hold(V / R)) / C", "-w / (R * C)", "V >= 1 V", 0, 0)]
    [InlineData("(I - V / R) / C", "-w / (R * C)", "sum >= 0.5", 0, 0)]
    public void ARouteThatHoldCutsIsAWarning(string potential, string internalRate, string when, int line, int column)
    {
        ModelReport report = ModelReport.Of(Model.Parse("test.toml", $$"""
            description = "a test"
            potential = "V"
            [parameters]
            R = { value = 1e9, unit = "ohm" }
            C = { value = 1e-12, unit = "F" }


            [variables.V]
            unit = "V"
            rate = "{{potential}}"
            initial = 0
            low = -2
            high = 2
            [variables.w]
            unit = ""
            rate = "{{internalRate}}"
            initial = 0
            low = -1
            high = 1


            [quantities]
            sum = "w + V / 1 V"
            driven = "hold(V / 1 V) - w"
            [spike]
            when = "{{when}}"
            """));
        ModelFault[] cuts = [.. report.Warnings.Where(warning => warning.Message.Contains("gradient", StringComparison.Ordinal))];
        if (line == 0)
            Assert.Empty(cuts);
        else
            Assert.Equal((line, column), (Assert.Single(cuts).Place.Line, cuts[0].Place.Column));
    }
}
