using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Integrators;
using Bruno.Gpu.Kernels.Devices;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Kernels.Vectors;
using Bruno.Gpu.Simulation;

namespace Bruno.Gpu.Fitting;

/// <summary>What devices answer to all traces of a drive, with numbers of a kind: plain ones, or such with a derivative.</summary>
/// <param name="device">The compute device.</param>
/// <param name="model">The model.</param>
/// <param name="drive">The drive.</param>
/// <param name="stimuli">The traces.</param>
/// <param name="integrator">How an interval is integrated.</param>
internal sealed class DriveResponses<T>(ComputeDevice device, IDeviceModel model, DriveKind drive, Stimulus[] stimuli, IntegratorChoice integrator) : IDisposable
    where T : unmanaged, IReal<T>
{
    private const long MostBytes = 1 << 28;

    private readonly Responses<T> responses = new(device.Memory, stimuli);
    private object? run;

    /// <summary>How many numbers a set of parameters gives.</summary>
    public int Outputs => responses.Outputs;

    /// <summary>The answers, [sets, numbers], in internal units.</summary>
    /// <param name="sets">Parameters that differ from the defaults.</param>
    /// <param name="tangents">The derivatives of all constants of each set's device, where numbers have a derivative.</param>
    public T[] Of(IReadOnlyList<IReadOnlyDictionary<string, double>> sets, IReadOnlyList<double[]>? tangents) => model.Use(sets, new Use(this, tangents));

    /// <inheritdoc/>
    public void Dispose() => responses.Dispose();

    private sealed record Use(DriveResponses<T> Owner, IReadOnlyList<double[]>? Tangents) : IDeviceUse<T, T[]>
    {
        public T[] With<TDevice, TState, TMatrix>(TDevice[] devices)
            where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
            where TState : unmanaged, INumbers<TState, T>
            where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
        {
            if (Tangents is not null)
                Differentiate(devices, Tangents);
            ResponseRun<T, TDevice, TState, TMatrix> run = Owner.RunOf<TDevice, TState, TMatrix>(devices[0]);
            int most = (int)Math.Clamp(MostBytes / (Math.Max(1, Owner.Outputs) * Unsafe.SizeOf<T>()), 1, devices.Length);
            return [.. devices.Chunk(most).SelectMany(some => run.Run(Owner.responses, some))];
        }

        private static void Differentiate<TDevice>(TDevice[] devices, IReadOnlyList<double[]> tangents)
            where TDevice : unmanaged
        {
            if (!typeof(ILanewise).IsAssignableFrom(typeof(TDevice)))
                throw new BrunoException(ExitCode.Usage, $"{typeof(TDevice).Name} devices cannot be fitted: the model is not made of numbers alone (ILanewise).");
            Span<ParameterDual<Float64>> constants = MemoryMarshal.Cast<TDevice, ParameterDual<Float64>>(devices.AsSpan());
            int width = constants.Length / devices.Length;
            for (int i = 0; i < constants.Length; ++i)
                constants[i] = new(constants[i].Number, Float64.From(tangents[i / width][i % width]));
        }
    }

    private ResponseRun<T, TDevice, TState, TMatrix> RunOf<TDevice, TState, TMatrix>(TDevice nominal)
        where TDevice : unmanaged, IDevice<TDevice, T, TState, TMatrix>
        where TState : unmanaged, INumbers<TState, T>
        where TMatrix : unmanaged, IMatrix<TMatrix, T, TState>
    {
        if (run is ResponseRun<T, TDevice, TState, TMatrix> known)
            return known;
        if (drive == DriveKind.Voltage)
        {
            ClampChecks.Require<T, TDevice, TState, TMatrix>(model, nominal);
            foreach (Stimulus stimulus in stimuli)
                ClampChecks.RequireWithin<T, TDevice, TState, TMatrix>(model, nominal, stimulus, "the measured voltages");
        }

        ResponseRun<T, TDevice, TState, TMatrix> made = new(device, drive, integrator);
        run = made;
        return made;
    }
}
