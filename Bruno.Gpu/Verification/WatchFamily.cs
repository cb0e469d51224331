using Bruno.Gpu.Accelerators;
using Bruno.Gpu.Conformance;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;
using Bruno.Gpu.Optimizers;
using Bruno.Gpu.Parameters;
using ILGPU;

namespace Bruno.Gpu.Verification;

/// <summary>
/// The watches for numbers that are not finite: each kind of them at each place is noticed, and the largest finite ones are not. A compiler that
/// takes all numbers for finite ones removes the comparison.
/// </summary>
internal sealed class WatchFamily : IVerificationFamily
{
    private const int Lanes = 37, Variables = 3, Elements = 67;

    private static readonly double[] NoNumbers = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    /// <inheritdoc/>
    public string Name => "watch for lost numbers";

    /// <inheritdoc/>
    public bool IsInShortForm => true;

    /// <inheritdoc/>
    public IEnumerable<Deviation> Measure<T>(VerificationContext context)
        where T : unmanaged, IReal<T> => OfStates<T>(context).Concat(OfParameters<T>(context));

    private static IEnumerable<Deviation> OfStates<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        var watch = context.Device.Load<Action<Index1D, ArrayView<T>, ArrayView<T>, int, int, T, ArrayView<int>>>(StateWatchKernel.Run);
        T largest = LargestNumber.Of<T>();
        bool Sees(int? place, double value)
        {
            double[] numbers = [.. Enumerable.Repeat(-T.ToDouble(largest), Variables * Lanes)];
            if (place is int index)
                numbers[index] = value;
            using DeviceBuffer<T> potentials = context.Upload<T>(numbers[..Lanes]), others = context.Upload<T>(numbers[Lanes..]);
            using DeviceBuffer<int> lost = context.Device.Memory.Allocate<int>([0], MemoryPurpose.Scratch);
            watch(Lanes, potentials.View, others.View, Variables, Lanes, largest, lost.View);
            return lost.Download()[0] != 0;
        }

        yield return new("finite states that are taken for lost", Sees(null, 0) ? 1 : 0, 0);
        yield return new("lost states that are overlooked", NoNumbers.Sum(value => Enumerable.Range(0, Variables).Count(variable => !Sees(variable * Lanes + Lanes - 1 - variable, value))), 0);
    }

    private static IEnumerable<Deviation> OfParameters<T>(VerificationContext context)
        where T : unmanaged, IReal<T>
    {
        foreach (OptimizerKind kind in Enum.GetValues<OptimizerKind>())
        {
            ParameterLayout layout = new();
            layout.Declare("a.weights", [Elements / 2], new double[Elements / 2]);
            layout.Declare("b.weights", [Elements - Elements / 2], new double[Elements - Elements / 2]);
            using ParameterStore<T> store = new(context.Device, layout);
            string? Seen(int? place, double value)
            {
                using Optimizer<T> optimizer = new(context.Device, store, new OptimizerOptions { Name = kind });
                double[] gradients = [.. Enumerable.Repeat(-1e9, Elements)];
                if (place is int index)
                    gradients[index] = value;
                ConformanceBuffers.Upload(store.Gradients, context.Stream, gradients);
                optimizer.Step(0.01);
                store.Import(new double[Elements]);
                return optimizer.FindNonFinite()?.Name;
            }

            yield return new($"{kind}: finite gradients that are taken for lost", Seen(null, 0) is null ? 0 : 1, 0);
            yield return new($"{kind}: lost gradients that are overlooked", NoNumbers.Count(value => Seen(3, value) != "a.weights" || Seen(Elements - 1, value) != "b.weights"), 0);
        }
    }
}
