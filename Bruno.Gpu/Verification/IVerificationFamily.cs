using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Verification;

/// <summary>
/// Kernels that belong together, run on a compute device and compared with a plain evaluation: loops over arrays that the .NET
/// compiler makes, so that nothing of the device's own compiler is in them.
/// </summary>
internal interface IVerificationFamily
{
    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Whether the short form runs it.</summary>
    bool IsInShortForm => false;

    /// <summary>Whether it is run in double where both precisions are asked for; the full form compares most in float only.</summary>
    bool IsRunInDouble => true;

    /// <summary>Whether its kernels compute in double in either precision, so that a device without doubles cannot run them.</summary>
    bool ComputesInDouble => false;

    /// <summary>Whether its kernels are for such a device at all; others are left out.</summary>
    bool RunsOn(ComputeDevice device) => true;

    /// <summary>Runs the kernels and compares; a comparison without tolerance is for information.</summary>
    /// <typeparam name="T">The precision.</typeparam>
    IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T>;
}
