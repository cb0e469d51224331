using Bruno.Gpu.Configuration;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using Bruno.Gpu.Tests.Backends;
using Bruno.Oracle;

namespace Bruno.Gpu.Tests.Optimizers;

/// <summary>The optimizers against the oracle over several steps, with gradient clipping and without.</summary>
public abstract class OptimizerTests(Backend backend) : DeviceTests(backend)
{
    private const int Steps = 7;

    /// <summary>The sum of squares is taken in 64 chunks: lengths around and far above that.</summary>
    public static TheoryData<OptimizerKind, int> KindsAndLengths
    {
        get
        {
            TheoryData<OptimizerKind, int> data = [];
            foreach (OptimizerKind kind in Enum.GetValues<OptimizerKind>())
            {
                foreach (int length in new[] { 1, 63, 64, 65, 127, 1000, 10_007 })
                    data.Add(kind, length);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndLengths))]
    public void StepsAreThoseOfTheOracle(OptimizerKind kind, int length)
    {
        AssertAgrees<Float64>(kind, length, clipNorm: 0, 1e-12);
        AssertAgrees<Float32>(kind, length, clipNorm: 0, 2e-5);
    }

    /// <summary>The norms are about 0.6 sqrt(length), falling and rising over the steps across the limit.</summary>
    [Theory]
    [MemberData(nameof(KindsAndLengths))]
    public void GradientsAreClippedToTheirLargestNorm(OptimizerKind kind, int length)
    {
        AssertAgrees<Float64>(kind, length, clipNorm: 0.5 * Math.Sqrt(length), 1e-12);
        AssertAgrees<Float64>(kind, length, clipNorm: 1e-3, 1e-11);
        AssertAgrees<Float64>(kind, length, clipNorm: 1e6, 1e-12);
        AssertAgrees<Float32>(kind, length, clipNorm: 0.5 * Math.Sqrt(length), 2e-5);
    }

