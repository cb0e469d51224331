using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Models;
using Bruno.Gpu.Models.Compilation;
using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Models;

/// <summary>Models as text, compiled: they are what the interpreter says, and pass where those written in C# do.</summary>
[Collection(typeof(CpuTests))]
public sealed class CompiledModelTests(CpuBackend backend) : DeviceTests(backend)
{
    public static TheoryData<string> Names => [.. ModelLibrary.Names.Where(name => TextModel.FaultOf(ModelLibrary.Find(name)) is null)];

    public static TheoryData<string, string> Files
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (string file in ConformanceSuite.Files(GoldenFile.Folder).Select(path => Path.GetFileName(path)))
            {
                foreach (string model in new[] { "felif", "heracles" })
                {
                    if (file.Contains(model, StringComparison.Ordinal) && !file.Contains("_trace", StringComparison.Ordinal))
                        data.Add(model, file);
                }
            }

            return data;
        }
    }

    /// <summary>Rates and all derivatives, at random states within the bounds and inputs within those that it is meant for.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void RatesAreThoseOfTheInterpreter(string name)
    {
        Model model = ModelLibrary.Find(name);
        new TextModel(name, model).Use([new Dictionary<string, double>()], new Comparison(model, HoldChoice.None));
    }

    /// <summary>What BRUNO holds has no derivatives in the compiled form either.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void WhatIsHeldHasNoDerivatives(string name)
    {
        Model model = ModelLibrary.Find(name);
        new TextModel(name, model).Use([new Dictionary<string, double>()], new Comparison(model, HoldChoice.All));
    }

    /// <summary>Every conformance vector of FeLIF and Heracles, with the same equations as text.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void ConformanceVectorsPassAsText(string name, string file)
    {
        NeuronCheck check = (name == "felif" ? NeuronCheck.Felif : NeuronCheck.Heracles).Of(new TextModel(name, ModelLibrary.Find(name)));
        GoldenElement golden = GoldenElement.Parse(File.ReadAllText(Path.Combine(GoldenFile.Folder, file)));
        Deviation[] deviations = [.. check.Run(golden, Device, Precision.Double)];
        Assert.Contains(deviations, deviation => deviation.Tolerance is not null);
        Assert.All(deviations, deviation => Assert.True(
            deviation.Passed, $"{deviation.Quantity} is {deviation.Value:E2} off, at most {deviation.Tolerance:E2} is right"));
    }

    /// <summary>A text of another content is another model, whatever its name; the same is compiled once.</summary>
    [Fact]
    public void CompiledFormsAreKeptByContent()
    {
        string felif = new DeviceCode(ModelLibrary.Find("felif")).Text;
        Assert.Same(ModelCompiler.Compile(felif), ModelCompiler.Compile(felif));
        Assert.NotSame(ModelCompiler.Compile(felif), ModelCompiler.Compile(new DeviceCode(ModelLibrary.Find("heracles")).Text));
    }

    /// <summary>Nothing of a text gets into the code but the shape of its equations: no name of it is in there.</summary>
    [Fact]
    public void NoTextGetsIntoTheCode()
    {
        Model model = ModelLibrary.Find("vteam");
        string code = new DeviceCode(model).Text;
        Assert.All(
            model.Parameters.Select(parameter => parameter.Name).Concat(model.Quantities.Select(quantity => quantity.Name)).Append(model.Description),
            name => Assert.DoesNotContain(name, code, StringComparison.Ordinal));
    }

    private sealed class Comparison(Model model, HoldChoice holds) : IDeviceUse<Float64, bool>
    {
        private const int States = 200;

        public bool With<TDevice>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64>
        {
            ModelInterpreter interpreter = new(model, holds: holds);
            Random random = new(5);
            double[] lower = interpreter.Lower, upper = interpreter.Upper, largest = new double[8];
            List<(double Deviation, double Value, int Kind)> all = [];
            double[] units = [.. model.Variables.Select(variable => DeviceUnits.Of(variable.Scale.Dimension))];
            for (int i = 0; i < States; ++i)
            {
                double[] state = [.. lower.Zip(upper, (low, high) => low + random.NextDouble() * (high - low))];
                double input = model.Input.Low + random.NextDouble() * (model.Input.High - model.Input.Low);
                Jet[] expected = interpreter.Rates(state, input);
                double[] found = holds == HoldChoice.None ? Evaluate<TDevice, Kept>(devices[0], state, input, units) : Evaluate<TDevice, Held>(devices[0], state, input, units);
                for (int variable = 0; variable < 2; ++variable)
                {
                    double[] wanted = [expected[variable].Value, expected[variable].Slope(0), expected[variable].Slope(1), expected[variable].Slope(2)];
                    for (int kind = 0; kind < 4; ++kind)
                    {
                        int at = 4 * variable + kind;
                        all.Add((Math.Abs(found[at] - wanted[kind]), Math.Abs(wanted[kind]), at));
                        largest[at] = Math.Max(largest[at], Math.Abs(wanted[kind]));
                    }
                }
            }

            // Sums of what nearly cancels: the rates of a state are compared with themselves and a billionth of the largest.
            Assert.All(all, entry => Assert.True(
                entry.Deviation <= 1e-10 * entry.Value + 1e-12 * largest[entry.Kind], $"{entry.Kind}: {entry.Deviation} of {entry.Value}"));
            Assert.True(largest[0] > 0);
            return true;
        }

        /// <summary>The rates in SI units, each followed by its derivatives by both variables and the input.</summary>
        private static double[] Evaluate<TDevice, THold>(TDevice device, double[] state, double input, double[] units)
            where TDevice : unmanaged, IDevice<TDevice, Float64>
            where THold : unmanaged, IHoldPolicy
        {
            const double Second = 1e-3, Ampere = 1e-9;
            DeviceState<Dual<Float64, THold, Partials<Float64>>> rates = RateDifferentiation.Evaluate<TDevice, Float64, THold>(
                device, new(new(state[0] / units[0]), new(state[1] / units[1])), new(input / Ampere));
            return [.. InSi(rates.Potential, units[0]), .. InSi(rates.Internal, units[1])];

            double[] InSi(Dual<Float64, THold, Partials<Float64>> rate, double unit) =>
            [
                rate.Value.Number * unit / Second, rate.Partials.ByPotential.Number * unit / Second / units[0],
                rate.Partials.ByInternal.Number * unit / Second / units[1], rate.Partials.ByInput.Number * unit / Second / Ampere,
            ];
        }
    }
}
