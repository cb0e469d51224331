using Bruno.Gpu.Gradients;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Integrators;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Models;
using Bruno.Gpu.Tests.Models;

namespace Bruno.Gpu.Tests.Integrators;

/// <summary>The integrator of devices of any width, against solutions that share no line with it.</summary>
public sealed class RosenbrockTests
{
    private const double Tolerance = DeviceLayerOptions.DefaultTolerance, Milliseconds = 1e-3;

    /// <summary>Models of two, three and four variables, with the strongest current that they are driven with, A.</summary>
    public static TheoryData<string, double> Devices => new()
    {
        { "hodgkin-huxley", 0.5e-9 }, { "mott", 100e-6 }, { "reram", 20e-6 }, { "vteam", 6e-9 }, { "adex", 3e-9 },
    };

    /// <summary>Whole runs: potentials within the tolerance, spikes in the same outer step.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void RunsAreTheConvergedOnes(string name, double strongest)
    {
        Model model = ModelLibrary.Find(name);
        ConvergedModel oracle = new(model);
        OuterSteps<Float64> inDouble = new(model, IntegratorKind.Rosenbrock, Tolerance);
        OuterSteps<Float32> inFloat = new(model, IntegratorKind.Rosenbrock, Tolerance);
        Random random = new(11);
        int spikes = 0;
        foreach (double level in new[] { -0.1, 0.3, 1 })
        {
            double[] expected = oracle.Interpreter.Initial, found = expected, rounded = expected;
            for (int step = 0; step < 30; ++step)
            {
                double input = strongest * level * (0.5 + 0.5 * random.NextDouble());
                if (oracle.Interpreter.Fires(expected, 0))
                {
                    expected = oracle.Interpreter.Reset(expected);
                    found = oracle.Interpreter.Reset(found);
                    rounded = oracle.Interpreter.Reset(rounded);
                    continue;
                }

                expected = oracle.Advance(expected, input, Milliseconds).State;
                OuterSteps<Float64>.Result next = inDouble.Step(found, input);
                OuterSteps<Float32>.Result nextRounded = inFloat.Step(rounded, input);
                (found, rounded) = (next.State, nextRounded.State);
                string where = $"step {step} at {input} A";
                bool fires = oracle.Interpreter.Fires(expected, 0);
                Assert.True(fires == next.Fires && fires == nextRounded.Fires, $"{where}: fires {fires}, {next.Fires}, {nextRounded.Fires}");
                Assert.True(Math.Abs(expected[0] - found[0]) <= Tolerance, $"{where}: {found[0]} for {expected[0]}");
                Assert.True(Math.Abs(expected[0] - rounded[0]) <= Tolerance, $"{where}, float: {rounded[0]} for {expected[0]}");
                spikes += fires ? 1 : 0;
            }
        }

        Assert.True(spikes > 3, "The runs should spike.");
    }

    /// <summary>Derivatives of an outer step by state and input against central differences of converged solutions.</summary>
    [Theory]
    [MemberData(nameof(Devices))]
    public void SensitivitiesAreTheConvergedOnes(string name, double strongest)
    {
        Model model = ModelLibrary.Find(name);
        ConvergedModel oracle = new(model, 1e-13);
        double[] low = oracle.Interpreter.Lower, high = oracle.Interpreter.Upper;
        OuterSteps<Float64> usual = new(model, IntegratorKind.Rosenbrock, Tolerance), fine = new(model, IntegratorKind.Rosenbrock, 3e-6);
        OuterSteps<Float32> inFloat = new(model, IntegratorKind.Rosenbrock, 3e-6);
        Random random = new(12);
        double[] state = oracle.Interpreter.Initial;
        int compared = 0;
        double squaresMissed = 0, squares = 0;
        for (int step = 0; step < 25; ++step)
        {
            double input = strongest * (0.2 + 0.8 * random.NextDouble());
            (double[] end, double time) = oracle.Advance(state, input, Milliseconds);
            if (state.Zip(low, high).All(value => value.First > value.Second + 1e-3 * (value.Third - value.Second) && value.First < value.Third - 1e-3 * (value.Third - value.Second)))
            {
                double[][] expected = Differences(oracle, state, input, time, strongest);
                ++compared;
                (double missed, double size) = Close(expected, usual.Step(state, input).Derivatives, 4e-3, step);
                (squaresMissed, squares) = (squaresMissed + missed, squares + size);
                Close(expected, fine.Step(state, input).Derivatives, 1e-4, step);
                Close(expected, inFloat.Step(state, input).Derivatives, 2e-3, step);
            }

            state = oracle.Interpreter.Fires(end, 0) ? oracle.Interpreter.Reset(end) : end;
        }

        Assert.True(compared > 8, "Too few steps are compared.");
        // The potential of adex runs away exponentially before a spike, and errors of its derivatives with it.
        Assert.True(Math.Sqrt(squaresMissed / squares) <= (name == "adex" ? 3e-3 : 1e-4), $"all steps by norm: {Math.Sqrt(squaresMissed / squares):E1} off");

        // Entries are scaled by the ranges of the variables and of the current; each step by its largest one.
        (double Missed, double Size) Close(double[][] expected, double[][] found, double tolerance, int step)
        {
            double[][] Scaled(double[][] columns) => [.. columns.Select((column, by) => column.Select((value, of) =>
                value / (high[of] - low[of]) * (by < low.Length ? high[by] - low[by] : strongest)).ToArray())];
            double[] wanted = [.. Scaled(expected).SelectMany(column => column)], actual = [.. Scaled(found).SelectMany(column => column)];
            double error = wanted.Zip(actual).Max(pair => Math.Abs(pair.First - pair.Second)) / wanted.Max(Math.Abs);
            Assert.True(error <= tolerance, $"step {step}: {error:E1} off");
            return (wanted.Zip(actual).Sum(pair => Math.Pow(pair.First - pair.Second, 2)), wanted.Sum(value => value * value));
        }
    }

