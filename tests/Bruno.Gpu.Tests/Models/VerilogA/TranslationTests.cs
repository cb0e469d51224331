using Bruno.Gpu.Models;
using Bruno.Gpu.Models.VerilogA;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Tests.Models.VerilogA;

/// <summary>What each part of the language becomes.</summary>
public sealed class TranslationTests
{
    /// <summary>Guards against a time step of 0 are no part of the device: it does what it does while time passes.</summary>
    [Theory]
    [InlineData("if (dt > 0) x = x + dt * r;")]
    [InlineData("if ($abstime > last) x = x + dt * r;")]
    [InlineData("if (dt > 1f) x = x + dt * r; else x = x;")]
    [InlineData("if (dt <= 0) dt = 0; x = x + dt * r;")]
    [InlineData("x = dt > 0 ? x + dt * r : x;")]
    [InlineData("if ($abstime != last) x = x + dt * r;")]
    [InlineData("x = x + (dt > 0) * dt * r;")]
    [InlineData("x = x + max(dt, 0) * r;")]
    [InlineData("x = x + max(dt, 1p) * r;")]
    [InlineData("x = x + abs(dt) * r;")]
    [InlineData("x = x + min(dt, 1u) * r;")]
    [InlineData("if (dt == 0) x = 1; else x = x + dt * r;", 1)]
    [InlineData("x = dt > 0 ? x + dt * r : 1;", 1)]
    [InlineData("case (dt > 0) 1: x = x + dt * r; default: x = 3; endcase", 3)]
    public void GuardsOfTheTimeStepAreNoDynamics(string step, double first = 0.5)
    {
        Model model = VerilogImport.Parse("m.va", $$"""
            `include "disciplines.vams"
            module m(p, n);
                inout p, n;
                electrical p, n;
                real x, dt, r, last;
                analog begin
                    @(initial_step) begin
                        {{(first == 0.5 ? "x = 0.5;" : "")}}
                        last = 0;
                    end
                    dt = $abstime - last;
                    r = 500 * (2 * V(p, n) - x);
                    {{step}}
                    last = $abstime;
                    I(p, n) <+ 1u * x;
                end
            endmodule
            """).Model;
        ModelInterpreter device = new(model);
        int x = model.Variables.ToList().FindIndex(variable => variable.Name == "x"), potential = 1 - x;
        double[] state = new double[2];
        (state[x], state[potential]) = (0.3, 0.7);
        Assert.Equal(500 * (2 * 0.7 - 0.3), device.RateValues(state, 0)[x], 1e-9);
        Assert.Equal(first, device.Initial[x]);
    }

