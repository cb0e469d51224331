using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>The drive x + R s of a recurrent layer, with the spikes of the step before.</summary>
public static class RecurrentDrive
{
    /// <summary>The drive of a lane at a step; <paramref name="recurrent"/> is [from, to], or empty.</summary>
    public static T Read<T>(
        Signal<T> input, ArrayView<T> recurrent, ArrayView<Spike> spikes, int step, SequenceShape shape, int lane)
        where T : unmanaged, IReal<T>
    {
        T drive = DelayedInput.Read(input, step, shape, lane);
        if (recurrent.Length == 0 || step == 0)
            return drive;

        int neuron = lane % shape.Neurons;
        int first = (step - 1) * shape.Lanes + lane - neuron;
        for (int from = 0; from < shape.Neurons; ++from)
        {
            if (spikes[first + from].Fired)
                drive += recurrent[from * shape.Neurons + neuron];
        }

        return drive;
    }
}
