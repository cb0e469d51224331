using Bruno.Gpu.Kernels.Scalars;
using ILGPU;

namespace Bruno.Gpu.Kernels.Neurons;

/// <summary>Notices states that are no longer numbers. Such a state stays so to the end of its sequence, and never fires.</summary>
public static class StateWatchKernel
{
    /// <param name="lane">Batch element times neurons plus neuron.</param>
    /// <param name="potentials">Membrane potentials of a layer after a window.</param>
    /// <param name="others">Its internal variables, a plane each.</param>
    /// <param name="variables">How many variables a state has.</param>
    /// <param name="stride">From one of the internal variables to the next.</param>
    /// <param name="largest">The largest finite number.</param>
    /// <param name="lost">[1], is set to 1 where a state is not finite; all threads that find one write the same number.</param>
    public static void Run<T>(Index1D lane, ArrayView<T> potentials, ArrayView<T> others, int variables, int stride, T largest, ArrayView<int> lost)
        where T : unmanaged, IReal<T>
    {
        // Counted, because a number that is none is neither above nor below anything.
        int finite = T.Abs(potentials[lane]) <= largest ? 1 : 0;
        for (int i = 0; i < variables - 1; ++i)
            finite += T.Abs(others[(long)i * stride + lane]) <= largest ? 1 : 0;
        if (finite < variables)
            lost[0] = 1;
    }
}
