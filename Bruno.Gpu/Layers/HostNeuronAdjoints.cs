using Bruno.Gpu.Kernels.Gradients;
using Bruno.Gpu.Kernels.Neurons;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Layers;

/// <summary>Where <see cref="NeuronAdjoints{T}"/> lie in host memory; what is not there is null.</summary>
internal readonly unsafe struct HostNeuronAdjoints<T>(NeuronAdjoints<T> adjoints)
    where T : unmanaged, IReal<T>
{
    public readonly Surrogate<T> Surrogate = adjoints.Surrogate;

    public readonly int Carries = adjoints.Carries;

    public readonly T* Outputs = HostNeuronPass.Pointer(adjoints.Outputs);

    public readonly T* Potentials = HostNeuronPass.Pointer(adjoints.Potentials);

    public readonly T* CarriedPotential = HostNeuronPass.Pointer(adjoints.Carried.Potential);

    public readonly T* CarriedInternal = HostNeuronPass.Pointer(adjoints.Carried.Internal);

    public readonly T* OfOutput = HostNeuronPass.Pointer(adjoints.OfOutput);

    public readonly bool TrainsFirst = adjoints.TrainsFirst;

    public readonly bool TrainsLast = adjoints.TrainsLast;

    public readonly T* Shares = HostNeuronPass.Pointer(adjoints.Shares);
}
