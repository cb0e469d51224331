using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;

namespace Bruno.Gpu.Verification;

/// <summary>
/// A layer of devices run and differentiated by loops over its lanes: the device models and integrators themselves, called as
/// the methods that they are, without kernels, buffers or networks.
/// </summary>
/// <param name="devices">One device for all neurons, or one each.</param>
/// <param name="neurons">Neurons of the layer.</param>
/// <param name="currents">Input, nA, [steps, lanes].</param>
/// <param name="lanes">Batch elements times neurons.</param>
/// <param name="step">An outer step and its derivative.</param>
internal sealed class PlainLayer<TDevice, T, TState, TMatrix, TStep>(TDevice[] devices, int neurons, double[] currents, int lanes, TStep step)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
    where TState : unmanaged, INumbers<TState, T>
    where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    where TStep : struct, IPlainStep<TDevice, T, TState, TMatrix>
{
    private readonly int steps = currents.Length / lanes;

    // Row 0 is the start.
    private readonly TState[] states = new TState[(currents.Length / lanes + 1) * lanes];

    /// <summary>Whether the backward pass reads states that were rounded to 16 bits, on the same side of the threshold.</summary>
    public bool IsRounded { get; init; }

    /// <summary>Runs all lanes from their initial state; of the internal variables it shows the last.</summary>
    public LayerStates Forward()
    {
        double[] potential = new double[currents.Length], @internal = new double[currents.Length], spikes = new double[currents.Length];
        Parallel.For(0, lanes, lane =>
        {
            TDevice device = DeviceOf(lane);
            states[lane] = device.Initial;
            for (int index = lane; index < currents.Length; index += lanes)
            {
                TState before = states[index];
                TState after = device.Fires(before)
                    ? device.Reset(before)
                    : step.Advance(device, before, T.From(currents[index]));
                states[index + lanes] = after;
                potential[index] = T.ToDouble(after[0]);
                @internal[index] = T.ToDouble(after[TState.Count - 1]);
                spikes[index] = device.Fires(after) ? 1 : 0;
            }
        });
        return new(potential, @internal, spikes);
    }

    /// <summary>After the forward pass: the derivative with respect to the currents, [steps, lanes].</summary>
    /// <param name="adjoints">The derivative with respect to the spikes, [steps, lanes].</param>
    /// <param name="surrogate">The derivative of a spike.</param>
    /// <param name="routes">Which ways back through time are taken.</param>
    /// <param name="chosen">The steps whose spikes count; all where none are given.</param>
    public double[] Backward(double[] adjoints, Surrogate<T> surrogate, TemporalRoutes routes, IReadOnlySet<int>? chosen)
    {
        double[] result = new double[currents.Length];
        Parallel.For(0, lanes, lane =>
        {
            TDevice device = DeviceOf(lane);
            TState none = TState.All(T.From(0)), adjoint = none;
            for (int k = steps - 1; k >= 0; --k)
            {
                int index = k * lanes + lane;
                TState before = Kept(device, states[index]);
                T spike = T.From(chosen is null || chosen.Contains(k) ? adjoints[index] : 0);
                TState after = Kept(device, states[index + lanes]);
                adjoint += Adjoint.Each<T, TState>(TState.All(Adjoint.Times(surrogate.Derivative(device.Excess(after)), spike)), device.ExcessGradient(after));
                if (device.Fires(before))
                {
                    adjoint = device.ResetDerivative(before).Pull(adjoint);
                }
                else
                {
                    Jacobian<T, TState, TMatrix> j = step.Linearise(device, before, T.From(currents[index]));
                    result[index] = T.ToDouble(TMatrix.Dot(adjoint, j.ByInput));
                    adjoint = j.ByState.Pull(adjoint);
                }

                if (!routes.CarriesAdjoints || (routes.ForgetEvery is int stretch && k % stretch == 0))
                    adjoint = none;
            }
        });
        return result;
    }

    private TState Kept(TDevice device, TState state) => IsRounded ? RoundedState.Of<T, TDevice, TState, TMatrix>(device, state) : state;

    private TDevice DeviceOf(int lane) => devices[devices.Length > 1 ? lane % neurons : 0];
}