    /// <summary>A state of the module at 0.3, the potential at 0.7 V: the current by hand, from an expression of x, y = V(p, n) and parameters.</summary>
    [Theory]
    [InlineData("ln(2.0 + y)", 0.9932517730102834)]
    [InlineData("log(100.0 * x)", 1.4771212547196624)]
    [InlineData("pow(x, 2) + x ** 3", 0.117)]
    [InlineData("hypot(x, y)", 0.7615773105863908)]
    [InlineData("asinh(-1000.0 * x) + acosh(2.0) + atanh(x)", -4.770454931854422)]
    [InlineData("min(x, y) - max(x, y) + abs(-x) + sqrt(y)", 0.7366600265340756)]
    [InlineData("sinh(x) + cosh(x) + tanh(x) + limexp(x)", 2.991030227603597)]
    [InlineData("sin(x) + cos(y) + tan(x) - atan(2.0 * y)", 0.41915180274337616)]
    [InlineData("asin(x) + acos(y)", 1.100091484199541)]
    [InlineData("atan2(x, y) + atan2(x, -y) + atan2(-x, -y) + atan2(x, 0.0)", 1.97568811307998)]
    [InlineData("x > y ? 1.0 : (x == 0.3 ? 5.0 : 7.0)", 5)]
    [InlineData("(x < y) * 3.0 + !(x < y)", 3)]
    [InlineData("(x < y && y < 0.5) || x > 0.2 ? 2.0 : 1.0", 2)]
    [InlineData("7 / 2 + 7 / 2.0", 6.5)]
    [InlineData("1e3 + 2K + 3m + 1.5u", 3000.0030015)]
    [InlineData("$vt(300.0) / $vt(150.0)", 2)]
    [InlineData("twice(x) + twice(y)", 2)]
    [InlineData("`HALF(x + y)", 0.5)]
    [InlineData("`LONG", 42)]
    [InlineData("`M_PI", Math.PI)]
    [InlineData("chosen", 20)]
    [InlineData("looped", 1.2)]
    [InlineData("$simparam(\"tnom\", 25.0)", 25)]
    [InlineData("atan(1.0)", Math.PI / 4)]
    [InlineData("floor(2.7)", 2)]
    [InlineData("-x - -y", 0.4)]
    [InlineData("2.0 / (4.0 / y) * (x - (y - x))", -0.035)]
    public void ExpressionsKeepTheirValue(string expression, double expected)
    {
        string module = $$"""
            `include "constants.vams"
            `include "disciplines.vams"
            `define HALF(a) ((a) / 2.0)
            `define LONG \
                42
            `ifdef NOTHING
            this is no Verilog-A
            `else
            `define THERE
            `endif
            `ifndef THERE
            neither is this
            `endif
            module m(p, n);
                inout p, n;
                electrical p, n;
                parameter integer which = 2 from [0:3];
                real x, y, t, chosen, looped;
                integer i;
                analog function real twice;
                    input a;
                    real a, b;
                    begin
                        b = a;
                        twice = b + a;
                    end
                endfunction
                analog begin
                    @(initial_step) x = 0.3;
                    y = V(p, n);
                    case (which)
                        0: chosen = 10;
                        1, 2: chosen = 20;
                        default: chosen = 30;
                    endcase
                    looped = 0;
                    for (i = 0; i < 4; i = i + 1)
                        looped = looped + x;
                    x = x + ($abstime - t) * (y - x);
                    I(p, n) <+ {{expression}};
                    t = $abstime;
                end
            endmodule
            """;
        Model model = VerilogImport.Parse("m.va", module).Model;
        double[] state = [.. model.Variables.Select(variable => variable.Name == "V" ? 0.7 : 0.3)];
        double actual = new ModelInterpreter(model).Observe("device_current", state, 0).Value;
        Assert.True(Math.Abs(actual - expected) <= 1e-14 * Math.Max(1, Math.Abs(expected)), $"{actual:R}");
    }

