using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Bruno.Gpu.Compilation;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// Compiles kernels for an accelerator, each once, and looks through what ILGPU generated for it before the driver gets it: see
/// <see cref="KernelCode"/>. Launches go to the accelerator's default stream.
/// </summary>
internal sealed class KernelLoader(Accelerator accelerator)
{
    /// <summary>Group sizes that are none: the driver's choice, or that of each launch.</summary>
    private const int Automatic = 0, Explicit = -1;

    private readonly Dictionary<(MethodInfo Method, int Group), Kernel> kernels = [];

    /// <summary>A kernel whose threads do not know of each other, in groups as the driver proposes.</summary>
    /// <typeparam name="TLaunch">Action of an index and the kernel's parameters.</typeparam>
    public TLaunch Load<TLaunch>(Delegate kernel)
        where TLaunch : Delegate => Launcher<TLaunch>(kernel.Method, Automatic);

    /// <summary>The same in groups of a size.</summary>
    /// <typeparam name="TLaunch">Action of an index and the kernel's parameters.</typeparam>
    public TLaunch LoadInGroups<TLaunch>(Delegate kernel, int group)
        where TLaunch : Delegate => Launcher<TLaunch>(kernel.Method, group);

    /// <summary>A kernel whose threads work together in groups; each launch says in how many of which size.</summary>
    /// <typeparam name="TLaunch">Action of KernelConfig and the kernel's parameters.</typeparam>
    public TLaunch LoadGrouped<TLaunch>(Delegate kernel)
        where TLaunch : Delegate => Launcher<TLaunch>(kernel.Method, Explicit);

    private TLaunch Launcher<TLaunch>(MethodInfo method, int group)
        where TLaunch : Delegate
    {
        if (!kernels.TryGetValue((method, group), out Kernel? kernel))
        {
            kernel = Compile(method, group);
            kernels.Add((method, group), kernel);
        }

        // ILGPU's launcher takes a stream before everything else.
        ParameterExpression[] parameters = [.. typeof(TLaunch).GetMethod("Invoke")!.GetParameters().Select(p => Expression.Parameter(p.ParameterType))];
        Type launcher = Expression.GetActionType([typeof(AcceleratorStream), .. parameters.Select(p => p.Type)]);
        MethodInfo create = typeof(Kernel).GetMethod(nameof(Kernel.CreateLauncherDelegate))!.MakeGenericMethod(launcher);
        Expression call = Expression.Invoke(
            Expression.Constant(create.Invoke(kernel, null), launcher), [Expression.Constant(accelerator.DefaultStream), .. parameters]);
        return Expression.Lambda<TLaunch>(call, parameters).Compile();
    }

    private Kernel Compile(MethodInfo method, int group)
    {
        string name = $"{method.DeclaringType?.Name}.{method.Name}";
        EntryPointDescription entry = group == Explicit
            ? EntryPointDescription.FromExplicitlyGroupedKernel(method)
            : EntryPointDescription.FromImplicitlyGroupedKernel(method);
        CompiledKernel compiled = accelerator.CompileKernel(entry, group > 0 ? new KernelSpecialization(group, null) : KernelSpecialization.Empty);
        if (compiled is PTXCompiledKernel ptx)
            KernelCode.CheckPtx(name, ptx.PTXAssembly);
        else if (compiled is CLCompiledKernel source)
            compiled = Mended(name, source);
        return group switch
        {
            Explicit => accelerator.LoadKernel(compiled),
            Automatic => accelerator.LoadAutoGroupedKernel(compiled),
            _ => accelerator.LoadImplicitlyGroupedKernel(compiled, group),
        };
    }

    private CLCompiledKernel Mended(string name, CLCompiledKernel kernel) => new(
        accelerator.Context, (SeparateViewEntryPoint)EntryPointOf(kernel), kernel.Info, KernelCode.MendOpenCl(name, kernel.Source), kernel.CVersion);

    /// <summary>ILGPU lets anyone make a compiled kernel of an entry point, but not read that of another.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EntryPoint")]
    private static extern EntryPoint EntryPointOf(CompiledKernel kernel);
}
