using System.Text.Json;
using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Conformance;

/// <summary>Runs the conformance files of one kind through the product's own layers and kernels.</summary>
internal interface IConformanceCheck
{
    /// <summary>The kind of file, its key <c>kind</c>.</summary>
    string Kind { get; }

    /// <summary>Whether such a file is run in double whatever precision is asked for, because explicit Euler fails in float.</summary>
    bool NeedsDouble(GoldenElement file) => false;

    /// <summary>Compares everything a file holds.</summary>
    /// <exception cref="NotSupportedByConformanceException">The file needs something that is not built.</exception>
    IEnumerable<Deviation> Run(GoldenElement file, ComputeDevice device, Precision precision);
}