    /// <summary>However a module steps its state, its rate is (y - x) / 2; limits become bounds.</summary>
    [Theory]
    [InlineData("x = x + (V(p, n) - x) / tau * ($abstime - t);", "-5", "5")]
    [InlineData("d = $abstime - t; x = x + (V(p, n) - x) / tau * d; if (x > 1) x = 1; if (x < 0) x = 0;", "0", "1")]
    [InlineData("d = $abstime - t; x = min(max(x + d * (V(p, n) - x) / tau, 0), 1);", "0", "1")]
    [InlineData("d = $abstime - t; x = (x + d * V(p, n) / tau) / (1 + d / tau);", "-5", "5")]
    [InlineData("d = $abstime - t; x = last + d * (V(p, n) - last) / tau; if (x >= 1) begin x = 1; end else if (x <= 0) x = 0; last = x;", "0", "1")]
    [InlineData("d = $abstime - t; if (V(p, n) > x) x = x + d * (V(p, n) - x) / tau; else x = x - d * (x - V(p, n)) / tau;", "-5", "5")]
    [InlineData("now = $abstime; if (first == 0) begin last = 0.5; t = now; end d = now - t; x = last + d * (V(p, n) - last) / tau; last = x; first = 1;", "-5", "5")]
    [InlineData("d = $abstime - t; x = V(p, n) + (x - V(p, n)) * exp(-d / tau);", "-5", "5")]
    [InlineData("x = idt((V(p, n) - x) / tau, 0.5);", "-5", "5")]
    [InlineData("x = V(s); I(s) <+ tau * ddt(V(s)) + V(s) - V(p, n);", "-1", "1")]
    [InlineData("x = V(s); V(s) <+ idt((V(p, n) - V(s)) / tau, 0.5);", "-5", "5")]
    public void StepsAreStates(string step, string low, string high)
    {
        string module = $$"""
            module m(p, n);
                inout p, n;
                electrical p, n, s;
                parameter real tau = 2;
                real x, last, t, d, now, first;
                analog begin
                    @(initial_step) begin x = 0.5; {{(step.Contains("first", StringComparison.Ordinal) ? "" : "last = 0.5;")}} end
                    {{step}}
                    I(p, n) <+ x * V(p, n);
                    t = $abstime;
                end
            endmodule
            """;
        Model model = VerilogImport.Parse("m.va", module).Model;
        Assert.Equal(2, model.Variables.Count);
        ModelInterpreter interpreter = new(model);
        Assert.Equal([double.Parse(low), double.Parse(high)], [interpreter.Lower[1], interpreter.Upper[1]]);
        if (!step.Contains("ddt", StringComparison.Ordinal))
            Assert.Equal(0.5, interpreter.Initial[1]);
        foreach ((double v, double x) in new[] { (0.7, 0.3), (0.1, 0.6), (-0.4, 0.9), (0.9, 0.9) })
        {
            Assert.Equal((v - x) / 2, interpreter.RateValues([v, x], 0)[1], 14);
            Assert.Equal(x * v, interpreter.Observe("device_current", [v, x], 0).Value, 14);
        }
    }

    /// <summary>No current is lost between nodes, however they are joined: the slope of the current at the terminal, in S.</summary>
    [Theory]
    [InlineData("I(p, n) <+ V(p, n) / 4;", 0.25)]
    [InlineData("V(p, n) <+ 4 * I(p, n);", 0.25)]
    [InlineData("I(p, a) <+ V(p, a) / 3; I(a, n) <+ V(a, n);", 0.25)]
    [InlineData("V(p, a) <+ 3 * I(p, a); I(a, n) <+ V(a, n);", 0.25)]
    [InlineData("V(p, a) <+ 0; I(a, n) <+ V(a, n) / 4;", 0.25)]
    [InlineData("V(a, n) <+ 0; I(p, a) <+ V(p, a) / 4;", 0.25)]
    [InlineData("V(p, a) <+ 0; V(a, b) <+ 0; I(n, b) <+ V(n, b) / 4;", 0.25)]
    [InlineData("I(n, p) <+ V(n, p) / 8; I(p, n) <+ V(p, n) / 8;", 0.25)]
    [InlineData("I(p, a) <+ V(p, a); I(a, b) <+ V(a, b); I(b, n) <+ V(b, n) / 2;", 0.25)]
    [InlineData("I(p, n) <+ V(p, n) / 8 + 0.5 * I(p, n);", 0.25)]
    [InlineData("I(up) <+ V(up) / 8; I(down) <+ V(down) / 8;", 0.25)]
    [InlineData("I(p, a) <+ V(p, a) / 3; V(a, n) <+ I(p, a);", 0.25)]
    [InlineData("I(a, p) <+ V(a, p) / 3; V(a, n) <+ -I(a, p);", 0.25)]
    [InlineData("I(p, a) <+ V(p, a) / 3; V(n, a) <+ -I(p, a);", 0.25)]
    [InlineData("V(b, n) <+ 2 * V(p, n); I(p, n) <+ V(b, n) / 8;", 0.25)]
    public void CurrentsAreKept(string statements, double slope)
    {
        string module = $"module m(p, n); inout p, n; electrical p, n, a, b; branch (p, n) up; branch (n, p) down; analog begin {statements} end endmodule";
        Model model = VerilogImport.Parse("m.va", module).Model;
        ModelInterpreter interpreter = new(model);
        double capacitance = interpreter.Settled("capacitance");
        Assert.Equal(slope, interpreter.Observe("device_current", [1.0], 0).Value, 14);
        Assert.Equal(-slope, interpreter.RateValues([1.0], 0)[0] * capacitance, 12);
        Assert.Equal(2 - slope, interpreter.RateValues([1.0], 2)[0] * capacitance, 12);
    }