    /// <summary>A harmonic oscillator of three variables, one of which only listens, is followed around; damped by no step.</summary>
    [Fact]
    public void AnOscillatorIsFollowed()
    {
        Model model = Model.Parse("oscillator.toml", Oscillator);
        OuterSteps<Float64> steps = new(model, IntegratorKind.Adaptive, 1e-6);
        double[] state = [1, 0, 0];
        for (int i = 1; i <= 20; ++i)
        {
            OuterSteps<Float64>.Result result = steps.Step(state, 0);
            state = result.State;
            double angle = 3.0 * i;
            Assert.Equal(Math.Cos(angle), state[0], 2e-6 * i);
            Assert.Equal(Math.Sin(angle), state[1], 2e-6 * i);

            // D of one step is the rotation itself.
            Assert.Equal(Math.Cos(3), result.Derivatives[0][0], 1e-5);
            Assert.Equal(Math.Sin(3), result.Derivatives[0][1], 1e-5);
            Assert.Equal(-Math.Sin(3), result.Derivatives[1][0], 1e-5);
        }
    }

    /// <summary>A step costs h^-1 and errs by h^3: ten times less error for 2.2 times the steps.</summary>
    [Fact]
    public void TheMethodHasOrderThree()
    {
        Model model = ModelLibrary.Find("hodgkin-huxley");
        double[] start = [-55e-3, 0.1, 0.5, 0.35], end = new ConvergedModel(model, 1e-13).Advance(start, 0.05e-9, Milliseconds).State;
        double Error(double tolerance) => Math.Abs(new OuterSteps<Float64>(model, IntegratorKind.Rosenbrock, tolerance).Step(start, 0.05e-9).State[0] - end[0]);
        double coarse = Error(3e-4), fine = Error(3e-7);
        Assert.InRange(Math.Log10(coarse / fine), 2.5, 3.6);
    }

    /// <summary>
    /// Robertson's reactions (Hairer and Wanner, Solving Ordinary Differential Equations II, IV.1), rates of 1 and 10^7 per time: after 40
    /// units of it, with their published solution.
    /// </summary>
    [Fact]
    public void RobertsonsReactionsAreSolved()
    {
        Model model = Model.Parse("robertson.toml", Robertson);
        OuterSteps<Float64> steps = new(model, IntegratorKind.Rosenbrock, 1e-5, milliseconds: 40_000);
        double[] end = steps.Step([1, 0, 0], 0).State;
        Assert.Equal(0.7158270688, end[0], 2e-5);
        Assert.Equal(0.9185534764e-5, end[1], 1e-9);
        Assert.Equal(0.2841637458, end[2], 2e-5);
    }

    /// <summary>Prothero and Robinson's problem with a rate of a million: a method that is not L-stable oscillates, one of stiff order 0 is lost.</summary>
    [Fact]
    public void WhatIsFastFollowsWhatIsSlow()
    {
        Model model = Model.Parse("stiff.toml", Stiff);
        double[] state = [0.3, 0, 0.9];
        OuterSteps<Float32> steps = new(model, IntegratorKind.Rosenbrock, Tolerance);
        for (int i = 1; i <= 10; ++i)
        {
            OuterSteps<Float32>.Result result = steps.Step(state, 0);
            state = result.State;
            Assert.Equal(state[0] * state[0], state[2], 1e-4);
            Assert.Equal(0.3 * Math.Cos(0.5 * i), state[0], Tolerance * i);

            // What the fast variable was is forgotten; what it is follows the slow one.
            Assert.Equal(0, result.Derivatives[2][2], 1e-6);
            Assert.Equal(2 * state[0] * result.Derivatives[0][0], result.Derivatives[0][2], 2e-3);
        }
    }

