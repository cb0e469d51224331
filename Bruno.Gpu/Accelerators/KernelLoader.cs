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
/// <param name="accelerator">The accelerator.</param>
/// <param name="gate">What launches pass.</param>
internal sealed class KernelLoader(Accelerator accelerator, LaunchGate gate)
{
    /// <summary>Group sizes that are none: the driver's choice, or that of each launch.</summary>
    private const int Automatic = 0, Explicit = -1;

    /// <summary>A kernel's parameters say of which type its launcher is.</summary>
    private readonly Dictionary<(MethodInfo Method, int Group), Delegate> launchers = [];

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
        if (!launchers.TryGetValue((method, group), out Delegate? launcher))
            launchers.Add((method, group), launcher = LauncherOf<TLaunch>(Compile(method, group)));
        return (TLaunch)launcher;
    }

    private TLaunch LauncherOf<TLaunch>(Kernel kernel)
        where TLaunch : Delegate
    {
        // ILGPU's launcher takes a stream before everything else.
        ParameterExpression[] parameters = [.. typeof(TLaunch).GetMethod("Invoke")!.GetParameters().Select(p => Expression.Parameter(p.ParameterType))];
        Type launcher = Expression.GetActionType([typeof(AcceleratorStream), .. parameters.Select(p => p.Type)]);
        MethodInfo create = typeof(Kernel).GetMethod(nameof(Kernel.CreateLauncherDelegate))!.MakeGenericMethod(launcher);
        Expression call = Expression.Invoke(
            Expression.Constant(create.Invoke(kernel, null), launcher), [Expression.Constant(accelerator.DefaultStream), .. parameters]);
        Expression pass = Expression.Invoke(Expression.Constant(() => gate.Pass(accelerator.Synchronize)));
        return Expression.Lambda<TLaunch>(Expression.Block(pass, call), parameters).Compile();
    }

    private Kernel Compile(MethodInfo method, int group)
    {
        string name = $"{method.DeclaringType?.Name}.{method.Name}";
        try
        {
            return Compile(name, method, group);
        }
        catch (Exception exception) when (Unsupported(exception) is { } capability)
        {
            throw new DeviceUnavailableException(
                $"{accelerator.Name} cannot run the kernel {name}: {capability} Take another device: --device cpu, or see 'bruno devices'.", exception);
        }
        catch (Exception exception) when (DeviceFailure.Describe(exception) is { } failure)
        {
            throw new DeviceUnavailableException(
                $"The driver of {accelerator.Name} did not take the kernel {name}: {failure}. A newer driver may; the CPU does (--device cpu).", exception);
        }
    }

    /// <summary>What a device lacks that a kernel needs, where ILGPU says so.</summary>
    private static string? Unsupported(Exception exception) =>
        (exception as CapabilityNotSupportedException ?? exception.InnerException as CapabilityNotSupportedException)?.Message;

    private Kernel Compile(string name, MethodInfo method, int group)
    {
        EntryPointDescription entry = group == Explicit
            ? EntryPointDescription.FromExplicitlyGroupedKernel(method)
            : EntryPointDescription.FromImplicitlyGroupedKernel(method);
        CompiledKernel compiled = accelerator.CompileKernel(entry, group > 0 ? new KernelSpecialization(group, null) : KernelSpecialization.Empty);
        compiled = compiled switch
        {
            PTXCompiledKernel ptx => MakePtx(accelerator.Context, EntryPointOf(ptx), ptx.Info, KernelCode.MendPtx(name, ptx.PTXAssembly)),
            CLCompiledKernel source => new CLCompiledKernel(
                accelerator.Context, (SeparateViewEntryPoint)EntryPointOf(source), source.Info, KernelCode.MendOpenCl(name, source.Source), source.CVersion),
            _ => compiled,
        };
        return group switch
        {
            Explicit => accelerator.LoadKernel(compiled),
            Automatic => accelerator.LoadAutoGroupedKernel(compiled),
            _ => accelerator.LoadImplicitlyGroupedKernel(compiled, group),
        };
    }

    /// <summary>ILGPU lets no one read the entry point of a compiled kernel, nor make one of PTX.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EntryPoint")]
    private static extern EntryPoint EntryPointOf(CompiledKernel kernel);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PTXCompiledKernel MakePtx(Context context, EntryPoint entryPoint, CompiledKernel.KernelInfo? info, string assembly);
}