    /// <summary>A charge that depends on the potential and on a state: C dV/dt is what is left of the current.</summary>
    [Fact]
    public void ChargesAreDifferentiated()
    {
        const string Module = """
            module m(p, n);
                inout p, n;
                electrical p, n;
                real x;
                analog begin
                    x = idt(1 - x, 0.5);
                    I(p, n) <+ ddt((1 + x) * pow(V(p, n), 2) / 2 + V(p, n)) + V(p, n);
                end
            endmodule
            """;
        double rate = new ModelInterpreter(VerilogImport.Parse("m.va", Module).Model).RateValues([0.6, 0.25], 3)[0];
        // ((1 + x) V + 1) dV/dt + V^2 / 2 dx/dt + V = I
        Assert.Equal((3 - 0.6 - 0.18 * 0.75) / (1.25 * 0.6 + 1), rate, 14);
    }

    /// <summary>A capacitor that the module differentiates by hand: the quotient is a time derivative.</summary>
    [Theory]
    [InlineData("I(p, n) <+ C * (V(p, n) - last) / ($abstime - t);")]
    [InlineData("d = $abstime - t; I(p, n) <+ (C * V(p, n) - C * last) / d;")]
    [InlineData("d = $abstime - t; if (d > 0) i = C * (V(p, n) - last) / d; else i = 0; I(p, n) <+ i;")]
    [InlineData("d = $abstime - t; i = C * (pow(V(p, n), 2) - pow(last, 2)) / (2 * V(p, n) * d); I(p, n) <+ i;")]
    public void DifferenceQuotientsAreDerivatives(string step)
    {
        string module = $$"""
            module m(p, n);
                inout p, n;
                electrical p, n;
                parameter real C = 3;
                real last, t, d, i;
                analog begin
                    {{step}}
                    I(p, n) <+ V(p, n) / 4;
                    last = V(p, n);
                    t = $abstime;
                end
            endmodule
            """;
        ModelInterpreter model = new(VerilogImport.Parse("m.va", module).Model);
        Assert.Equal((2 - 0.6 / 4) / 3, model.RateValues([0.6], 2)[0], 14);
    }

    /// <summary>A capacitance that a parameter of 0 leaves nothing of is none; the node is solved for, or the membrane has the circuit's.</summary>
    [Theory]
    [InlineData("Cj = 0", "I(p, n) <+ V(p, n) + ddt(Cj * pow(V(p, n), 3));", "line 6: a ddt(...) of this is 0 for Cj = 0")]
    [InlineData("Cj = 0, tt = 0", "I(p, n) <+ V(p, n); I(p, n) <+ Cj * ddt(V(p, n)) + ddt(tt * exp(V(p, n)));", "line 6: a ddt(...) of this is 0 for Cj = 0")]
    [InlineData("Cj = 0", "I(p, a) <+ 2 * V(p, a); I(a, n) <+ 2 * V(a, n) + ddt(Cj * V(a, n));", "line 6: a ddt(...) of this is 0 for Cj = 0")]
    [InlineData("L = 0", "V(p, n) <+ I(p, n) + L * ddt(I(p, n));", "line 6: a ddt(...) of this is 0 for L = 0")]
    [InlineData("Cj = 0, c = Cj * 2", "I(p, n) <+ V(p, n) + ddt(c * V(p, n));", "line 6: a ddt(...) of this is 0 for c = 0")]
    public void AnEmptyCapacitanceIsNone(string parameters, string statements, string note)
    {
        string module = $"module m(p, n);\ninout p, n;\nelectrical p, n, a;\nparameter real {parameters};\nanalog begin\n{statements}\nend endmodule";
        ImportResult import = VerilogImport.Parse("m.va", module);
        Assert.Contains(import.Notes, said => said.StartsWith(note, StringComparison.Ordinal));
        Assert.Equal(["V"], import.Model.Variables.Select(variable => variable.Name));
        ModelInterpreter model = new(import.Model);
        Assert.Equal(2 - 0.5, model.RateValues([0.5], 2)[0] * model.Settled("capacitance"), 14);
    }

