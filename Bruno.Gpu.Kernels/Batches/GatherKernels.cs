using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Batches;

/// <summary>
/// Makes a batch from a data set that lies on the device as one long array of samples, each [steps, channels].
/// </summary>
public static class GatherKernels
{
    /// <summary>One element of the batch's [steps, batch, channels]; zero beyond the end of its sample.</summary>
    /// <param name="index">The element.</param>
    /// <param name="shape">The shape of the batch; its neurons are the channels.</param>
    /// <param name="samples">Which sample each batch element is.</param>
    /// <param name="offsets">Where each sample begins, in steps.</param>
    /// <param name="stepCounts">How many steps each sample has.</param>
    /// <param name="source">All samples, one after the other.</param>
    /// <param name="target">Receives the batch.</param>
    public static void Values<T>(
        Index1D index,
        SequenceShape shape,
        ArrayView<int> samples,
        ArrayView<int> offsets,
        ArrayView<int> stepCounts,
        ArrayView<T> source,
        ArrayView<T> target)
        where T : unmanaged, IReal<T>
    {
        int step = index / shape.Lanes, lane = index % shape.Lanes;
        int sample = samples[lane / shape.Neurons];
        target[index] = step < stepCounts[sample]
            ? source[(offsets[sample] + step) * shape.Neurons + lane % shape.Neurons]
            : T.From(0);
    }

    /// <summary>One step of one batch element, moved in time; zero where that step lies outside its sample.</summary>
    /// <param name="index">The step times batch elements, plus the element.</param>
    /// <param name="shape">The shape of the batch; its neurons are the channels.</param>
    /// <param name="warp">How samples are moved.</param>
    /// <param name="samples">Which sample each batch element is.</param>
    /// <param name="offsets">Where each sample begins, in steps.</param>
    /// <param name="stepCounts">How many steps each sample has.</param>
    /// <param name="source">All samples, one after the other.</param>
    /// <param name="target">Receives the batch.</param>
    public static void Warped<T>(
        Index1D index,
        SequenceShape shape,
        TimeWarp warp,
        ArrayView<int> samples,
        ArrayView<int> offsets,
        ArrayView<int> stepCounts,
        ArrayView<T> source,
        ArrayView<T> target)
        where T : unmanaged, IReal<T>
    {
        int sample = samples[index % shape.Batch], step = index / shape.Batch;
        int from = step < stepCounts[sample] ? warp.SourceOf(sample, step, stepCounts[sample]) : -1;
        for (int channel = 0; channel < shape.Neurons; ++channel)
        {
            target[index * shape.Neurons + channel] = from >= 0
                ? source[(offsets[sample] + from) * shape.Neurons + channel]
                : T.From(0);
        }
    }

    /// <summary>The label and length of each batch element.</summary>
    public static void Labels(
        Index1D element,
        ArrayView<int> samples,
        ArrayView<int> sourceLabels,
        ArrayView<int> stepCounts,
        ArrayView<int> labels,
        ArrayView<int> lengths)
    {
        int sample = samples[element];
        labels[element] = sourceLabels[sample];
        lengths[element] = stepCounts[sample];
    }
}
