using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Catalogue;
using Bruno.Gpu.Configuration;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Files;
using Bruno.Gpu.Units;
using MathNet.Numerics.LinearAlgebra;

namespace Bruno.Gpu.Fitting;

/// <summary>Parameter extraction: the parameters of a model with which it says what was measured, by least squares.</summary>
internal static class Fit
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>Fits.</summary>
    /// <param name="device">Where to compute; in double.</param>
    /// <param name="options">What is fitted.</param>
    /// <param name="report">Told of progress.</param>
    /// <param name="cancellation">Asked between evaluations.</param>
    /// <param name="files">Where the measurements are; this machine's files where not given.</param>
    /// <exception cref="BrunoException">Options or files have faults, or the model cannot be integrated from any start (<see cref="ExitCode.Diverged"/>).</exception>
    public static FitResult Run(ComputeDevice device, FitOptions options, Action<FitProgress>? report, CancellationToken cancellation, IFiles? files = null)
    {
        IDeviceModel model = DeviceCatalogue.Find(options.Model);
        Fault[] faults = [.. model.Validate(options.Fixed)];
        if (faults.Length > 0)
            throw new BrunoException(ExitCode.Usage, string.Join(Environment.NewLine, faults.Select(fault => $"--set {fault.Key}: {fault.Message}")));
        FitParameter[] parameters = FitParameters.Of(model, options);
        MeasurementFile[] measured = [.. options.Files.Select(file => Read(file, model, options, report, cancellation, files))];
        RequireColumns(options.Measurements, measured);
        report?.Invoke(new(string.Create(CultureInfo.InvariantCulture, $"compiling {model.Name} for {measured.Sum(file => file.Traces.Sum(trace => trace.Seconds.LongLength)):N0} rows")));
        using FitModel fit = new(device, model, options, parameters, measured.SelectMany(file => file.Traces));
        FitNoise noise = new(fit.Traces);
        int freedom = noise.Observed.Length - parameters.Length;
        if (freedom < 1)
            throw new BrunoException(ExitCode.Data, $"{noise.Observed.Length} measured numbers are too few for {parameters.Length} parameters: there must be more of them.");

        InterimFit At(string reached, double[] point) => new(model.Name, measured, options.Fixed, [.. parameters.Zip(point)], reached);
        FitStart[] starts = Minimize(fit, noise, StartPoints.Of(parameters, options.Starts, options.Seed), options, "start", report, At, cancellation);
        FitStart best = starts.MinBy(start => start.SumOfSquares)!;
        if (best.To is null)
            throw new BrunoException(ExitCode.Diverged, $"{model.Name} cannot be integrated from {(starts.Length > 1 ? $"any of {starts.Length} starts" : "where it starts")}: what it says of the measurements is not a number. Start elsewhere (--start), or set narrower bounds (--bounds).");
        if (!noise.IsKnown)
            noise.Judge(fit.Values([best.To])[0], parameters.Length);
        if (noise.IsShared)
        {
            best = Minimize(fit, noise, [best.To], options, "with the noise of each column", report, At, cancellation)[0] with { Number = best.Number };
            noise.Judge(fit.Values([best.To!])[0], parameters.Length);
        }

        return Conclude(options, model, measured, fit, noise, starts, best);
    }

    private static MeasurementFile Read(string path, IDeviceModel model, FitOptions options, Action<FitProgress>? report, CancellationToken cancellation, IFiles? files)
    {
        cancellation.ThrowIfCancellationRequested();
        report?.Invoke(new($"reading {path}"));
        return MeasurementFile.Read(path, model, options.Measurements, files);
    }

    /// <summary>What is said of a column must be of one that is measured.</summary>
    private static void RequireColumns(MeasurementOptions options, MeasurementFile[] files)
    {
        bool Has(MeasurementFile file, string column) => file.Traces.Any(trace => trace.Series.Any(series => ColumnHeader.Parse(series.Column).IsCalled(column)));
        string known = string.Join(", ", files.SelectMany(file => file.Traces).SelectMany(trace => trace.Series).Select(series => $"'{series.Column}'").Distinct());
        if (options.Sigmas.Keys.FirstOrDefault(column => !files.Any(file => Has(file, column))) is string sigma)
            throw new BrunoException(ExitCode.Usage, $"--sigma: no file has a measured column '{sigma}'; there are {known}.");
        foreach ((string? path, string column, _) in options.Weights)
        {
            if (!files.Any(file => (path is null || Path.GetFullPath(file.Path) == Path.GetFullPath(path)) && Has(file, column)))
                throw new BrunoException(ExitCode.Usage, $"--weight: {(path is null ? "no file" : $"'{path}' is no file that is fitted, or")} has {(path is null ? "a" : "no")} measured column '{column}'; there are {known}.");
        }
    }

    private static FitStart[] Minimize(
        FitModel fit, FitNoise noise, double[][] points, FitOptions options, string stage, Action<FitProgress>? report, Func<string, double[], InterimFit> at,
        CancellationToken cancellation)
    {
        FitStart[] starts = new FitStart[points.Length];
        double freedom = noise.Observed.Length - fit.Parameters.Count;
        object gate = new();
        Exception? failure = null;
        (double Value, InterimFit? At) best = (double.PositiveInfinity, null);
        long said = Stopwatch.GetTimestamp();
        EvaluationQueue queue = new(
            fit, points.Length, evaluation =>
            {
                lock (gate)
                {
                    if (Stopwatch.GetElapsedTime(said) > LongestSilence)
                        Say(new($"{stage}: evaluation {evaluation}", Best: best.At));
                }
            }, cancellation);
        Thread[] threads = [.. points.Select((point, i) => new Thread(() =>
        {
            int iteration = 0;
            string name = points.Length > 1 ? $"{stage} {i + 1} of {points.Length}" : stage;
            FitObjective objective = null!;
            objective = new(fit.Parameters, noise.Observed, noise.Sigma, queue.Ask, value =>
            {
                lock (gate)
                {
                    if (value < best.Value)
                        best = (value, at($"{name}, step {iteration}", objective.Best));
                    Say(new(name, iteration++, value / freedom, best.At));
                }
            });
            try
            {
                starts[i] = FitStart.Run(i + 1, point, objective, options.MaximumIterations);
            }
            catch (Exception exception)
            {
                // What fails in an evaluation is thrown there too.
                failure = exception;
            }
            finally
            {
                queue.Leave();
            }
        }) { IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());
        try
        {
            queue.Serve();
        }
        finally
        {
            Array.ForEach(threads, thread => thread.Join());
        }

        return failure is null ? starts : throw new InvalidOperationException("A minimizer failed.", failure);

        void Say(FitProgress progress)
        {
            said = Stopwatch.GetTimestamp();
            report?.Invoke(progress);
        }
    }

    private static FitResult Conclude(
        FitOptions options, IDeviceModel model, MeasurementFile[] files, FitModel fit, FitNoise noise, FitStart[] starts, FitStart best)
    {
        IReadOnlyList<FitParameter> parameters = fit.Parameters;
        (double[] values, double[][] byParameter) = fit.Differentiate([best.To!])[0];
        Matrix<double> jacobian = Matrix<double>.Build.Dense(values.Length, parameters.Count, (row, i) => byParameter[i][row] / noise.Sigma[row]);
        double level = FisherInformation.LevelOf(values, noise.Sigma);
        for (int i = 0; i < parameters.Count; ++i)
        {
            if (FisherInformation.IsRounding(jacobian.Column(i) * Math.Max(Math.Abs(best.To![i]), Math.Abs(parameters[i].Start)), level))
                jacobian.ClearColumn(i);
        }

        FisherInformation information = new(jacobian, variance: 1);
        FittedParameter[] fitted = [.. parameters.Select((parameter, i) => new FittedParameter(parameter, best.To![i], information.StandardErrors[i]))];
        SeriesStatistics[] statistics = [.. noise.Residuals(values).Select(entry => SeriesStatistics.Of(entry.Trace, entry.Series, entry.Residuals))];
        double chiSquare = values.Select((value, i) => Math.Pow((noise.Observed[i] - value) / noise.Sigma[i], 2)).Sum();
        int freedom = values.Length - parameters.Count;
        // On a bound nothing moves.
        for (int i = 0; i < parameters.Count; ++i)
        {
            if (parameters[i].IsAtBound(best.To![i]))
                jacobian.ClearColumn(i);
        }

        Vector<double> residuals = Vector<double>.Build.Dense(values.Length, i => (noise.Observed[i] - values[i]) / noise.Sigma[i]);
        double distance = FitWarnings.IsExact(statistics) ? 0 : FisherInformation.DistanceToMinimum(jacobian, residuals);
        return new()
        {
            Model = model.Name,
            Files = files,
            Parameters = fitted,
            Fixed = options.Fixed,
            Correlation = information.Correlation,
            ChiSquare = chiSquare,
            DegreesOfFreedom = freedom,
            IsNoiseKnown = noise.IsKnown,
            Statistics = statistics,
            Starts = starts,
            Best = best,
            IsNear = !statistics.Any(FitWarnings.IsMissed),
            IsConverged = FitWarnings.IsAtMinimum(best, distance),
            Warnings = [.. FitWarnings.Of(fitted, information, statistics, starts, best, distance, noise.IsKnown ? chiSquare / freedom : null)],
            Traces = [.. noise.Residuals(values).GroupBy(entry => entry.Trace).Select(group => (group.Key, group.Select(entry => entry.Fitted).ToArray()))],
        };
    }
}
