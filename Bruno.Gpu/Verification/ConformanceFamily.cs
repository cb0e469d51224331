using System.Reflection;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Verification;

/// <summary>
/// The conformance vectors that the program carries with it, of every kind of file: an independent reference, which nothing of
/// this program has computed.
/// </summary>
internal sealed class ConformanceFamily : IVerificationFamily
{
    private const string Folder = "golden/";

    /// <summary>Files of explicit Euler on Heracles, which are run in double in either precision: once is enough.</summary>
    private const string OnlyInDouble = "heracles_";

    /// <inheritdoc/>
    public string Name => "conformance vectors";

    /// <inheritdoc/>
    public bool ComputesInDouble => true;

    /// <summary>The names of the files.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. typeof(ConformanceFamily).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Select(name => name[Folder.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        bool isDouble = VerificationContext.PrecisionOf<T>() == Precision.Double;
        foreach (string file in Files.Where(file => isDouble || !file.StartsWith(OnlyInDouble, StringComparison.Ordinal)))
        {
            ConformanceResult result = ConformanceSuite.Run(file, () => Read(file), context.Device, VerificationContext.PrecisionOf<T>());
            string name = Path.GetFileNameWithoutExtension(file);

            // A file that could not be compared has not passed.
            if (result.Problem is not null)
                yield return new($"{name}: {result.Problem}", double.NaN, 0);
            foreach (Deviation deviation in result.Deviations)
                yield return deviation with { Quantity = $"{name}, {deviation.Quantity}" };
        }
    }

    private static string Read(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Folder + file)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