    /// <summary>Derivatives of expressions by potentials and flows, all else held.</summary>
    [Theory]
    [InlineData("ddx(pow(V(p, n), 3), V(p))", 3 * 0.7 * 0.7)]
    [InlineData("ddx(pow(V(p, n), 3), V(n))", -3 * 0.7 * 0.7)]
    [InlineData("ddx(g, V(p))", 2.0 * 0.7 * 4)]
    [InlineData("ddx(V(p, n) > 0.5 ? exp(V(p)) : 1.0, V(p))", 2.0137527074704766)]
    [InlineData("ddx(pow(I(q), 2), I(q))", 2 * 0.35)]
    [InlineData("ddx(V(n), V(p)) + 5.0", 5)]
    public void PartialDerivatives(string expression, double expected)
    {
        string module = $"module m(p, n); inout p, n; electrical p, n; branch (p, n) q; real g; analog begin I(q) <+ V(q) / 2; g = 4 * V(p, n) * V(p); I(p, n) <+ {expression}; end endmodule";
        ModelInterpreter model = new(VerilogImport.Parse("m.va", module).Model);
        Assert.Equal(expected, model.Observe("device_current", [0.7], 0).Value - 0.35, 14);
    }

    /// <summary>An end that does not belong to a range stays out of the model's bounds.</summary>
    [Theory]
    [InlineData("from (0:inf)", 0, false, "must be positive")]
    [InlineData("from [0:inf) exclude 0", 0, false, "must be positive")]
    [InlineData("from [0:inf)", 0, true, null)]
    [InlineData("from (0:1)", 1, false, "must be below 1")]
    [InlineData("from (0:1]", 1, true, null)]
    [InlineData("from (0.25:1]", 0.25, false, "must be above 0.25")]
    [InlineData("from [0.25:1]", 0.25, true, null)]
    [InlineData("from (-1:1)", -1, false, "must be above -1")]
    [InlineData("from (-inf:1)", -100, true, null)]
    [InlineData("from (-inf:1)", 1, false, "must be below 1")]
    [InlineData("", 0, true, null)]
    public void OpenEndsOfRangesStayOut(string range, double value, bool isAllowed, string? fault)
    {
        Model model = VerilogImport.Parse("m.va", $"module m(p, n); inout p, n; electrical p, n; parameter real a = 0.5 {range}; analog I(p, n) <+ V(p, n) * exp(a); endmodule").Model;
        ModelParameter parameter = model.Parameters.First(parameter => parameter.Name == "a");
        Assert.Equal(isAllowed, parameter.FaultOf(value) is null);
        Assert.StartsWith(fault ?? "", parameter.FaultOf(value) ?? "", StringComparison.Ordinal);
        Assert.Null(parameter.FaultOf(0.5));
    }

    /// <summary>Two nodes with capacitances to each other are solved together.</summary>
    [Fact]
    public void CoupledCapacitancesAreSolved()
    {
        const string Module = """
            module m(p, n);
                inout p, n;
                electrical p, n, a;
                analog begin
                    I(p, n) <+ 2 * ddt(V(p, n));
                    I(p, a) <+ 3 * ddt(V(p, a));
                    I(a, n) <+ 4 * ddt(V(a, n)) + V(a, n);
                end
            endmodule
            """;
        double[] rates = new ModelInterpreter(VerilogImport.Parse("m.va", Module).Model).RateValues([0.5, 0.2], 1);
        // 5 v' - 3 a' = 1 and -3 v' + 7 a' = -0.2
        Assert.Equal([6.4 / 26, 2.0 / 26], rates.Select(rate => Math.Round(rate, 14)), (expected, actual) => Math.Abs(expected - actual) < 1e-12);
    }

