using System.Reflection;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Kernels.Groups;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace Bruno.Gpu.Accelerators;

/// <summary>
/// A compute device in use: ILGPU's context and accelerator, and the memory on it. One thread at a time may use it. A
/// <see cref="Plan">plan</see> of it allocates and compiles nothing: whatever is built on it tells the memory it would take.
/// </summary>
public sealed class ComputeDevice : IDisposable
{
    private const int SmallestGroup = 32;

    /// <summary>Of every GPU of NVIDIA since Maxwell; of the others, about as many.</summary>
    private const int SchedulersPerMultiprocessor = 4;

    /// <summary>
    /// On the CPU accelerator a group of one runs fastest by far: ILGPU pays for every further thread of a group with a switch.
    /// </summary>
    private const int FastestHostGroup = 1;

    private readonly Context context;
    private readonly Stack<IDisposable> owned = [];

    private ComputeDevice(Context context, Accelerator accelerator, ComputeDeviceDescription description, DeviceMemory memory)
    {
        this.context = context;
        Accelerator = accelerator;
        Description = description;
        Memory = memory;
    }

    /// <summary>What the device is.</summary>
    public ComputeDeviceDescription Description { get; }

    /// <summary>The memory on it.</summary>
    public DeviceMemory Memory { get; }

    /// <summary>ILGPU's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>What was free of the device's memory when it was opened, bytes; its <see cref="Memory"/> may be limited to less.</summary>
    public long AvailableBytes { get; private init; }

    /// <summary>Whether this is the plan of a device.</summary>
    public bool IsPlan { get; private init; }

    /// <summary>The threads of a group, where it is a host; GPUs choose their group size themselves.</summary>
    internal int HostGroup { get; private init; } = FastestHostGroup;

    /// <summary>Whether buffers are host memory, so that host code may read and write them in place.</summary>
    public bool IsHost => Accelerator.AcceleratorType == AcceleratorType.CPU;

    /// <summary>The devices of this machine; the CPU is always there.</summary>
    public static IReadOnlyList<ComputeDeviceDescription> List()
    {
        using Context context = CreateContext();
        return [.. Enumerate(context).Select(entry => entry.Description)];
    }

    /// <summary>Opens a device.</summary>
    /// <param name="name">
    /// cpu, cuda:N or opencl:N (cuda and opencl mean the first); auto takes the first CUDA device, else the CPU. A
    /// device asked for by name is never replaced by another.
    /// </param>
    /// <param name="memoryLimit">The most bytes that may be allocated on it; all that is free on it when not given.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device.</exception>
    public static ComputeDevice Open(string name, long? memoryLimit = null)
    {
        Context context = CreateContext();
        try
        {
            List<(ComputeDeviceDescription Description, Device Device)> devices = [.. Enumerate(context)];
            string wanted = name.Trim().ToLowerInvariant();
            if (wanted == "auto")
                wanted = devices.Find(d => d.Device is CudaDevice).Description?.Name ?? "cpu";
            if (wanted is "cuda" or "opencl")
                wanted += ":0";

            int index = devices.FindIndex(d => d.Description.Name == wanted);
            if (index < 0)
                throw Unknown(name, wanted, [.. devices.Select(d => d.Description.Name)]);

            (ComputeDeviceDescription description, Device device) = devices[index];
            Accelerator accelerator = device.CreateAccelerator(context);
            long available = accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : description.MemoryBytes;
            DeviceMemory memory = new(accelerator, Math.Min(memoryLimit ?? long.MaxValue, available));
            return new ComputeDevice(context, accelerator, description, memory) { AvailableBytes = available };
        }
        catch (Exception exception) when (exception is not BrunoException)
        {
            context.Dispose();
            throw new DeviceUnavailableException(
                $"The device '{name}' could not be opened: {exception.Message} Try --device cpu, or see 'bruno devices'.", exception);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>A device like this one on which nothing is allocated or compiled; it ends with this one.</summary>
    public ComputeDevice Plan() =>
        new(context, Accelerator, Description, new DeviceMemory(null, Memory.Limit)) { IsPlan = true };

    /// <summary>
    /// Compiles a kernel for this device. Do it once and keep the result: it launches on the default stream.
    /// </summary>
    /// <typeparam name="TKernel">Action of Index1D and the kernel's parameters.</typeparam>
    public TKernel Load<TKernel>(TKernel kernel)
        where TKernel : Delegate =>
        IsPlan ? null!
        : IsHost ? InGroups(kernel, HostGroup)
        : (TKernel)LoadWith(nameof(KernelLoaders.LoadAutoGroupedStreamKernel), typeof(TKernel).GetGenericArguments(), Accelerator, kernel);

    /// <summary>
    /// Compiles a kernel of few threads that work long, such as one a neuron through all outer steps: in groups so small that
    /// there is one for every multiprocessor, as far as there are threads. ILGPU's own choice fills one multiprocessor after the
    /// other. Do it once and keep the result: it launches on the default stream.
    /// </summary>
    /// <typeparam name="TKernel">Action of Index1D and the kernel's parameters.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="threads">How many threads there are, at most.</param>
    public TKernel LoadLong<TKernel>(TKernel kernel, int threads)
        where TKernel : Delegate =>
        IsPlan ? null! : InGroups(
            kernel,
            IsHost ? HostGroup : GroupFor(
                threads, Math.Max(Accelerator.WarpSize, SmallestGroup), Accelerator.NumMultiprocessors, Accelerator.MaxNumThreadsPerGroup));

    /// <summary>
    /// Compiles a kernel whose threads work in groups. Do it once and keep the result: it launches a number of groups, of a number
    /// of threads each, on the default stream.
    /// </summary>
    /// <typeparam name="TLaunch">Action of KernelConfig and the kernel's parameters.</typeparam>
    /// <param name="kernel">The kernel, marked with <see cref="GroupedKernelAttribute"/>.</param>
    public TLaunch LoadGrouped<TLaunch>(Delegate kernel)
        where TLaunch : Delegate =>
        IsPlan ? null! : (TLaunch)LoadWith(nameof(KernelLoaders.LoadStreamKernel), kernel.GetType().GetGenericArguments(), Accelerator, kernel);

    /// <summary>The one thing of a kind that ends before the device does; it is made when it is first asked for.</summary>
    internal T Own<T>(Func<T> make)
        where T : class, IDisposable
    {
        if (owned.OfType<T>().FirstOrDefault() is { } known)
            return known;
        T part = make();
        owned.Push(part);
        return part;
    }

    /// <summary>Waits until everything launched so far has run.</summary>
    public void Synchronize() => Accelerator.Synchronize();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsPlan)
            return;
        while (owned.TryPop(out IDisposable? part))
            part.Dispose();
        Accelerator.Dispose();
        context.Dispose();
    }

