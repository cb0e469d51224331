using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
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
    public static TheoryData<string> Names => [.. ModelLibrary.Names];

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
        private const double Second = 1e-3, Ampere = 1e-9;

        private readonly double[] units = [.. model.Variables.Select(variable => DeviceUnits.Of(variable.Scale.Dimension))];

        public bool With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
        {
            ModelInterpreter interpreter = new(model, holds: holds);
            Random random = new(5);
            double[] lower = interpreter.Lower, upper = interpreter.Upper;
            Dictionary<(int Of, int By), List<(double Wanted, double Found)>> all = [];
            for (int i = 0; i < States; ++i)
            {
                double[] state = [.. lower.Zip(upper, (low, high) => low + random.NextDouble() * (high - low))];
                double input = model.Input.Low + random.NextDouble() * (model.Input.High - model.Input.Low);
                TState own = Of<TState>(state);
                Float64 current = new(input / Ampere);
                Jet[] wanted = interpreter.Rates(state, input);
                RateDerivatives<Float64, TState, TMatrix> found = holds == HoldChoice.None ? devices[0].Differentiate<Kept>(own, current) : devices[0].Differentiate<Held>(own, current);
                for (int of = 0; of < units.Length; ++of)
                {
                    double perSecond = units[of] / Second;
                    Add(of, -1, wanted[of].Value, found.Rates[of].Number * perSecond);
                    Assert.Equal(found.Rates[of].Number, devices[0].Rates(own, current)[of].Number, 1e-12 * Math.Abs(found.Rates[of].Number));
                    for (int by = 0; by < units.Length; ++by)
                        Add(of, by, wanted[of].Slope(by), found.ByState[by][of].Number * perSecond / units[by]);
                    Add(of, units.Length, wanted[of].Slope(units.Length), found.ByInput[of].Number * perSecond / Ampere);
                }

                Compare(interpreter, devices[0], own, state);
            }

            // Sums of what nearly cancels: each is compared with itself and a trillionth of the largest of its kind.
            foreach (((int of, int by), List<(double Wanted, double Found)> pairs) in all)
            {
                double largest = pairs.Max(pair => Math.Abs(pair.Wanted));
                Assert.All(pairs, pair => Assert.True(
                    Math.Abs(pair.Wanted - pair.Found) <= 1e-10 * Math.Abs(pair.Wanted) + 1e-12 * largest, $"{of} by {by}: {pair.Found} for {pair.Wanted}"));
            }

            return true;

            void Add(int of, int by, double wanted, double found)
            {
                if (!all.TryGetValue((of, by), out List<(double, double)>? pairs))
                    all.Add((of, by), pairs = []);
                pairs.Add((wanted, found));
            }
        }

        /// <summary>When it fires, where a spike puts it, and what is shown of it.</summary>
        private void Compare<TDevice, TState, TMatrix>(ModelInterpreter interpreter, IDevice<TDevice, Float64, TState, TMatrix> device, TState own, double[] state)
            where TDevice : unmanaged, IDevice<TDevice, Float64, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, Float64>
            where TMatrix : unmanaged, IMatrix<TMatrix, Float64, TState>
        {
            Assert.Equal(interpreter.Fires(state, 0), device.Fires(own));
            Assert.Equal(device.Fires(own), device.Excess(own).Number >= 0);
            double[] reset = interpreter.Reset(state);
            TState after = device.Reset(own);
            for (int i = 0; i < units.Length; ++i)
                Assert.Equal(reset[i], after[i].Number * units[i], 1e-12 * Math.Abs(reset[i]));
            foreach ((int index, ModelQuantity shown) in model.Observables.Index())
            {
                double wanted = interpreter.Observe(shown.Name, state, 1e-9).Value;
                double found = device.Observable(index, own, new Float64(1e-9 / Ampere)).Number * DeviceUnits.Of(shown.Value.Dimension);
                Assert.Equal(wanted, found, 1e-10 * Math.Abs(wanted) + 1e-30);
            }
        }

        private TState Of<TState>(double[] state)
            where TState : unmanaged, INumbers<TState, Float64>
        {
            TState own = TState.All(new(0));
            for (int i = 0; i < state.Length; ++i)
                own = own.With(i, new(state[i] / units[i]));
            return own;
        }
    }
}
