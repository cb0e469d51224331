using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Checks;
using Bruno.Gpu.Models.VerilogA;

namespace Bruno.Gpu.Tests.Models.VerilogA;

/// <summary>Modules that are written from published equations mean what the same equations mean as text.</summary>
public sealed class ImportedModuleTests
{
    /// <summary>
    /// The rates of all variables, at many states and currents. The names of variables in the module, in the order of the text's, with the largest
    /// relative difference: that of a constant rounded in one of the two.
    /// </summary>
    [Theory]
    [InlineData("vteam", "vteam", "V,w", 1e-12)]
    [InlineData("mott", "mott", "V,heat", 1e-12)]
    [InlineData("reram", "reram", "V,gap,T", 1e-12)]
    [InlineData("hodgkin-huxley", "hodgkin-huxley", "V,m,h,n", 1e-12)]
    public void RatesAreThoseOfTheLibrary(string module, string library, string variables, double tolerance)
    {
        Model text = ModelLibrary.Find(library), imported = Import(module).Model;
        string[] names = variables.Split(',');
        int[] order = [.. names.Select(name => imported.Variables.ToList().FindIndex(variable => variable.Name == name))];
        Assert.Equal(text.Variables.Count, imported.Variables.Count);
        ModelInterpreter expected = new(text), actual = new(imported);
        double[] low = expected.Lower, high = expected.Upper;
        Assert.Equal(low, order.Select(index => actual.Lower[index]));
        Assert.Equal(high, order.Select(index => actual.Upper[index]));
        Assert.Equal(expected.Initial, order.Select(index => actual.Initial[index]));
        Assert.Equal(expected.Reset(expected.Initial), order.Select(index => actual.Reset(actual.Initial)[index]));

        Random random = new(1);
        for (int sample = 0; sample < 500; ++sample)
        {
            double[] state = [.. low.Select((least, index) => least + (high[index] - least) * random.NextDouble())];
            double input = text.Input.Low + (text.Input.High - text.Input.Low) * random.NextDouble();
            double[] own = new double[state.Length];
            for (int index = 0; index < order.Length; ++index)
                own[order[index]] = state[index];
            double[] rates = expected.RateValues(state, input), others = actual.RateValues(own, input);
            for (int index = 0; index < order.Length; ++index)
            {
                // Where currents cancel, the difference is as large as the rounding of their parts.
                double scale = Math.Max(Math.Abs(rates[index]), Scale(expected, state, input, index));
                Assert.True(Math.Abs(rates[index] - others[order[index]]) <= tolerance * scale, $"{names[index]} at {string.Join(", ", state)}: {rates[index]:R}, imported {others[order[index]]:R}");
            }

            Assert.Equal(expected.Fires(state, input), actual.Fires(own, input));
        }
    }

    [Theory]
    [InlineData("vteam")]
    [InlineData("mott")]
    [InlineData("reram")]
    [InlineData("hodgkin-huxley")]
    public void WhatIsImportedPassesTheCheck(string module)
    {
        Model model = Import(module).Model;
        Assert.Empty(model.Warnings);
        Assert.True(ModelReport.Of(model).IsSound);
    }

    /// <summary>Units come from attributes, comments and the equations themselves.</summary>
    [Fact]
    public void UnitsAreFound()
    {
        Model model = Import("reram").Model;
        string Unit(string parameter) => model.Parameters.Single(candidate => candidate.Name == parameter).Unit;
        Assert.Equal("mA", Unit("I_0"));
        Assert.Equal("m/s", Unit("velocity"));
        Assert.Equal("K/W", Unit("R_th"));
        Assert.Equal("", Unit("gamma_0"));
        // The comment says eV; what is divided by k T / e is a voltage, and the number is the same.
        Assert.Equal("mV", Unit("E_a"));
        Assert.Equal("K", model.Variables.Single(variable => variable.Name == "T").Unit);
        Assert.Equal("A", model.Quantities.Single(quantity => quantity.Name == "device_current").Unit);
        Assert.Equal("J", model.Quantities.Single(quantity => quantity.Name == "kT").Unit);
    }

    [Fact]
    public void WhatIsAssumedDecidedAndLeftOutIsSaid()
    {
        ImportResult import = VerilogImport.Parse("reram.va", File.ReadAllText(PathOf("reram.va")));
        Assert.Contains(import.Assumptions, line => line.StartsWith("membrane capacitance", StringComparison.Ordinal));
        Assert.Contains(import.Assumptions, line => line.Contains("'threshold'", StringComparison.Ordinal));
        Assert.Contains(import.Notes, line => line.StartsWith("line 53: $strobe", StringComparison.Ordinal));
        Assert.Contains("model_switch = 0", import.Text);
        Assert.All(import.Assumptions.Concat(import.Notes), line => Assert.Contains(line, import.Text));
        Assert.True(ModelReport.Of(import.Model).IsSound);
    }

    internal static ImportResult Import(string module) =>
        VerilogImport.Parse(module + ".va", File.ReadAllText(PathOf(module + ".va")), File.ReadAllText(PathOf(module + "-circuit.toml")));

    internal static string PathOf(string file) => Path.Combine(SourceTree.Root(), "tests", "Bruno.Gpu.Tests", "Models", "VerilogA", "Modules", file);

    /// <summary>How far a rate moves with the variables and the input within a thousandth of their bounds.</summary>
    private static double Scale(ModelInterpreter model, double[] state, double input, int index)
    {
        double[] low = model.Lower, high = model.Upper;
        Bruno.Gpu.Models.Expressions.Jet rate = model.Rates(state, input)[index];
        return Enumerable.Range(0, state.Length).Max(direction => Math.Abs(rate.Slope(direction)) * (high[direction] - low[direction]));
    }
}
