using System.Diagnostics;
using System.Text;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.VerilogA;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Tests.Models.VerilogA;

/// <summary>What is not translated is refused by line and column, with what to do; nothing is dropped, nothing hangs.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("@(cross(V(p) - 1, 1)) x = 1;", "5:3: events between steps")]
    [InlineData("@(timer(0, 1n)) x = 1;", "5:3: events in time")]
    [InlineData("x = transition(V(p), 0, 1n);", "5:5: transition is not translated")]
    [InlineData("x = laplace_nd(V(p), 1, 1);", "5:5: laplace_nd is not translated")]
    [InlineData("x = $rdist_normal(1, 0, 1);", "5:5: random numbers in the equations")]
    [InlineData("x = floor(V(p));", "5:5: floor jumps")]
    [InlineData("x = V(p) % 2;", "5:10: the remainder '%' jumps")]
    [InlineData("x = $abstime; I(p, n) <+ x;", "5:15: this depends on the time itself")]
    [InlineData("if (V(p) > 1) s = 1; else if (V(p) < 0.5) s = 0; I(p, n) <+ s;", "5:43: 's' keeps its value from step to step and jumps")]
    [InlineData("x = V(p, n); @(initial_step) s = x; I(p, n) <+ s;", "5:30: 's' is set at the first step only")]
    [InlineData("x = x + ($abstime - s); s = $abstime; if (x > 1) x = 0; I(p, n) <+ x;", "5:50: 'x' keeps its value from step to step and jumps")]
    [InlineData("I(p, n) <+ pow(V(p, n), 1e+400);", "5:25: the number 1e+400 is too large")]
    [InlineData("x = $realtime;", "5:5: $realtime is not translated")]
    [InlineData("while (V(p) > 1) x = 1;", "5:1: how often this loop goes round")]
    [InlineData("k = V(p);", "5:1: 'k' is an integer: this rounds")]
    [InlineData("x = k / 2;", "5:7: both sides are whole numbers")]
    [InlineData("x = y;", "5:5: there is no 'y'")]
    [InlineData("x = sqr(V(p));", "5:5: there is no function 'sqr'; did you mean 'sqrt'?")]
    [InlineData("z = 1;", "5:1: there is no variable 'z'")]
    [InlineData("R = 2;", "5:1: 'R' is a parameter and cannot be assigned")]
    [InlineData("V(p, n) <+ 1;", "5:1: this potential, without a resistance")]
    [InlineData("V(p, n) <+ exp(I(p, n));", "5:1: this potential is not linear in its own flow")]
    [InlineData("I(p, n) <+ exp(I(p, n));", "5:1: the flow of (p,n) follows from itself, and not linearly")]
    [InlineData("I(p, a) <+ V(p, a); I(a, n) <+ exp(V(a, n));", "2:30: the potential of the node 'a' cannot be solved for")]
    [InlineData("I(p, a) <+ exp(V(p, a)); I(p, a) <+ 1; I(a, b) <+ V(a, b); V(a, n) <+ 2 * I(p, a);", "5:60: the potential of 'a' follows from itself")]
    [InlineData("I(p, n) <+ V(a);", "1:8: the potential of the node 'a' is used, and nothing")]
    [InlineData("I(p, n) <+ V(q);", "5:12: there is no node or branch 'q'")]
    [InlineData("x = I(a, n); I(p, n) <+ x;", "5:5: the flow of (a,n) is used, and nothing is contributed to it")]
    [InlineData("if (V(p) > 1) V(p, n) <+ 2 * I(p, n);", "5:15: this potential is contributed on some ways only")]
    [InlineData("x = V(p) & 1;", "5:10: '&' works on bits")]
    [InlineData("x[1] = 2;", "5:2: arrays are not translated")]
    [InlineData("V(a) : V(p) == 0;", "5:6: indirect assignments")]
    [InlineData("x = `NOTHING;", "5:5: `NOTHING is not defined")]
    [InlineData("x = `P_Q;", "5:5: `P_Q is not defined; `include \"constants.vams\" is missing")]
    [InlineData("x = 1'b0;", "5:6: unexpected '''")]
    [InlineData("x = #;", "5:5: an expression is expected, not '#'")]
    [InlineData("x = 2 +;", "5:8: an expression is expected, not ';'")]
    [InlineData("x = I(<p>);", "5:5: the flow through a port")]
    [InlineData("I(<p>) <+ 1;", "5:1: the flow through a port")]
    [InlineData("x = $table_model(V(p), \"t.tbl\");", "5:5: $table_model is not translated, a table has no equation")]
    [InlineData("x = ddx(V(p), V(p, n));", "5:15: the derivative is by the potential of one node, V(a)")]
    [InlineData("x = ddx(V(p), R);", "5:15: the derivative is by a potential or a flow")]
    [InlineData("x = ddx(V(p));", "5:5: ddx takes an expression and a potential")]
    [InlineData("x = ddx(ddt(V(p)), V(p));", "5:5: ddx of a time derivative is not translated")]
    [InlineData("x = V(p) / ($abstime - s); s = $abstime; I(p, n) <+ x;", "5:42: this divides by the time step")]
    [InlineData("x = \u00b5;", "5:5: '\u00b5' is not a letter of Verilog-A: outside of comments")]
    [InlineData("$finish;", "5:1: $finish under a condition")]
    [InlineData("other #(.a(1)) o(p, n);", "5:1: a statement is expected, not 'other'")]
    [InlineData("x = ddt(ddt(V(p)));", "5:5: a derivative of a derivative")]
    [InlineData("if (V(p) > 0) x = idt(1, 0);", "5:19: idt inside of a condition")]
    public void EachHasItsPlace(string statement, string expected)
    {
        string module = $"module m(p, n);\ninout p, n; electrical p, n, a, b; parameter real R = 1;\nreal x, s; integer k;\nanalog begin\n{statement}\nend\nendmodule\n";
        VerilogException refusal = Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", module));
        Assert.True(refusal.Messages.Any(message => message.StartsWith(expected, StringComparison.Ordinal)), string.Join('\n', refusal.Messages));
        Assert.Equal(ExitCode.Usage, refusal.ExitCode);
    }

    /// <summary>Directly, through another one, and on one way of a choice; what a function is given may come from itself.</summary>
    [Theory]
    [InlineData("f = a > 0 ? f(a - 1) : 0;", "3:60: the function 'f' calls itself")]
    [InlineData("if (abs(a) < 5) f = a / 2; else f = 0 * f(5 / 0);", "3:88: the function 'f' calls itself")]
    [InlineData("f = g(a);", "4:46: the function 'f' calls itself")]
    [InlineData("f = 2 * a;", null)]
    public void FunctionsDoNotCallThemselves(string body, string? expected)
    {
        string module = $"module m(p, n);\ninout p, n; electrical p, n;\nanalog function real f; input a; real a; begin {body} end endfunction\n"
            + "analog function real g; input a; real a; g = f(a); endfunction\nanalog I(p, n) <+ 1n * f(f(V(p, n)));\nendmodule\n";
        if (expected is null)
            Assert.NotNull(VerilogImport.Parse("m.va", module));
        else
            Assert.Contains(Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", module)).Messages, message => message.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void AllFaultsComeAtOnceWithTheirLines()
    {
        const string Module = "module m(p, n);\n  inout p, n; electrical p, n;\n  real x;\n  analog begin\n    x = ceil(V(p));\n    x = y;\n    I(p, n) <+ floor(V(q));\n  end\nendmodule\n";
        VerilogException refusal = Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", Module));
        Assert.Equal(3, refusal.Messages.Count);
        Assert.Contains("The module cannot be translated, for 3 reasons:", refusal.Message);
        Assert.Contains("m.va:6:9: there is no 'y'", refusal.Message);
        Assert.Contains("  6 |     x = y;\n    |         ^", refusal.Message);
    }

    /// <summary>A file that ends anywhere is refused, and says where it ends.</summary>
    [Fact]
    public void TruncatedFilesAreRefused()
    {
        string whole = File.ReadAllText(ImportedModuleTests.PathOf("reram.va"));
        int end = whole.LastIndexOf("endmodule", StringComparison.Ordinal);
        for (int length = 0; length < end; length += 97)
            Assert.ThrowsAny<BrunoException>(() => VerilogImport.Parse("reram.va", whole[..length]));
        VerilogException refusal = Assert.Throws<VerilogException>(() => VerilogImport.Parse("reram.va", whole[..(end - 10)]));
        Assert.Contains(refusal.Messages, message => message.Contains("is it complete?", StringComparison.Ordinal));
        Assert.Throws<VerilogException>(() => VerilogImport.Parse("empty.va", ""));
    }

    /// <summary>Nesting, chains, macros and loops without end, and sheer size: refused in seconds, without a fault of the stack.</summary>
    [Theory]
    [InlineData("parentheses")]
    [InlineData("unary")]
    [InlineData("power")]
    [InlineData("blocks")]
    [InlineData("chain")]
    [InlineData("conditions")]
    [InlineData("choices")]
    [InlineData("macros")]
    [InlineData("empty macros")]
    [InlineData("itself")]
    [InlineData("recursion")]
    [InlineData("loop")]
    [InlineData("statements")]
    [InlineData("squares")]
    [InlineData("binary")]
    public void HugeFilesAreRefused(string kind)
    {
        StringBuilder head = new(), body = new();
        string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
        switch (kind)
        {
            case "parentheses":
                body.Append("x = ").Append('(', 100_000).Append('1').Append(')', 100_000).Append(';');
                break;
            case "unary":
                body.Append("x = ").Append('-', 100_000).Append("1;");
                break;
            case "power":
                body.Append("x = 1").Append(Repeat(" ** (1", 5000)).Append(')', 5000).Append(';');
                break;
            case "blocks":
                body.Append(Repeat("begin ", 100_000)).Append(Repeat("end ", 100_000));
                break;
            case "chain":
                body.Append("x = V(p)").Append(Repeat(" + V(p)", 100_000)).Append(';');
                break;
            case "conditions":
                body.Append(Repeat("if (V(p) > x) x = 1; else ", 100_000)).Append("x = 2;");
                break;
            case "choices":
                body.Append("x = ").Append(Repeat("V(p) > x ? 1 : ", 50_000)).Append("1;");
                break;
            case "macros":
                head.Append("`define M0 V(p) + V(p)\n");
                for (int index = 1; index < 40; ++index)
                    head.Append($"`define M{index} `M{index - 1} + `M{index - 1}\n");
                body.Append("x = `M39;");
                break;
            case "empty macros":
                head.Append("`define M0\n");
                for (int index = 1; index < 40; ++index)
                    head.Append($"`define M{index} `M{index - 1} `M{index - 1}\n");
                body.Append("x = `M39 1;");
                break;
            case "itself":
                head.Append("`define A `B\n`define B `A\n");
                body.Append("x = `A;");
                break;
            case "recursion":
                head.Append(' ');
                body.Append("x = f(V(p));");
                break;
            case "loop":
                body.Append("for (k = 0; k < 1; k = k) x = 1;");
                break;
            case "statements":
                body.Append(Repeat("x = x + V(p) * x;\n", 60_000));
                break;
            case "squares":
                body.Append("x = V(p);").Append(Repeat("if (x > s) x = x * x + 1; else x = x - s * x;\n", 3000)).Append("I(p, n) <+ x;");
                break;
            default:
                body.Append(Repeat("\u0001\u0002$$((", 20_000));
                break;
        }

        string function = kind == "recursion" ? "analog function real f; input a; real a; f = f(a) + 1; endfunction" : "";
        string module = $"{head}module m(p, n);\ninout p, n; electrical p, n; real x, s; integer k; {function}\nanalog begin\n{body}\nend\nendmodule\n";
        Stopwatch watch = Stopwatch.StartNew();
        VerilogException refusal = Assert.Throws<VerilogException>(() => VerilogImport.Parse("huge.va", module));
        Assert.InRange(refusal.Messages.Count, 1, 50);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    /// <summary>Powers that no dimension has are translated or refused; looking for one did not end.</summary>
    [Theory]
    [InlineData("1e300")]
    [InlineData("1000")]
    [InlineData("-2")]
    public void PowersOfPowersEnd(string power)
    {
        string text = Enumerable.Range(0, 12).Aggregate("V(p, n)", (inner, _) => $"pow({inner}, {power})");
        Exception? refusal = Record.Exception(() => VerilogImport.Parse("m.va", $"module m(p, n); inout p, n; electrical p, n; analog I(p, n) <+ 1e-9 * {text}; endmodule"));
        Assert.True(refusal is null or BrunoException, refusal?.ToString());
    }

    [Theory]
    [InlineData("[membrane]\ncapacity = 1", "circuit.toml:2:1: membrane.capacity: unknown key")]
    [InlineData("[membrane]\ncapacitance = \"1 nS\"", "circuit.toml:2:1: membrane.capacitance: expected a number in F")]
    [InlineData("[terminals]\np = \"top\"", "circuit.toml:2:1: terminals.p: must be one of membrane, ground, supply, open")]
    [InlineData("[units]\nR = \"kohm\"", "circuit.toml:2:1: units.R: must be a unit of SI without prefix")]
    public void FaultsOfTheCircuitHaveTheirPlace(string circuit, string expected)
    {
        BrunoException refusal = Assert.ThrowsAny<BrunoException>(() => VerilogImport.Parse("m.va", "module m(p, n); inout p, n; electrical p, n; analog I(p, n) <+ V(p, n); endmodule", circuit));
        Assert.Contains(expected, refusal.Message);
    }

    [Theory]
    [InlineData("[parameters]\nR = 1", "the circuit gives the parameter 'R', which the module does not have")]
    [InlineData("[terminals]\nq = \"open\"", "the circuit places the terminal 'q', which the module does not have")]
    [InlineData("[variables.x]\nlow = 1", "the circuit speaks of the variable 'x', which the device does not have")]
    [InlineData("module = \"k\"", "there is no module 'k' in this file; there are m")]
    public void TheCircuitIsAboutTheModule(string circuit, string expected)
    {
        VerilogException refusal = Assert.Throws<VerilogException>(() => VerilogImport.Parse("m.va", "module m(p, n); inout p, n; electrical p, n; analog I(p, n) <+ V(p, n); endmodule", circuit));
        Assert.Contains(expected, refusal.Message);
    }
}
