using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Every part of the language, compiled: values and derivatives are those of the interpreter, at singular points too.</summary>
public sealed class CompiledExpressionTests
{
    private static readonly double[] Points = [-3, -1, -0.5, -0.3, -1e-9, 0, 1e-9, 0.3, 0.4999, 0.5, 1, 2, 40];

    public static TheoryData<string> Expressions =>
    [
        "x + p", "p - x", "x - p", "x * p * 3", "2 * x / p / y", "p / (x + 5)", "-x", "-(p) * x", "x * y / (x + 7)", "3 - 2 * x - y",
        "x ^ 2", "x ^ 3", "x ^ -2", "(x + 4) ^ 0.5", "x ^ 1", "x ^ 0", "x ^ 1.7", "abs(x) ^ 1.7", "x ^ p", "x ^ whole", "x ^ odd", "(abs(x) + 0.1) ^ y",
        "p ^ x", "abs(x) ^ (y + 1)", "x ^ 17", "(x + 1) ^ one",
        "exp(x)", "expm1(x)", "exprel(x)", "exprel(x / 1000)", "log(x + 4)", "sqrt(x + 4)", "abs(x)", "sign(x)", "sinh(x)", "cosh(x)", "tanh(x)",
        "sin(x)", "cos(x)", "atan(x)", "sin(x * 1000)", "cos(p * x - 3)", "atan(100 * x)", "atan(x / 1000)", "sin(p) * x + cos(y)",
        "tanh(x * 100)", "sinh(x / 100)", "min(x, 1)", "max(x, y)", "min(x, x)", "max(p, 0.5) * x", "min(sign(x), 0.5) + x", "hold(x ^ 2)", "hold_slow(x ^ 2)",
        "if(x > 0, x ^ 2, -x)", "if(x >= 0.5, 1, x)", "if(x <= 0.5, x, y)", "if(x < 0.5 and y > 0, x, y)", "if(x < 0.5 or x > 1, x, y)",
        "if(not x == 0.5, x, 3)", "if(x != 0.5, x, 3)", "if(p > 1, x, y)", "if(x > p, if(y > 0, 1, 2), x) * x", "if(x > 0, sqrt(x), 0)", "if(x > 0, log(x), x)",
    ];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void AnExpressionIsWhatTheInterpreterSays(string expression)
    {
        foreach (HoldChoice holds in new[] { HoldChoice.None, HoldChoice.Slow, HoldChoice.All })
        {
            Model model = Model.Parse("test", Text(expression));
            new TextModel("test", model).Use([new Dictionary<string, double>()], new Comparison(model, holds));
        }
    }

    private static string Text(string expression) => $$"""
        description = "a test"
        potential = "V"
        [parameters]
        p = { value = 1.3, unit = "" }
        one = { value = 1, unit = "" }
        whole = { value = 2, unit = "" }
        odd = { value = 3, unit = "" }
        [variables.V]
        unit = "V"
        rate = "(I - x * 1 pA) / 1 pF"
        initial = 0
        reset = 0
        low = -50
        high = 50
        [variables.y]
        unit = ""
        rate = "({{expression}}) / 1 ms"
        initial = 0.7
        reset = 0.7
        low = -2
        high = 2
        [quantities]
        x = "V / 1 V"
        [spike]
        when = "V >= 1 V"
        """;

    private sealed class Comparison(Model model, HoldChoice holds) : IDeviceUse<Float64, bool>
    {
        public bool With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
        {
            ModelInterpreter interpreter = new(model, holds: holds);
            foreach (double x in Points)
            {
                Jet wanted = interpreter.Rates([x, 0.7], 0)[1];
                TState state = TState.All(new(x)).With(1, new(0.7));
                RateDerivatives<Float64, TState, TMatrix> found = holds switch
                {
                    HoldChoice.All => devices[0].Differentiate<Held>(state, new(0)),
                    HoldChoice.Slow => devices[0].Differentiate<RatesKept>(state, new(0)),
                    _ => devices[0].Differentiate<Kept>(state, new(0)),
                };
                AreClose(wanted.Value * 1e-3, found.Rates[1].Number, $"x = {x}");
                // Infinite derivatives are what 'devices check' warns of; the compiled form leaves some of them out.
                if (wanted.IsFinite)
                {
                    AreClose(wanted.Slope(0) * 1e-3, found.ByState[0][1].Number, $"by x at x = {x}");
                    AreClose(wanted.Slope(1) * 1e-3, found.ByState[1][1].Number, $"by y at x = {x}");
                }
            }

            return true;
        }

        private static void AreClose(double wanted, double found, string where)
        {
            if (!double.IsFinite(wanted))
                Assert.Equal(wanted, found);
            else
                Assert.True(Math.Abs(wanted - found) <= 1e-11 * Math.Abs(wanted) + 1e-15, $"{found} for {wanted}, {where}");
        }
    }
}
