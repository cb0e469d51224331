using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Fitting;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Tests.Fitting;

/// <summary>Files of measurements, and everything that can be wrong with them.</summary>
public sealed class MeasurementFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("time (us),V (mV),I (nA)\n0,0,1\n10,500,2\n", "voltage")]
    [InlineData("t_us;v_mv;current_na\n0;0;1\n10;500;2\n", "voltage=v")]
    [InlineData("time_s,prescribed_voltage_v,polarization_c_per_m2,terminal_current_a\n0,0,0.1,1e-9\n1e-5,0.5,0.2,2e-9\n", null)]
    [InlineData("Time [ms]\tI [A]\tV\n0\t1e-9\t0\n0.01\t2e-9\t0.5\n", "voltage=V")]
    public void UnderVoltageTheCurrentIsMeasured(string text, string? drive)
    {
        MeasuredTrace trace = Assert.Single(Read(text, With(drive)).Traces);
        Assert.Equal(DriveKind.Voltage, trace.Kind);
        Assert.Equal([0, 1e-5], trace.Seconds, (one, other) => Math.Abs(one - other) < 1e-18);
        Assert.Equal([0, 0.5], trace.Drive, (one, other) => Math.Abs(one - other) < 1e-12);
        MeasuredSeries series = Assert.Single(trace.Series);
        Assert.Equal([1e-9, 2e-9], series.Values, (one, other) => Math.Abs(one - other) < 1e-20);
        Assert.Equal((3, "A"), (series.Quantity, series.Unit));
    }

    [Fact]
    public void UnderACurrentThePotentialIsMeasured()
    {
        MeasuredTrace own = Assert.Single(Read("time_s,input_current_a,membrane_potential_v,polarization_c_per_m2,electric_field_v_per_m,spike\n0,1e-9,0,-0.2,1,0\n1e-3,2e-9,0.5,-0.1,2,0\n").Traces);
        Assert.Equal((DriveKind.Current, true), (own.Kind, own.IsHeld));
        Assert.Equal([0, 0.5], Assert.Single(own.Series).Values);
        MeasuredTrace bench = Assert.Single(Read("time,I (nA),V (mV),P (uC/cm2)\n0,1,0,-20\n1e-3,2,500,-10\n", new() { Drive = DriveKind.Current, Measured = [("V", null), ("P", "polarization")] }).Traces);
        Assert.False(bench.IsHeld);
        Assert.Equal([-0.2, -0.1], bench.Series[1].Values, (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal([1e-9, 2e-9], bench.Drive, (one, other) => Math.Abs(one - other) < 1e-20);
    }

    /// <summary>A file of several neurons is a trace each; a column of standard deviations goes with its rows.</summary>
    [Fact]
    public void NeuronsAndNoise()
    {
        MeasurementFile file = Read("time_s,input_current_a,V (mV),s,neuron\n0,1e-9,1,3,0\n0,1e-9,2,4,1\n1e-3,1e-9,3,5,0\n1e-3,1e-9,4,6,1\n", new() { Measured = [("V", null)], Sigmas = new Dictionary<string, string> { ["V"] = "s" } });
        Assert.Equal(2, file.Traces.Count);
        Assert.Equal([0.002, 0.004], file.Traces[1].Series[0].Values, (one, other) => Math.Abs(one - other) < 1e-15);
        Assert.Equal([0.004, 0.006], file.Traces[1].Series[0].Sigma!, (one, other) => Math.Abs(one - other) < 1e-15);
    }

    /// <summary>The mean of a straight line, held currents, and outer steps between the rows.</summary>
    [Fact]
    public void IntervalsEndAtRowsAndOuterSteps()
    {
        MeasuredTrace lines = Read("time (ms),I (nA),V (mV)\n0.5,0,0\n2.0,3,0\n2.2,3,0\n", new() { Drive = DriveKind.Current }).Traces[0];
        Stimulus stimulus = FitStimulus.Of(lines, 1e-3);
        Assert.Equal([0, 1, 0.5, 0.2], stimulus.Milliseconds, (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal([0, 1, 2.5, 3], stimulus.Inputs, (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal([4, 3, 7, 5], stimulus.Marks);
        Assert.Equal(3, stimulus.Rows);
        Assert.Equal([3, 3, 3, 3], FitStimulus.Of(lines with { IsHeld = true }, 1e-3).Inputs, (one, other) => Math.Abs(one - other) < 1e-9);
    }

    [Theory]
    [InlineData("0,1,2\n1,1,2\n", ":1: there is no header")]
    [InlineData("time,I (nA),V (mV)\n0,1,2\n1,x,2\n", ":3: column 2: 'x' is not a number")]
    [InlineData("time,I (nA),V (mV)\n0,1,2\n1,nan,2\n", ":3: column 2: 'nan' is not a finite number")]
    [InlineData("time,I (nA),V (mV)\n0,1,2\n1,1\n", ":3: 2 columns, but the first row has 3")]
    [InlineData("time,I (nA),V (mV)\n0,1,2\n0,1,2\n", ":3: the time 0 s is not after that of the row before")]
    [InlineData("time,I (nA),V (mV)\n0,1,2\n", ":2: a trace needs at least two rows")]
    [InlineData("when,I (nA),V (mV)\n0,1,2\n1,1,2\n", "there is no column of times")]
    [InlineData("time (mV),I (nA),V (mV)\n0,1,2\n1,1,2\n", "is in mV, which cannot be converted to s")]
    [InlineData("time,a,b\n0,1,2\n1,1,2\n", "there is no column that the device was driven by")]
    [InlineData("time,input_current_a,polarization\n0,1,2\n1,1,2\n", "which column was measured?")]
    public void WhatIsWrongIsSaid(string text, string message)
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => Read(text, new() { Drive = text.Contains("I (nA)", StringComparison.Ordinal) ? DriveKind.Current : null }));
        Assert.Equal(ExitCode.Data, exception.ExitCode);
        Assert.StartsWith(folder["data.csv"], exception.Message);
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void ATraceIsNotLongerThanASimulation()
    {
        MeasuredTrace trace = Read("time_s,input_current_a,V (mV)\n0,1e-9,1\n9999,1e-9,2\n", new() { Measured = [("V", null)] }).Traces[0];
        Assert.Equal(9_999_001, FitStimulus.Of(trace, 1e-3).Milliseconds.Length);
        DataException exception = Assert.Throws<DataException>(() => FitStimulus.Of(trace with { Seconds = [0, 1e9] }, 1e-3));
        Assert.Contains("1000000000000 outer steps of 0.001 s, more than 10000000: is the unit of its times right?", exception.Message);
    }

    [Theory]
    [InlineData("polarisation", null, "there is no column 'polarisation'; did you mean 'polarization'?")]
    [InlineData("other", null, "'other' is no variable or observable of felif")]
    [InlineData("other", "polarizaton", "'polarizaton' is no variable or observable of felif; did you mean 'polarization'?")]
    [InlineData("other", "current", "driven by one")]
    [InlineData("V", "electric_field", "is in mV, which cannot be converted to V/m")]
    public void WhatIsMeasuredMustBeOfTheModel(string column, string? quantity, string message)
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => Read(
            "time,I (nA),V (mV),polarization,other\n0,1,2,0,0\n1,1,2,0,0\n", new() { Drive = DriveKind.Current, Measured = [(column, quantity)] }));
        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void ADriveThatCouldBeEitherIsAskedFor()
    {
        BrunoException exception = Assert.Throws<BrunoException>(() => Read("time,I (nA),V (mV)\n0,1,2\n1,1,2\n"));
        Assert.Contains("driven by 'V (mV)' or 'I (nA)': say --drive current or --drive voltage", exception.Message);
        Assert.Throws<BrunoException>(() => MeasurementFile.Read(folder["nowhere.csv"], DeviceCatalogue.Find("felif"), new()));
    }

    private static MeasurementOptions With(string? drive) => drive is null ? new() : new() { Drive = DriveKind.Voltage, DriveColumn = drive.Contains('=', StringComparison.Ordinal) ? drive.Split('=')[1] : null };

    private MeasurementFile Read(string text, MeasurementOptions? options = null)
    {
        File.WriteAllText(folder["data.csv"], text);
        return MeasurementFile.Read(folder["data.csv"], DeviceCatalogue.Find("felif"), options ?? new());
    }
}
