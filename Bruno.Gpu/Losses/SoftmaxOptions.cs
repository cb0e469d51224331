using Bruno.Gpu.Kernels.Losses;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Losses;

/// <summary>How outputs become probabilities of classes, and which are wanted; see <see cref="ClassCrossEntropy{T}"/>.</summary>
/// <param name="Scale">Factor of the outputs, positive.</param>
/// <param name="Smoothing">The share of the probability that all classes have alike, 0 to below 1.</param>
internal sealed record SoftmaxOptions(double Scale = 1, double Smoothing = 0)
{
    /// <summary>The cross-entropy that kernels compute; that of the outputs as they are where nothing is said.</summary>
    internal static ClassCrossEntropy<T> Of<T>(SoftmaxOptions? options)
        where T : unmanaged, IReal<T> => new(T.From(options?.Scale ?? 1), T.From(options?.Smoothing ?? 0));
}