    /// <summary>The mean is that of all steps until there are as many as it looks back, and forgets them exponentially then.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void TheMeanIsTakenOverSteps(int batches)
    {
        double[][] gradients = Gradients(1000);
        using ParameterStore<Float64> parameters = Store<Float64>(1000);
        using Optimizer<Float64> optimizer = new(Device, parameters, new());
        using ParameterAverage<Float64> average = new(Device, parameters, batches);
        double[] mean = new double[1000];
        for (int step = 1; step <= gradients.Length; ++step)
        {
            ConformanceBuffers.Upload(parameters.Gradients, Device.Accelerator.DefaultStream, gradients[step - 1]);
            optimizer.Step(0.1);
            average.Take(optimizer.Steps);
            double[] values = parameters.Export();
            double share = 1.0 / Math.Min(step, batches);
            for (int i = 0; i < mean.Length; ++i)
                mean[i] = (1 - share) * mean[i] + share * values[i];
        }

        double[] trained = parameters.Export(), found = average.Export();
        Assert.All(mean.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
        average.Exchange();
        Assert.Equal(found, parameters.Export());
        Assert.Equal(trained, average.Export());
        average.Exchange();
        Assert.Equal(trained, parameters.Export());
    }

    /// <summary>A run that goes on from an export ends with the bits of one that never stopped.</summary>
    [Theory]
    [InlineData(OptimizerKind.Adamax)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void AnExportGoesOnWhereItWas(OptimizerKind kind)
    {
        double[][] gradients = Gradients(100);
        OptimizerOptions options = new() { Name = kind };
        using ParameterStore<Float32> whole = Store<Float32>(100), parts = Store<Float32>(100);
        using Optimizer<Float32> always = new(Device, whole, options), before = new(Device, parts, options), after = new(Device, parts, options);
        for (int step = 0; step < Steps; ++step)
        {
            Take(always, whole, gradients[step]);
            if (step < 3)
                Take(before, parts, gradients[step]);
        }

        (double[] first, double[] second) = before.Export();
        after.Import(before.Steps, first, second);
        for (int step = 3; step < Steps; ++step)
            Take(after, parts, gradients[step]);
        Assert.Equal(Steps, after.Steps);
        Assert.Equal(whole.Export(), parts.Export());
    }

    /// <summary>Gradients whose squares no float can hold are clipped to the norm as any others: the step is that of the same direction.</summary>
    [Theory]
    [InlineData(1e25)]
    [InlineData(3e37)]
    public void ANormWhoseSquareOverflowsIsClipped(double size)
    {
        double[] direction = Gradients(1000)[0];
        OptimizerOptions options = new() { Name = OptimizerKind.Sgd, Momentum = 0, ClipNorm = 0.5 };
        using ParameterStore<Float32> store = Store<Float32>(1000);
        using Optimizer<Float32> optimizer = new(Device, store, options);
        double[] before = store.Export();
        Take(optimizer, store, [.. direction.Select(g => g * size)]);
        double[] moved = [.. before.Zip(store.Export(), (old, now) => (old - now) / 0.01)];
        double norm = Math.Sqrt(direction.Sum(g => g * g));
        Assert.Equal(0.5, Math.Sqrt(moved.Sum(m => m * m)), 1e-4);
        Near.Absolute([[.. direction.Select(g => 0.5 * g / norm)]], [moved], 1e-5);
        Assert.Null(optimizer.FindNonFinite());
    }

    /// <summary>The first array whose gradient is not finite is remembered, though all are lost afterwards; of several the one nearest the loss.</summary>
    [Theory]
    [InlineData(0, "a", double.NaN)]
    [InlineData(32, "a", double.PositiveInfinity)]
    [InlineData(33, "b", double.NegativeInfinity)]
    [InlineData(66, "b", double.NaN)]
    public void AGradientThatIsNotFiniteIsNamed(int element, string name, double value)
    {
        foreach (OptimizerKind kind in Enum.GetValues<OptimizerKind>())
        {
            using ParameterStore<Float32> store = Store<Float32>(67);
            using Optimizer<Float32> optimizer = new(Device, store, new OptimizerOptions { Name = kind, ClipNorm = 1 });
            double[] gradient = Gradients(67)[0];
            Take(optimizer, store, gradient);
            Assert.Null(optimizer.FindNonFinite());
            gradient[element] = value;
            Take(optimizer, store, gradient);
            Take(optimizer, store, [.. Enumerable.Repeat(double.NaN, 67)]);
            Assert.Equal(name, optimizer.FindNonFinite()?.Name);
        }
    }

    /// <summary>A gradient may be finite where what is made of it is not: its square, or the parameter after the step.</summary>
    [Theory]
    [InlineData(OptimizerKind.Adam, 1e25, 0.01)]
    [InlineData(OptimizerKind.Sgd, 1e30, 1e20)]
    [InlineData(OptimizerKind.Adamax, 1, 1e39)]
    public void WhatIsMadeOfAFiniteGradientIsWatched(OptimizerKind kind, double size, double rate)
    {
        using ParameterStore<Float32> store = Store<Float32>(67);
        using Optimizer<Float32> optimizer = new(Device, store, new OptimizerOptions { Name = kind });
        Take(optimizer, store, [.. Enumerable.Repeat(size, 67)], rate);
        Assert.NotNull(optimizer.FindNonFinite());
        optimizer.Import(0, new double[67], new double[kind == OptimizerKind.Sgd ? 0 : 67]);
        Assert.Null(optimizer.FindNonFinite());
    }

    [Fact]
    public void AGradientOfZeroMovesNothing()
    {
        foreach (OptimizerKind kind in Enum.GetValues<OptimizerKind>())
        {
            using ParameterStore<Float64> store = Store<Float64>(10);
            using Optimizer<Float64> optimizer = new(Device, store, new OptimizerOptions { Name = kind, ClipNorm = 1 });
            double[] before = store.Export();
            Take(optimizer, store, new double[10]);
            Assert.Equal(before, store.Export());
        }
    }

    /// <summary>Each kind of parameter by an oracle of its own rate and decay; the norm that is clipped is that of all gradients as they are.</summary>
    [Theory]
    [InlineData(OptimizerKind.Adamax)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void EachKindOfParameterHasItsRate(OptimizerKind kind)
    {
        const double Rate = 0.01, Decay = 0.3, ClipNorm = 2;
        (string Name, int Length, double Factor, bool Decays)[] arrays =
            [("0.linear.weights", 70, 1, true), ("0.linear.bias", 1, 3, false), ("1.lif.recurrent", 65, 0.25, true), ("1.lif.decays", 2, 0, false)];
        ParameterLayout layout = new();
        RandomArrays random = new(92);
        foreach ((string name, int length, _, _) in arrays)
            layout.Declare(name, [length], random.Vector(length, -1, 1));
        using ParameterStore<Float64> store = new(Device, layout);
        using Optimizer<Float64> optimizer = new(Device, store, new OptimizerOptions
        {
            Name = kind, ClipNorm = ClipNorm, WeightDecay = Decay,
            Rates = new Dictionary<string, double> { ["bias"] = 3, ["recurrent"] = 0.25, ["decays"] = 0 },
        });
        double[] start = store.Export();
        double[][] expected = [.. layout.Parameters.Select(p => start[p.Offset..(p.Offset + p.Length)])];
        Action<double[], double[]>[] oracles = [.. arrays.Select<(string, int, double Factor, bool), Action<double[], double[]>>(array => kind switch
        {
            OptimizerKind.Adam => new AdamOracle(Rate * array.Factor, 0.9, 0.995, 1e-8).Step,
            OptimizerKind.Sgd => new SgdOracle(Rate * array.Factor, 0.9).Step,
            _ => new AdamaxOracle(Rate * array.Factor).Step,
        })];
        foreach (double[] gradient in Gradients(layout.Length))
        {
            double norm = Math.Sqrt(gradient.Sum(g => g * g)), clip = norm > ClipNorm ? ClipNorm / norm : 1;
            for (int i = 0; i < arrays.Length; ++i)
            {
                double[] before = [.. expected[i]];
                Parameter p = layout.Parameters[i];
                oracles[i](expected[i], [.. gradient[p.Offset..(p.Offset + p.Length)].Select(g => g * clip)]);
                for (int j = 0; arrays[i].Decays && j < before.Length; ++j)
                    expected[i][j] -= Rate * arrays[i].Factor * Decay * before[j];
            }

            Take(optimizer, store, gradient, Rate);
            Near.Absolute([[.. expected.SelectMany(values => values)]], [store.Export()], 1e-12);
        }

        Parameter frozen = layout.Parameters[^1];
        Assert.Equal(start[frozen.Offset..], store.Export()[frozen.Offset..]);
    }

    /// <summary>A factor of 1 for all and bounds far away change no bit.</summary>
    [Theory]
    [InlineData(OptimizerKind.Adamax)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void RatesOfOneAreNone(OptimizerKind kind)
    {
        using ParameterStore<Float32> plain = Store<Float32>(100), ruled = Store<Float32>(100);
        using Optimizer<Float32> without = new(Device, plain, new OptimizerOptions { Name = kind });
        using Optimizer<Float32> with = new(
            Device, ruled, new OptimizerOptions { Name = kind, Rates = new Dictionary<string, double> { ["a"] = 1, ["b"] = 1 }, WeightDecay = 0.1 });
        foreach (double[] gradient in Gradients(100))
        {
            Take(without, plain, gradient);
            Take(with, ruled, gradient);
        }

        Assert.Equal(plain.Export(), ruled.Export());
    }

    [Fact]
    public void BoundsHold()
    {
        ParameterLayout layout = new();
        layout.Declare("a", [2], [0.0, 0.0]);
        layout.Declare("0.delay.delays", [4], () => [0.0, 3, 1.5, 1.5]);
        ParameterLayout bounded = new();
        bounded.Declare("a", [2], [0.0, 0.0]);
        bounded.Declare("0.delay.delays", [4], () => [0.0, 3, 1.5, 1.5], low: 0, high: 3);
        using ParameterStore<Float64> free = new(Device, layout), kept = new(Device, bounded);
        foreach (ParameterStore<Float64> store in (ParameterStore<Float64>[])[free, kept])
        {
            using Optimizer<Float64> optimizer = new(Device, store, new OptimizerOptions { Name = OptimizerKind.Sgd, Momentum = 0 });
            Take(optimizer, store, [1, -1, 1, -1, 9, -0.5], 1);
        }

        Assert.Equal([-1, 1, -1, 4, -7.5, 2], free.Export());
        Assert.Equal([-1, 1, 0, 3, 0, 2], kept.Export());
    }

    [Fact]
    public void ARateOfNoKindIsRefused()
    {
        using ParameterStore<Float32> store = Store<Float32>(10);
        OptimizerOptions options = new() { Rates = new Dictionary<string, double> { ["c"] = 2 } };
        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => new Optimizer<Float32>(Device, store, options));
        Assert.Contains("optimizer.rates.c: is no kind of parameter that is trained: a, b", refusal.Message);
    }

    private static double[][] Gradients(int length) => [.. new RandomArrays(90).Matrix(Steps, length, -1, 1)
        .Select((row, step) => row.Select((g, i) => i % 11 == 3 ? 0 : g * (step % 3 == 1 ? 0.2 : 1)).ToArray())];

    private void AssertAgrees<T>(OptimizerKind kind, int length, double clipNorm, double tolerance)
        where T : unmanaged, IReal<T>
    {
        const double Rate = 0.01;
        Action<double[], double[]> oracle = kind switch
        {
            OptimizerKind.Adam => new AdamOracle(Rate, 0.8, 0.99, 1e-7).Step,
            OptimizerKind.Sgd => new SgdOracle(Rate, 0.7).Step,
            _ => new AdamaxOracle(Rate, 0.8, 0.99, 1e-7).Step,
        };
        using ParameterStore<T> store = Store<T>(length);
        using Optimizer<T> optimizer = new(Device, store, new OptimizerOptions
        {
            Name = kind, Beta1 = 0.8, Beta2 = 0.99, Epsilon = 1e-7, Momentum = 0.7, ClipNorm = clipNorm,
        });
        double[] expected = store.Export();
        foreach (double[] gradient in Gradients(length))
        {
            double norm = Math.Sqrt(gradient.Sum(g => g * g));
            double factor = clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
            oracle(expected, [.. gradient.Select(g => g * factor)]);
            Take(optimizer, store, gradient, Rate);
            Near.Absolute([expected], [store.Export()], tolerance);
        }

        Assert.Equal(Steps, optimizer.Steps);
    }

    private ParameterStore<T> Store<T>(int length)
        where T : unmanaged, IReal<T>
    {
        ParameterLayout layout = new();
        RandomArrays random = new(91);
        layout.Declare("a", [length / 2], random.Vector(length / 2, -1, 1));
        layout.Declare("b", [length - length / 2, 1], random.Vector(length - length / 2, -1, 1));
        return new ParameterStore<T>(Device, layout);
    }

    private void Take<T>(Optimizer<T> optimizer, ParameterStore<T> store, double[] gradient, double rate = 0.01)
        where T : unmanaged, IReal<T>
    {
        ConformanceBuffers.Upload(store.Gradients, Device.Accelerator.DefaultStream, gradient);
        optimizer.Step(rate);
    }
}

/// <inheritdoc/>
[Collection(typeof(CpuTests))]
public sealed class OptimizerCpuTests(CpuBackend backend) : OptimizerTests(backend);

/// <inheritdoc/>
[Collection(typeof(CudaTests))]
public sealed class OptimizerCudaTests(CudaBackend backend) : OptimizerTests(backend);

/// <inheritdoc/>
[Collection(typeof(OpenClTests))]
public sealed class OptimizerOpenClTests(OpenClBackend backend) : OptimizerTests(backend);
