using System.Globalization;
using Bruno.Gpu.Fitting;
using Spectre.Console;

namespace Bruno.Cli.Rendering;

/// <summary>Progress of a fit on standard error: a line that changes on a terminal, a line a step elsewhere.</summary>
internal static class FitProgressView
{
    /// <summary>Does some work and shows how far it is.</summary>
    /// <param name="isShown">Whether anything is shown.</param>
    /// <param name="work">The work; it is given where to report to.</param>
    public static TResult Show<TResult>(bool isShown, Func<Action<FitProgress>?, TResult> work)
    {
        if (!isShown)
            return work(null);
        if (Console.IsErrorRedirected)
            return work(progress => Console.Error.WriteLine(Describe(progress)));
        return MessageConsole.Terminal.Status().Start("compiling kernels", context => work(progress => context.Status(Markup.Escape(Describe(progress)))));
    }

    // Until the noise is known, the sum of squares has the spread of the data for a measure: 1 is no fit at all.
    private static string Describe(FitProgress progress) => progress.Step is not int step ? progress.Stage
        : string.Create(CultureInfo.InvariantCulture, $"{progress.Stage}: step {step}, cost {progress.ReducedChiSquare:G5}");
}
