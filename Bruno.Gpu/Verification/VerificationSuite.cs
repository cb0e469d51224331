using System.Diagnostics;
using System.Globalization;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Reporting;

namespace Bruno.Gpu.Verification;

/// <summary>Verifies a compute device: every family of kernels, against plain evaluations.</summary>
internal static class VerificationSuite
{
    /// <summary>
    /// A family with so many failures is not looked at further: kernels that compute wrong numbers may also take very long, as
    /// an integrator does that accepts no step.
    /// </summary>
    private const int MostFailures = 5;

    /// <summary>As much as the compilers of kernels are used to.</summary>
    private const int StackBytes = 16 << 20;

    /// <summary>Compiling the kernels of a family takes seconds, up to a minute on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The precisions that a device has.</summary>
    public static IReadOnlyList<Precision> PrecisionsOf(ComputeDevice device) =>
        device.Description.HasDouble ? [Precision.Float, Precision.Double] : [Precision.Float];

    /// <summary>Verifies all families.</summary>
    /// <param name="device">The compute device.</param>
    /// <param name="precisions">In which precisions.</param>
    /// <param name="isShort">Whether only the short form is run, which takes seconds: in float where that is asked for.</param>
    /// <param name="done">Given each result as soon as it is there.</param>
    /// <param name="report">Told what is done next.</param>
    /// <param name="cancellation">Asked between families.</param>
    /// <param name="only">A part of the names of the families that are verified; empty for all.</param>
    /// <exception cref="BrunoException">No family has such a name.</exception>
    public static IReadOnlyList<FamilyResult> Run(
        ComputeDevice device, IReadOnlyList<Precision> precisions, bool isShort, Action<FamilyResult>? done = null,
        Action<WorkProgress>? report = null, CancellationToken cancellation = default, string only = "") =>
        Run(Named(only), device, precisions, isShort, done, report, cancellation);

    private static IVerificationFamily[] Named(string part)
    {
        IVerificationFamily[] named = [.. VerificationFamilies.All.Where(family => family.Name.Contains(part, StringComparison.OrdinalIgnoreCase))];
        return named.Length > 0 ? named : throw new BrunoException(
            ExitCode.Usage, $"No family of kernels has '{part}' in its name. They are: {string.Join("; ", VerificationFamilies.All.Select(family => family.Name))}.");
    }

    /// <summary>Verifies some families.</summary>
    internal static IReadOnlyList<FamilyResult> Run(
        IReadOnlyList<IVerificationFamily> families, ComputeDevice device, IReadOnlyList<Precision> precisions, bool isShort,
        Action<FamilyResult>? done = null, Action<WorkProgress>? report = null, CancellationToken cancellation = default)
    {
        List<FamilyResult> results = [];
        VerificationContext context = new(device, isShort);
        (IVerificationFamily Family, Precision Precision)[] work =
        [
            .. families.Where(family => (family.IsInShortForm || !isShort) && family.RunsOn(device) && (device.Description.HasDouble || !family.ComputesInDouble)).SelectMany(family => precisions
                .Where(precision => precision == Precision.Float || precisions.Count == 1 || (family.IsRunInDouble && !isShort))
                .Select(precision => (family, precision))),
        ];
        for (int i = 0; i < work.Length; ++i)
        {
            cancellation.ThrowIfCancellationRequested();
            (IVerificationFamily family, Precision precision) = work[i];
            report?.Invoke(new(
                string.Create(CultureInfo.InvariantCulture, $"{i + 1} of {work.Length}: {family.Name}, {precision.ToString().ToLowerInvariant()}"),
                (double)i / work.Length));
            FamilyResult result = RunWithin(Patience, family, context, precision);
            results.Add(result);
            done?.Invoke(result);
            if (result.IsStuck)
                break;
        }

        return results;
    }

    /// <summary>Runs a family on a thread of its own: a kernel that does not end cannot be stopped, but it can be left alone.</summary>
    internal static FamilyResult RunWithin(TimeSpan patience, IVerificationFamily family, VerificationContext context, Precision precision)
    {
        FamilyResult? result = null;
        Thread thread = new(
            () =>
            {
                context.Device.Accelerator.Bind();
                result = Run(family, context, precision);
            },
            StackBytes) { IsBackground = true, Name = "Bruno verification" };
        thread.Start();
        bool hasEnded = thread.Join(patience);
        context.Device.Accelerator.Bind();
        return hasEnded ? result! : FamilyResult.Stuck(family.Name, precision, patience.TotalSeconds);
    }

    private static FamilyResult Run(IVerificationFamily family, VerificationContext context, Precision precision)
    {
        Stopwatch watch = Stopwatch.StartNew();
        List<Deviation> deviations = [];
        string? problem = null;
        try
        {
            foreach (Deviation deviation in precision == Precision.Double ? family.Measure<Float64>(context) : family.Measure<Float32>(context))
            {
                deviations.Add(deviation);
                if (deviations.Count(one => !one.Passed) >= MostFailures)
                    break;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not DeviceMemoryExceededException)
        {
            // Whatever a driver or a compiler throws at kernels that are right elsewhere is a finding about this device.
            problem = PersonalDetails.Remove($"{exception.GetType().Name}: {exception.Message}");
        }

        return FamilyResult.Of(family.Name, precision, deviations, watch.Elapsed.TotalSeconds, problem);
    }
}
