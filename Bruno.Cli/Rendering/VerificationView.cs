using Bruno.Gpu.Conformance;
using Bruno.Gpu.Verification;

namespace Bruno.Cli.Rendering;

/// <summary>Results of a verification, a line a family.</summary>
internal static class VerificationView
{
    /// <summary>Writes the headings.</summary>
    public static void WriteHeader() =>
        Console.Out.WriteLine($"      {"family",-34}{"precision",-11}{"compared",8}  {"largest",9}  {"tolerance",9}  {"seconds",7}");

    /// <summary>Writes a family, with what failed below it.</summary>
    public static void Write(FamilyResult result)
    {
        string largest = result.Deviation is double deviation ? Format.Deviation(deviation) : "-";
        string tolerance = result.Tolerance is double limit ? Format.Deviation(limit) : "-";
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{(result.Passed ? "pass" : "FAIL")}  {result.Family,-34}{result.Precision.ToString().ToLowerInvariant(),-11}{result.Comparisons,8}  {largest,9}  {tolerance,9}  {result.Seconds,7:F1}"));
        if (result.Problem is not null)
            Console.Out.WriteLine($"      {result.Problem}");
        foreach (Deviation failure in result.Failures)
            Console.Out.WriteLine($"      ! {failure.Quantity}: {Format.Deviation(failure.Value)} (tolerance {Format.Deviation(failure.Tolerance ?? 0)})");
    }

    /// <summary>Writes what came of it all, and what to do where something failed.</summary>
    public static void WriteSummary(VerificationReport report)
    {
        int failed = report.Families.Count(family => !family.Passed);
        string device = $"{report.Device.Name} ({report.Device.Model})";
        Console.Out.WriteLine(failed == 0
            ? FormattableString.Invariant($"{report.Families.Count} families passed on {device} in {report.Seconds:F1} s: what it computes is what it should.")
            : FormattableString.Invariant($"{failed} of {report.Families.Count} families failed on {device}: do not trust what it computes."));
        if (failed > 0)
        {
            Console.Out.WriteLine(
                "Use another device (--device cpu is right everywhere), or another driver; and please report what 'bruno check --report FILE' writes,"
                + $"{Environment.NewLine}which says what device, driver and versions these are, and nothing about you.");
        }
    }
}
