using Bruno.Gpu.Errors;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Tests.Simulation;

public sealed class CurrentFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1e-9\n2e-9\n")]
    [InlineData("drive\n1e-9\n2e-9")]
    [InlineData("\uFEFFdrive\r\n 1e-9 \r\n2e-9\r\n\r\n\r\n")]
    [InlineData("# of a bench\n\"1e-9\"\n\n\"2e-9\"\n")]
    [InlineData("drive_na\n1\n2\n")]
    [InlineData("drive_pA\n1e3\n2e3\n")]
    public void OneNeuron(string text)
    {
        CurrentTable table = Assert.IsType<CurrentTable>(Read(text));
        Assert.Equal([1e-9, 2e-9], table.Amperes);
        Assert.Equal((1, 2), (table.Neurons, table.Steps));
    }

    [Theory]
    [InlineData("1e-9,-4e-9\n0.0,4e-9\n")]
    [InlineData("# weak; strong\n1e-9,-4e-9\n0.0,4e-9\n")]
    [InlineData("weak;strong\n1e-9;-4e-9\n0;4e-9\n")]
    [InlineData("1e-9\t-4e-9\n0\t4e-9\n")]
    [InlineData("weak,strong\n1e-9,-4e-9\n0,4e-9\n")]
    public void SeveralNeurons(string text)
    {
        CurrentTable table = Assert.IsType<CurrentTable>(Read(text));
        Assert.Equal([1e-9, -4e-9, 0, 4e-9], table.Amperes);
        Assert.Equal(2, table.Neurons);
    }

    [Theory]
    [InlineData("1e-9x\n2e-9\n3e-9\n", ":1: column 1: '1e-9x' is not a number")]
    [InlineData("inf\n1e-9\n", ":1: column 1: 'inf' is not a finite number")]
    [InlineData("-Infinity\n1e-9\n", ":1:")]
    [InlineData("∞\n1e-9\n", ":1: column 1: '∞' is not a finite number")]
    [InlineData("nan\n1e-9\n", ":1: column 1: 'nan'")]
    [InlineData("a\nnan\n", ":2: column 1: 'nan'")]
    [InlineData("1e400\n", "too large")]
    [InlineData("1,5e-9\n2,5e-9\n", "decimal commas")]
    [InlineData("0,5e-9\n0,7e-9\n", "decimal commas")]
    [InlineData("1,5e-9;2,5e-9\n", "'1,5e-9' has a decimal comma")]
    [InlineData("\"1,5e-9\"\n", "'1,5e-9' has a decimal comma")]
    [InlineData("a\n1,5e-9\n", ":2: 2 columns")]
    [InlineData("a,b\n1,5e-9\n", "more than a neuron carries")]
    [InlineData("0x10\n", "'0x10' is not a number")]
    [InlineData("1_000e-9\n", "'1_000e-9' is not a number")]
    [InlineData("1e-9 2e-9\n", "'1e-9 2e-9' is not a number")]
    [InlineData("\u22121e-9\n", "is not a number")]
    [InlineData("1uA\n", "'1uA' is not a number")]
    [InlineData("1e-9,\n", "column 2: '' is empty")]
    [InlineData("1e-9,,2e-9\n", "column 2: '' is empty")]
    [InlineData("1e-9\n1e-9,2e-9\n", ":2: 2 columns, but the first row has 1")]
    [InlineData("a,b\n1e-9\n", ":2: 1 columns")]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("drive\n", "no row of numbers")]
    [InlineData("drive\nampere\n1e-9\n", ":2: column 1: 'ampere'")]
    [InlineData("2.0\n", "more than a neuron carries")]
    [InlineData("time_s,i\n0,1e-9\n0,2e-9\n", ":3: the time 0 s is not after")]
    [InlineData("time_s,i\n0.002,1e-9\n0.001,2e-9\n", ":3: the time 0.001 s is not after")]
    [InlineData("time_s,i\n-0.001,1e-9\n0.001,2e-9\n", ":2: the time -0.001 s is negative")]
    [InlineData("time_s\n0\n1\n", "none of currents")]
    [InlineData("time (s),V (mV)\n0,1\n1,1\n", "the column 'V (mV)' is in mV, which cannot be converted to A")]
    [InlineData("time (V),I (nA)\n0,1\n1,1\n", "the column 'time (V)' is in V, which cannot be converted to s")]
    [InlineData("time_s,i\n0,1e-9\n", "how long the simulation lasts")]
    [InlineData("time_s,i\n0,1e-9\n1e300,1e-9\n", "how long the simulation lasts")]
    public void WhatIsWrongIsNamed(string text, string message)
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => Read(text));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains("currents.csv", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNotThereIsNamed() =>
        Assert.Equal(ExitCode.Data, Assert.Throws<BrunoException>(() => CurrentFile.Read(folder["nowhere.csv"], 1e-3)).ExitCode);

    /// <summary>Straight lines between the times; the mean of a line is its middle.</summary>
    [Theory]
    [InlineData("time,i\n0,1e-9\n0.001,2e-9\n0.002,1e-9\n")]
    [InlineData("time_ms,i_na\n0,1\n1,2\n2,1\n")]
    [InlineData("i;t_us\n1e-9;0\n2e-9;1000\n1e-9;2000\n")]
    [InlineData("time (us),I (nA)\n0,1\n1000,2\n2000,1\n")]
    [InlineData("Time [ms],drive [pA]\n0,1000\n1,2000\n2,1000\n")]
    public void TimesAreFollowedByStraightLines(string text)
    {
        IInputCurrent input = Read(text);
        Assert.Equal(2, input.Steps);
        Assert.Equal(1.5e-9, input.During(0, 0, 1, 0), 1e-21);
        Assert.Equal(1.5e-9, input.During(1, 0, 1, 0), 1e-21);
        Assert.Equal(1.05e-9, input.During(0, 0, 10, 0), 1e-21);
        Assert.Equal(1.95e-9, input.During(1, 0, 10, 0), 1e-21);
    }

    /// <summary>Corners within a micro-step, times after 0 and an end within an outer step.</summary>
    [Fact]
    public void EveryMicroStepHasTheMeanOfItsLines()
    {
        IInputCurrent input = Read("time_ms,i_na,j_na\n0.25,1,0\n0.5,3,0\n0.55,-1,1\n2.5,0,2\n");
        Assert.Equal((3, 2), (input.Steps, input.Neurons));
        // 0.25 ms at 1 nA, to 3 nA in 0.25 ms, to -1 nA in 0.05 ms, then the line to 0 nA at 2.5 ms.
        double At(double ms) => ms < 0.25 ? 1 : ms < 0.5 ? 1 + 8 * (ms - 0.25) : ms < 0.55 ? 3 - 80 * (ms - 0.5) : ms < 2.5 ? -1 + (ms - 0.55) / 1.95 : 0;
        for (int index = 0; index < 3 * 4; ++index)
        {
            double mean = Enumerable.Range(0, 100_000).Average(point => At((index + (point + 0.5) / 100_000) / 4));
            Assert.Equal(mean * 1e-9, input.During(index / 4, index % 4, 4, 0), 1e-17);
        }
    }

    private IInputCurrent Read(string text)
    {
        File.WriteAllText(folder["currents.csv"], text);
        return CurrentFile.Read(folder["currents.csv"], 1e-3);
    }
}