    /// <summary>Order conditions of the method of the variational equation, up to four; its last stage is the result.</summary>
    [Fact]
    public void TheVariationalMethodHasOrderFour()
    {
        double[][] a = [.. Enumerable.Range(0, Sdirk4.Stages).Select(of => Enumerable.Range(0, Sdirk4.Stages).Select(by => by > of ? 0 : by == of ? Sdirk4.Weight : of switch
        {
            1 => Float64.ToDouble(Sdirk4.InSecond<Float64>(by)), 2 => Float64.ToDouble(Sdirk4.InThird<Float64>(by)),
            3 => Float64.ToDouble(Sdirk4.InFourth<Float64>(by)), _ => Float64.ToDouble(Sdirk4.InLast<Float64>(by)),
        }).ToArray())];
        double[] b = a[^1], c = [.. Enumerable.Range(0, Sdirk4.Stages).Select(stage => Float64.ToDouble(Sdirk4.Time<Float64>(stage)))];
        double[] A(double[] x) => [.. a.Select(row => Dot(row, x))];
        double[] Times(double[] x, double[] y) => [.. x.Zip(y, (one, other) => one * other)];
        double Dot(double[] x, double[] y) => Times(x, y).Sum();
        double[] ones = [1, 1, 1, 1, 1], squares = Times(c, c);
        Assert.All(A(ones).Zip(c), pair => Assert.Equal(pair.Second, pair.First, 1e-14));
        (double Wanted, double Found)[] conditions =
        [
            (1, Dot(b, ones)), (1.0 / 2, Dot(b, c)), (1.0 / 3, Dot(b, squares)), (1.0 / 6, Dot(b, A(c))), (1.0 / 4, Dot(b, Times(squares, c))),
            (1.0 / 8, Dot(b, Times(c, A(c)))), (1.0 / 12, Dot(b, A(squares))), (1.0 / 24, Dot(b, A(A(c)))),
        ];
        Assert.All(conditions, condition => Assert.Equal(condition.Wanted, condition.Found, 1e-13));
    }

    /// <summary>A rate that is not a number is not followed; the state that comes of it shows.</summary>
    [Fact]
    public void WhatIsNotANumberShows()
    {
        Model model = Model.Parse("lost.toml", Stiff.Replace("-0.5 * W / 1ms", "-0.5 * sqrt(V * 1V - 0.5 * 1V^2) / 1ms", StringComparison.Ordinal));
        Assert.True(double.IsNaN(new OuterSteps<Float64>(model, IntegratorKind.Rosenbrock, Tolerance).Step([0.3, 0, 0.9], 0).State[0]));
    }

    /// <summary>Central differences of the state after a time, a column a variable and one for the input.</summary>
    private static double[][] Differences(ConvergedModel oracle, double[] state, double input, double seconds, double strongest)
    {
        const double Share = 3e-6;
        double[] low = oracle.Interpreter.Lower, high = oracle.Interpreter.Upper;
        return [.. Enumerable.Range(0, state.Length + 1).Select(by =>
        {
            double change = Share * (by < state.Length ? high[by] - low[by] : strongest);
            double[] End(double sign) => oracle.Advance(
                [.. state.Select((value, i) => i == by ? value + sign * change : value)], by == state.Length ? input + sign * change : input, seconds,
                stops: false).State;
            return End(1).Zip(End(-1), (more, less) => (more - less) / (2 * change)).ToArray();
        })];
    }

    private const string Oscillator = """
        description = "a test"
        potential = "V"
        [variables.V]
        unit = "V"
        rate = "-3 * W / 1ms"
        initial = 0
        low = -5
        high = 5
        [variables.W]
        unit = "V"
        rate = "3 * V / 1ms"
        initial = 0
        low = -5
        high = 5
        [variables.U]
        unit = "V"
        rate = "(V - U) / 1ms + I * 1Gohm / 1ms"
        initial = 0
        low = -5
        high = 5
        [spike]
        when = "V >= 4V"
        """;

    private const string Robertson = """
        description = "a test"
        potential = "V"
        [variables.V]
        unit = "V"
        rate = "(-0.04 * V + 1e4 * x * y / 1V) / 1s"
        initial = 1
        low = -1
        high = 2
        [variables.x]
        unit = "V"
        rate = "(0.04 * V - 1e4 * x * y / 1V - 3e7 * x^2 / 1V) / 1s + I * 1ohm / 1s"
        initial = 0
        low = -1e-5
        high = 1e-4
        [variables.y]
        unit = "V"
        rate = "3e7 * x^2 / 1V / 1s"
        initial = 0
        low = -1
        high = 2
        [spike]
        when = "y >= 1.5V"
        """;

    private const string Stiff = """
        description = "a test"
        potential = "V"
        [variables.V]
        unit = "V"
        rate = "-0.5 * W / 1ms"
        initial = 0.3
        low = -1
        high = 1
        [variables.W]
        unit = "V"
        rate = "0.5 * V / 1ms + I * 1Gohm / 1ms"
        initial = 0
        low = -1
        high = 1
        [variables.Q]
        unit = "V"
        rate = "-1e6 * (Q - V * V / 1V) / 1ms"
        initial = 0
        low = -1
        high = 1
        [spike]
        when = "V >= 0.9V"
        """;
}