    /// <summary>
    /// Threads of a group: whole warps, from one to as many as a multiprocessor runs at once without sharing a scheduler, and never
    /// more than the device allows, which may be less than a warp.
    /// </summary>
    /// <param name="threads">How many threads there are, at most.</param>
    /// <param name="warp">Threads of a warp.</param>
    /// <param name="multiprocessors">Multiprocessors of the device.</param>
    /// <param name="limit">The most threads of a group that the device allows.</param>
    internal static int GroupFor(int threads, int warp, int multiprocessors, int limit)
    {
        if (limit < warp)
            return Math.Max(limit, 1);
        int warps = Math.Clamp(threads / (warp * multiprocessors), 1, SchedulersPerMultiprocessor);
        return warp * Math.Min(warps, limit / warp);
    }

    /// <summary>The CPU accelerator with groups as on a GPU: slow, but what depends on groups can be tested without one.</summary>
    /// <param name="warp">Threads of a warp.</param>
    /// <param name="warps">Warps of the largest group.</param>
    /// <param name="group">Threads of the groups of kernels that do not choose.</param>
    internal static ComputeDevice OpenGroupedHost(int warp, int warps, int group)
    {
        CPUDevice cpu = new(numThreadsPerWarp: warp, numWarpsPerMultiprocessor: warps, numMultiprocessors: 1);
        Context context = Context.Create(builder => GroupBarrier.Register(builder.CPU(cpu).EnableAlgorithms()));
        (ComputeDeviceDescription description, Device device) = Enumerate(context).Single();
        Accelerator accelerator = device.CreateAccelerator(context);
        return new ComputeDevice(context, accelerator, description, new DeviceMemory(accelerator, description.MemoryBytes))
        {
            AvailableBytes = description.MemoryBytes,
            HostGroup = group,
        };
    }

    private TKernel InGroups<TKernel>(TKernel kernel, int group)
        where TKernel : Delegate => (TKernel)LoadWith(
            nameof(KernelLoaders.LoadImplicitlyGroupedStreamKernel), typeof(TKernel).GetGenericArguments(), Accelerator, kernel, group);

    private static object LoadWith(string loader, Type[] types, params object[] arguments)
    {
        MethodInfo method = typeof(KernelLoaders).GetMethods()
            .Single(m => m.Name == loader
                && m.GetParameters().Length == arguments.Length
                && m.GetGenericArguments().Length == types.Length);
        return method.MakeGenericMethod(types).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    private static Context CreateContext()
    {
        CPUDevice cpu = new(numThreadsPerWarp: 2, numWarpsPerMultiprocessor: 1, numMultiprocessors: Environment.ProcessorCount);
        return Context.Create(builder =>
        {
            Context.Builder with = GroupBarrier.Register(builder.CPU(cpu).EnableAlgorithms());
            TryRegister(() => with.Cuda());
            TryRegister(() => with.OpenCL());
        });
    }

    /// <summary>A backend whose driver is broken must not take the others with it.</summary>
    private static void TryRegister(Action register)
    {
        try
        {
            register();
        }
        catch (Exception exception) when (exception is DllNotFoundException or NotSupportedException or TypeInitializationException or InvalidOperationException)
        {
            // No such backend on this machine: 'bruno devices' will not list it.
        }
    }

    private static IEnumerable<(ComputeDeviceDescription Description, Device Device)> Enumerate(Context context)
    {
        int cuda = 0, opencl = 0;
        foreach (Device device in context)
        {
            (string name, string model, long memory) = device switch
            {
                CudaDevice => ($"cuda:{cuda++}", device.Name, device.MemorySize),
                CLDevice => ($"opencl:{opencl++}", device.Name, device.MemorySize),
                _ => ("cpu", "host processor", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
            };
            yield return (new(name, model, memory, device.NumMultiprocessors), device);
        }
    }

    private static DeviceUnavailableException Unknown(string name, string wanted, string[] names)
    {
        string kind = wanted.Split(':')[0];
        string reason = kind switch
        {
            "cuda" => "no such CUDA device was found (driver missing, or fewer GPUs than that)",
            "opencl" => "no such OpenCL device was found (driver missing, or fewer devices than that)",
            _ => "there is no such kind of device; the kinds are auto, cpu, cuda:N and opencl:N",
        };
        return new($"The device '{name}' is not available: {reason}. On this machine: {string.Join(", ", names)}.");
    }
}
