using Bruno.Gpu.Errors;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Text;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Every kind of fault of a model's file, with its place; all at once.</summary>
public sealed class ModelFaultTests
{
    private const string Right = """
        description = "a test"
        potential = "V"
        [parameters.R]
        value = 1
        unit = "Gohm"
        [parameters.C]
        value = 1
        unit = "pF"
        [variables.V]
        unit = "V"
        rate = "(I - V / R) / C"
        initial = 0
        low = -2
        high = 2
        [variables.w]
        unit = ""
        rate = "-w / (R * C)"
        initial = 1
        low = 0
        high = 1
        [spike]
        when = "V >= 1 V"
        """;

    [Fact]
    public void TheModelToBreakIsRight()
    {
        Model model = Model.Parse("folder/mine.toml", Right);
        Assert.Equal("mine", model.Name);
        Assert.Empty(model.Warnings);
        Assert.Equal(["V", "w"], model.Variables.Select(variable => variable.Name));
        Assert.Equal([0.5, 0.25], new ModelInterpreter(model).Reset([0.5, 0.25]));
    }

    [Theory]
    [InlineData("description = \"a test\"", "descripton = \"a test\"", 1, 1, "descripton: unknown key; did you mean 'description'?")]
    [InlineData("potential = \"V\"", "potential = \"W\"", 2, 1, "potential: there is no variable 'W'; did you mean 'w'?")]
    [InlineData("potential = \"V\"", "", 1, 1, "potential: must be given: which variable is the membrane potential")]
    [InlineData("potential = \"V\"", "potential = 3", 2, 1, "potential: expected a text, got the integer 3")]
    [InlineData("potential = \"V\"", "input = 3", 2, 1, "input: expected a table, [input], got the integer 3")]
    [InlineData("potential = \"V\"", "input = { unit = \"V\" }", 2, 11, "input.unit: must be one of current")]
    [InlineData("value = 1\nunit = \"pF\"", "unit = \"pF\"", 6, 2, "parameters.C.value: must be given")]
    [InlineData("value = 1\nunit = \"pF\"", "value = -1\nunit = \"pF\"", 7, 1, "parameters.C.value: must be positive, is -1 pF")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nlow = 2\nunit = \"pF\"", 7, 1, "parameters.C.value: must be at least 2 pF, is 1")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nhigh = 0.5\nunit = \"pF\"", 7, 1, "parameters.C.value: must be at most 0.5 pF, is 1")]
    [InlineData("value = 1\nunit = \"pF\"", "value = inf\nunit = \"pF\"", 7, 1, "parameters.C.value: expected a finite number")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nunit = \"pf\"", 8, 1, "parameters.C.unit: 'pf' is no unit")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1", 6, 2, "parameters.C.unit: must be given")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nunit = \"pF\"\nvaries = \"much\"", 9, 1, "parameters.C.varies: expected a finite number, got the text 'much'")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nunit = \"pF\"\nswitch = true", 8, 1, "parameters.C.unit: must be \"\" of a switch")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nabove = 1\nunit = \"pF\"", 7, 1, "parameters.C.value: must be above 1 pF, is 1")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nbelow = 1\nunit = \"pF\"", 7, 1, "parameters.C.value: must be below 1 pF, is 1")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 0\nabove = 0\nunit = \"pF\"", 7, 1, "parameters.C.value: must be above 0 pF, is 0")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nlow = 0\nabove = 0\nunit = \"pF\"", 9, 1, "parameters.C.above: must be left out where low is given")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nabove = 2\nbelow = 2\nunit = \"pF\"", 9, 1, "parameters.C.below: must be larger than above")]
    [InlineData("value = 1\nunit = \"pF\"", "value = 1\nabove = 0\nsigned = true\nunit = \"pF\"", 9, 1, "parameters.C.signed: must be left out where above is given")]
    [InlineData("value = 1\nunit = \"pF\"", "value = \"1 nF * w\"\nunit = \"pF\"", 7, 17, "parameters.C.value: only parameters and constants may stand here; 'w' changes with time")]
    [InlineData("value = 1\nunit = \"pF\"", "value = \"R\"\nunit = \"pF\"", 7, 10, "parameters.C.value: the equation gives ohm, the unit says F")]
    [InlineData("[parameters.C]\nvalue = 1\nunit = \"pF\"", "[parameters]\nC = 1", 7, 1, "parameters.C: expected a table")]
    [InlineData("rate = \"-w / (R * C)\"\n", "", 15, 2, "variables.w.rate: must be given: its time derivative, per second")]
    [InlineData("rate = \"-w / (R * C)\"", "rate = \"-w / R\"", 17, 9, "variables.w.rate: is in S, but must be in 1/s, because w is in a plain number")]
    [InlineData("rate = \"-w / (R * C)\"", "rate = \"-w / (R * D)\"", 17, 19, "variables.w.rate: there is no 'D'")]
    [InlineData("rate = \"-w / (R * C)\"", "rate = '-w / (R * D)'", 17, 19, "variables.w.rate: there is no 'D'")]
    [InlineData("rate = \"-w / (R * C)\"", "rate = \"\"\"\n  -w\n  / (R * D)\"\"\"", 19, 10, "variables.w.rate: there is no 'D'")]
    [InlineData("rate = \"-w / (R * C)\"", "rate = \"\"\"-w \\\n  / (R * D)\"\"\"", 18, 10, "variables.w.rate: there is no 'D'")]
    [InlineData("rate = \"-w / (R * C)\"", "rate = \"-w /\\u0020(R * D)\"", 17, 24, "variables.w.rate: there is no 'D'")]
    [InlineData("rate = \"-w / (R * C)\"", "rate = true", 17, 1, "variables.w.rate: expected a finite number, got the truth value true")]
    [InlineData("initial = 1", "initial = 2", 18, 1, "variables.w.initial: is 2, outside of the bounds, 0 to 1")]
    [InlineData("initial = 1", "initial = \"V / 1V\"", 18, 12, "only parameters and constants may stand here; 'V' changes with time")]
    [InlineData("initial = 1", "initial = 1\nreset = \"I / 1A\"", 19, 10, "variables.w.reset: the input may not stand here")]
    [InlineData("initial = 1", "initial = 1\nreset = 3", 19, 1, "variables.w.reset: is 3, outside of the bounds")]
    [InlineData("initial = 1", "initial = 1\nreset = \"1 V\"", 19, 10, "variables.w.reset: is in V, but must be in a plain number")]
    [InlineData("low = 0\nhigh = 1", "low = 0", 15, 2, "variables.w.high: must be given: its largest value")]
    [InlineData("low = 0\nhigh = 1", "low = 1\nhigh = 1", 20, 1, "variables.w.high: must be finite and above low")]
    [InlineData("high = 1\n", "high = 1\npotential = true\n", 9, 2, "only one variable is the potential, not w and V")]
    [InlineData("high = 1\n", "high = 1\nlimit = 3\n", 21, 1, "variables.w.limit: unknown key")]
    [InlineData("[spike]\nwhen = \"V >= 1 V\"", "", 1, 1, "spike: must be given")]
    [InlineData("when = \"V >= 1 V\"", "", 21, 2, "spike.when: must be given")]
    [InlineData("when = \"V >= 1 V\"", "when = \"V - 1 V\"", 22, 9, "spike.when: must compare a variable or an observable with a level")]
    [InlineData("when = \"V >= 1 V\"", "when = \"1 V <= V\"", 22, 9, "spike.when: must compare a variable")]
    [InlineData("when = \"V >= 1 V\"", "when = \"V == 1 V\"", 22, 9, "spike.when: must compare a variable")]
    [InlineData("when = \"V >= 1 V\"", "when = \"V >= w * 1 V\"", 22, 14, "only parameters and constants may stand here; 'w' changes with time")]
    [InlineData("when = \"V >= 1 V\"", "when = \"V >= 1 A\"", 22, 11, "this compares V and A")]
    [InlineData("when = \"V >= 1 V\"", "when = \"V >= 1 V\"\nat_level_where = \"R\"", 23, 19, "spike.at_level_where: is in ohm, but must be a plain number")]
    [InlineData("[spike]", "[energy]\nspike_energy = \"C\"\n[spike]", 22, 17, "energy.spike_energy: is in F, but must be in J")]
    [InlineData("[spike]", "[energy]\nstatic_power = \"V^2 / R\"\n[spike]", 22, 17, "energy.static_power: only parameters and constants")]
    [InlineData("[spike]", "[quantities]\nV = \"1\"\n[spike]", 22, 1, "quantities.V: the name 'V' is taken by variables.V, line 9")]
    [InlineData("[spike]", "[quantities]\nI = \"1\"\n[spike]", 22, 1, "the name 'I' is taken by input.name")]
    [InlineData("[spike]", "[quantities]\nexp = \"1\"\n[spike]", 22, 1, "quantities.exp: 'exp' is a word of the language")]
    [InlineData("[spike]", "[quantities]\nif = \"1\"\n[spike]", 22, 1, "quantities.if: 'if' is a word of the language")]
    [InlineData("[spike]", "[quantities]\n\"a b\" = \"1\"\n[spike]", 22, 1, "'a b' cannot be a name")]
    [InlineData("[spike]", "[quantities]\n\"x;}\" = \"1\"\n[spike]", 22, 1, "'x;}' cannot be a name")]
    [InlineData("[spike]", "[quantities]\na = \"b + 1\"\nb = \"c * 2\"\nc = \"a\"\n[spike]", 24, 6, "quantities.c: a depends on itself: a -> b -> c -> a")]
    [InlineData("[spike]", "[quantities]\na = \"a + 1\"\n[spike]", 22, 6, "quantities.a: a depends on itself: a -> a")]
    [InlineData("[spike]", "[quantities]\na = { unit = \"V\" }\n[spike]", 22, 1, "quantities.a.value: must be given: the equation")]
    [InlineData("[spike]", "[constants]\nkB = \"1.38e-23 J/k\"\n[spike]", 22, 1, "constants.kB: 'J/k' is no unit")]
    [InlineData("[spike]", "[constants]\nkB = \"much\"\n[spike]", 22, 1, "constants.kB: expected a finite number, or one with its unit")]
    [InlineData("[variables.w]", "[variables.V]", 15, 1, "TOML syntax")]
    [InlineData("unit = \"V\"", "unit = \"V", 10, 10, "TOML syntax")]
    public void AFaultIsPlaced(string right, string wrong, int line, int column, string message)
    {
        int at = Right.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0);
        ModelException exception = Assert.Throws<ModelException>(() => Model.Parse("test.toml", Right[..at] + wrong + Right[(at + right.Length)..]));
        Assert.Equal(ExitCode.Usage, exception.ExitCode);
        ModelFault fault = exception.Faults.FirstOrDefault(fault => $"{fault.Path}: {fault.Message}".Contains(message, StringComparison.Ordinal)) ?? exception.Faults[0];
        Assert.Contains(message, $"{fault.Path}: {fault.Message}", StringComparison.Ordinal);
        Assert.Equal((line, column), (fault.Place.Line, fault.Place.Column));
    }

    /// <summary>All faults of a file come together, in its order, each with its line and a caret.</summary>
    [Fact]
    public void AllFaultsAreShownAtOnce()
    {
        string text = Right
            .Replace("(I - V / R) / C", "(I - V) / C", StringComparison.Ordinal)
            .Replace("-w / (R * C)", "-w / (R * Cm)", StringComparison.Ordinal)
            .Replace("value = 1\nunit = \"pF\"", "value = -1\nunit = \"pF\"", StringComparison.Ordinal);
        string message = Assert.Throws<ModelException>(() => Model.Parse("test.toml", text)).Message;
        Assert.Equal(
            """
            The model has 3 faults:
            test.toml:7:1: parameters.C.value: must be positive, is -1 pF; where it may be zero or negative, say signed = true, or low
              7 | value = -1
                | ^
            test.toml:11:12: variables.V.rate: '-' subtracts A and V
              11 | rate = "(I - V) / C"
                 |            ^
            test.toml:17:19: variables.w.rate: there is no 'Cm'; did you mean 'C'?
              17 | rate = "-w / (R * Cm)"
                 |                   ^
            """.ReplaceLineEndings("\n"),
            message);
    }

    [Fact]
    public void WhatIsNeverUsedIsAWarning()
    {
        string text = Right.Replace("[spike]", "[constants]\nkB = \"1.38e-23 J/K\"\n[quantities]\nmore = \"other * 2\"\nother = \"w\"\n[spike]", StringComparison.Ordinal);
        Assert.Equal(
            [(22, "constants.kB"), (24, "quantities.more"), (25, "quantities.other")],
            Model.Parse("test.toml", text).Warnings.Select(warning => (warning.Place.Line, warning.Path)));
    }

    [Fact]
    public void QuantitiesComeAfterWhatTheyDependOn()
    {
        string text = Right.Replace("[spike]", "[observables]\nc = \"b + w\"\n[quantities]\nb = \"a * 2\"\na = \"R / 1 ohm\"\n[spike]", StringComparison.Ordinal);
        Model model = Model.Parse("test.toml", text);
        Assert.Equal([("a", Dependence.Parameters), ("b", Dependence.Parameters), ("c", Dependence.State)], model.Quantities.Select(quantity => (quantity.Name, quantity.Value.Dependence)));
        Assert.Equal(2e9 + 0.5, new ModelInterpreter(model).Observe("c", [0, 0.5], 0).Value);
    }

    [Fact]
    public void APlainCapacitorHasNoInternalVariable()
    {
        string text = Right[..Right.IndexOf("[variables.w]", StringComparison.Ordinal)] + "[spike]\nwhen = \"V < -1 V\"\n";
        Model model = Model.Parse("test.toml", text.Replace("potential = \"V\"\n", "", StringComparison.Ordinal));
        ModelInterpreter interpreter = new(model);
        Assert.False(model.Spike.FromBelow || model.Spike.AtLevel);
        Assert.True(interpreter.Fires([-1.01], 0));
        Assert.False(interpreter.Fires([-1.0], 0));
        Assert.Equal(1e-9 / 1e-12, interpreter.RateValues([0], 1e-9)[0], 1e-6);
    }

    [Fact]
    public void ADefaultMayFollowFromOthers()
    {
        string text = Right.Replace("value = 1\nunit = \"pF\"", "value = \"10 ms / R\"\nunit = \"pF\"", StringComparison.Ordinal);
        Model model = Model.Parse("test.toml", text);
        Assert.Equal(1e-11, new ModelInterpreter(model).Settled("C"), 1e-26);
        Assert.Equal(5e-12, new ModelInterpreter(model, new Dictionary<string, double> { ["R"] = 2 }).Settled("C"), 1e-26);
        Assert.Equal(7e-12, new ModelInterpreter(model, new Dictionary<string, double> { ["C"] = 7 }).Settled("C"), 1e-26);
    }

    /// <summary>Whatever is cut from a file, lost or swapped in it: it is read, or it has faults.</summary>
    [Fact]
    public void DamagedFilesAreRefusedInWords()
    {
        Random random = new(5);
        int refused = 0;
        foreach (string text in ModelLibrary.Names.Select(ModelLibrary.Text))
        {
            for (int trial = 0; trial < 150; ++trial)
            {
                int at = random.Next(text.Length), length = random.Next(1, 12), from = random.Next(text.Length - 12);
                string damaged = (trial % 3) switch
                {
                    0 => text[..at],
                    1 => text.Remove(at, Math.Min(length, text.Length - at)),
                    _ => text.Insert(at, text.Substring(from, length)),
                };
                try
                {
                    Model.Parse("damaged.toml", damaged);
                }
                catch (ModelException exception)
                {
                    ++refused;
                    Assert.All(exception.Faults, fault => Assert.InRange(fault.Place.Line, 1, damaged.Split('\n').Length));
                }
            }
        }

        Assert.True(refused > 300, $"{refused}");
    }

    [Fact]
    public void AMissingFileIsNamed() =>
        Assert.Contains("there is no such file", Assert.Throws<BrunoException>(() => Model.ReadFile("nowhere.toml")).Message, StringComparison.Ordinal);
}