    [Fact]
    public void EquationsWithoutUnitsAreMadeToFit()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n; parameter real q = 1.5; analog I(p, n) <+ exp(V(p, n)) - 1 + pow(abs(V(p, n)), q); endmodule";
        ImportResult import = VerilogImport.Parse("m.va", Module);
        Assert.Contains("exp(V / 1 V)", import.Text);
        Assert.Equal(Math.Exp(0.5) - 1 + Math.Pow(0.5, 1.5), new ModelInterpreter(import.Model).Observe("device_current", [0.5], 0).Value, 14);
    }

    /// <summary>The value of a declaration is where a state begins, and what a spike leaves it where the circuit says nothing.</summary>
    [Fact]
    public void DeclarationsAreFirstValues()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n; parameter real a = 0.25; real x = 2 * a, t; analog begin x = x - ($abstime - t) * x; t = $abstime; I(p, n) <+ x * V(p, n); end endmodule";
        ModelInterpreter model = new(VerilogImport.Parse("m.va", Module).Model);
        Assert.Equal([0, 0.5], model.Initial);
        Assert.Equal([0, 0.75], model.Reset([1, 0.75]));
    }

    /// <summary>A choice at one point that changes no value is left out, so that there is a derivative; one that does stays.</summary>
    [Fact]
    public void PointsThatAreNoExceptionAreLeftOut()
    {
        static ModelInterpreter Device(string current) =>
            new(VerilogImport.Parse("m.va", $"module m(p, n); inout p, n; electrical p, n; analog begin if (V(p, n) == 0) I(p, n) <+ 0; else I(p, n) <+ {current}; end endmodule").Model);
        Assert.Equal(3, Device("3 * sinh(V(p, n))").Observe("device_current", [0], 0).Slope(0));
        Assert.Equal(0, Device("3 * cosh(V(p, n))").Observe("device_current", [0], 0).Value);
        Assert.Equal(0, Device("tanh(V(p, n)) / V(p, n)").Observe("device_current", [0], 0).Value);
    }

    /// <summary>A first value follows from what is assigned before it in the same step.</summary>
    [Fact]
    public void FirstValuesFollowTheOrderOfStatements()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n; parameter real a = 0.25; real b, x, t, k; analog begin b = 2 * a; @(initial_step) begin x = b; k = 3 * b; end x = x - ($abstime - t) * k * x; t = $abstime; I(p, n) <+ x * V(p, n); end endmodule";
        ModelInterpreter model = new(VerilogImport.Parse("m.va", Module).Model);
        Assert.Equal(0.5, model.Initial[1]);
        Assert.Equal(-1.5 * 0.4, model.RateValues([0, 0.4], 0)[1], 14);
    }

    /// <summary>The module's own time step, where it does not ask the simulator for one.</summary>
    [Fact]
    public void AParameterCanBeTheTimeStep()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n; parameter real dt = 1n; real x, x_last; analog begin x = x_last + dt * (1 - x_last); x_last = x; I(p, n) <+ x * V(p, n); end endmodule";
        VerilogException refusal = Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", Module));
        Assert.Contains("time_step = \"dt\"", refusal.Message);
        Model model = VerilogImport.Parse("m.va", Module, "time_step = \"dt\"").Model;
        Assert.Equal("x", model.Variables[1].Name);
        Assert.Equal(0.7, new ModelInterpreter(model).RateValues([0, 0.3], 0)[1], 14);
    }

    /// <summary>Three terminals: where they go is said, and a potential of the supply is a parameter.</summary>
    [Fact]
    public void TerminalsGoWhereTheCircuitSays()
    {
        const string Module = "module m(d, g, s); inout d, g, s; electrical d, g, s; analog I(d, s) <+ V(g, s) * V(d, s); endmodule";
        Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", Module));
        Model model = VerilogImport.Parse("m.va", Module, "[terminals]\nd = \"membrane\"\ng = \"supply\"\ns = \"ground\"\n[membrane]\nsupply = \"1.5 V\"\nleak_conductance = \"2 S\"\nleak_potential = 0.25").Model;
        ModelInterpreter interpreter = new(model);
        Assert.Equal(1.2, interpreter.Observe("device_current", [0.8], 0).Value, 14);
        Assert.Equal(3 - 1.2 - 2 * 0.55, interpreter.RateValues([0.8], 3)[0] * interpreter.Settled("capacitance"), 14);
    }

    /// <summary>A diode in series with the membrane has no formula for the node between; with a capacitance there is a state.</summary>
    [Fact]
    public void ACapacitanceMakesANodeAState()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n; analog I(p, n) <+ exp(V(p, n)) - 1; endmodule";
        const string Circuit = "[membrane]\nseries_resistance = 2\n";
        Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", Module, Circuit));
        ModelInterpreter model = new(VerilogImport.Parse("m.va", Module, Circuit + "[capacitances]\np = 4").Model);
        Assert.Equal(((0.8 - 0.1) / 2 - (Math.Exp(0.1) - 1)) / 4, model.RateValues([0.8, 0.1], 0)[1], 14);
    }

    /// <summary>A node that holds an integral is one variable of its own name; one that shows a variable is an observable.</summary>
    [Fact]
    public void NodesShowWhatTheyHold()
    {
        const string Module = "module m(p, n, out); inout p, n; output out; electrical p, n, out, state; analog begin V(state) <+ idt(1 - V(state), 0.25); I(p, n) <+ V(p, n) * V(state); V(out) <+ 2 * V(state); end endmodule";
        Model model = VerilogImport.Parse("m.va", Module).Model;
        Assert.Equal(["V", "state"], model.Variables.Select(variable => variable.Name));
        Assert.Equal(["device_current", "out"], model.Observables.Select(observable => observable.Name));
        Assert.Equal(0.5, new ModelInterpreter(model).Observe("out", [0, 0.25], 0).Value);
    }

    /// <summary>What follows from itself in no solvable way moves to where it should be.</summary>
    [Fact]
    public void ATimeConstantMakesAState()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n, T; analog begin V(T) <+ 1 + 2 * V(p, n) * I(p, n); I(p, n) <+ V(p, n) * exp(-1 / V(T)); end endmodule";
        Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", Module));
        ModelInterpreter heat = new(VerilogImport.Parse("m.va", Module, "[relaxations]\nT = 4\n[variables.T]\ninitial = 1\nlow = 0.5\nhigh = 9").Model);
        Assert.Equal((1 + 2 * 0.8 * 0.8 * Math.Exp(-0.5) - 2) / 4, heat.RateValues([0.8, 2], 0)[1], 14);

        const string Loop = "module m(p, n); inout p, n; electrical p, n; analog I(p, n) <+ exp(V(p, n) - I(p, n)) - 1; endmodule";
        ModelInterpreter flow = new(VerilogImport.Parse("m.va", Loop, "[relaxations]\n\"p,n\" = 4").Model);
        Assert.Equal((Math.Exp(0.8 - 0.3) - 1 - 0.3) / 4, flow.RateValues([0.8, 0.3], 0)[1], 14);
        Assert.Equal(Math.Exp(0.8 - 0.3) - 1, flow.Observe("device_current", [0.8, 0.3], 0).Value, 14);
    }

    /// <summary>Names of the module that are words of the language of devices, or those of potential and input.</summary>
    [Fact]
    public void NamesThatAreTakenAreChanged()
    {
        const string Module = "module m(p, n); inout p, n; electrical p, n; parameter real V = 2, hold = 3, I_1 = 4; real I, _x; analog begin I = V * V(p, n); _x = hold * I; I(p, n) <+ _x + I + I_1; end endmodule";
        Model model = VerilogImport.Parse("m.va", Module).Model;
        Assert.Equal(2 * 0.5 * 4 + 4, new ModelInterpreter(model).Observe("device_current", [0.5], 0).Value, 14);
    }
}
