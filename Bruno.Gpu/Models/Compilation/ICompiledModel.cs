using Bruno.Gpu.Devices;
using Bruno.Gpu.Kernels.Scalars;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>What code that is made of a model offers: its devices, of any precision. Public for that code, which is a library of its own; not for programs.</summary>
public interface ICompiledModel
{
    /// <summary>Makes devices and hands them to a use.</summary>
    /// <param name="constants">The constants of each device.</param>
    /// <param name="use">Receives as many devices as there are sets.</param>
    TResult Use<T, TResult>(double[][] constants, IDeviceUse<T, TResult> use)
        where T : unmanaged, IReal<T>;
}
