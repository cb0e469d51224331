using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Verification;

namespace Bruno.Gpu.Tests.Verification;

/// <summary>A family that finds what a test says.</summary>
internal sealed class FakeFamily(string name, Func<IEnumerable<Deviation>> measure) : IVerificationFamily
{
    public string Name => name;

    public bool IsInShortForm { get; init; }

    public bool IsRunInDouble { get; init; }

    public bool ComputesInDouble { get; init; }

    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T> => measure();
}
