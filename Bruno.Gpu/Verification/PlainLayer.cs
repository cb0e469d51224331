using Bruno.Gpu.Gradients;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Differentiation;
using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Scalars;

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
internal sealed class PlainLayer<TDevice, T, TStep>(TDevice[] devices, int neurons, double[] currents, int lanes, TStep step)
    where T : unmanaged, IReal<T>
    where TDevice : unmanaged, IDevice<TDevice, T>
    where TStep : struct, IPlainStep<TDevice, T>
{
    private readonly int steps = currents.Length / lanes;

    // Row 0 is the start.
    private readonly DeviceState<T>[] states = new DeviceState<T>[(currents.Length / lanes + 1) * lanes];

    /// <summary>Whether the backward pass reads states that were rounded to 16 bits, on the same side of the threshold.</summary>
    public bool IsRounded { get; init; }

    /// <summary>Runs all lanes from their initial state.</summary>
    public LayerStates Forward()
    {
        double[] potential = new double[currents.Length], @internal = new double[currents.Length], spikes = new double[currents.Length];
        Parallel.For(0, lanes, lane =>
        {
            TDevice device = DeviceOf(lane);
            states[lane] = device.Initial;
            for (int index = lane; index < currents.Length; index += lanes)
            {
                DeviceState<T> before = states[index];
                DeviceState<T> after = device.Fires(before.Potential)
                    ? device.Reset
                    : step.Advance(device, before, T.From(currents[index]));
                states[index + lanes] = after;
                potential[index] = T.ToDouble(after.Potential);
                @internal[index] = T.ToDouble(after.Internal);
                spikes[index] = device.Fires(after.Potential) ? 1 : 0;
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
            T zero = T.From(0), v = zero, p = zero;
            for (int k = steps - 1; k >= 0; --k)
            {
                int index = k * lanes + lane;
                DeviceState<T> before = Kept(device, states[index]);
                T spike = T.From(chosen is null || chosen.Contains(k) ? adjoints[index] : 0);
                v += Adjoint.Times(surrogate.Derivative(Kept(device, states[index + lanes]).Potential - device.Threshold), spike);
                if (device.Fires(before.Potential))
                {
                    (v, p) = (zero, zero);
                }
                else
                {
                    Jacobian<T> j = step.Linearise(device, before, T.From(currents[index]));
                    result[index] = T.ToDouble(Sum(v, p, j.Potential.ByInput, j.Internal.ByInput));
                    (v, p) = (
                        Sum(v, p, j.Potential.ByPotential, j.Internal.ByPotential), Sum(v, p, j.Potential.ByInternal, j.Internal.ByInternal));
                }

                if (!routes.CarriesAdjoints || (routes.ForgetEvery is int stretch && k % stretch == 0))
                    (v, p) = (zero, zero);
            }
        });
        return result;
    }

    private DeviceState<T> Kept(TDevice device, DeviceState<T> state)
    {
        if (!IsRounded)
            return state;
        ushort potential = T.ToHalf(state.Potential);
        bool fires = device.Fires(state.Potential);
        if (fires != device.Fires(T.FromHalf(potential)))
            potential = fires ? HalfBits.Above(potential) : HalfBits.Below(potential);
        return new(T.FromHalf(potential), T.FromHalf(T.ToHalf(state.Internal)));
    }

    private static T Sum(T v, T p, T ofPotential, T ofInternal) => Adjoint.Times(v, ofPotential) + Adjoint.Times(p, ofInternal);

    private TDevice DeviceOf(int lane) => devices[devices.Length > 1 ? lane % neurons : 0];
}
