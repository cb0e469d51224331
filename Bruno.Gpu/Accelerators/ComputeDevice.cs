using System.Runtime.CompilerServices;
using Bruno.Gpu.Kernels.Groups;
using Bruno.Gpu.Kernels.Intrinsics;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

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

    private readonly Context context;
    private readonly KernelLoader kernels;
    private readonly Stack<IDisposable> owned = [];
    private HostTeam? team;

    private ComputeDevice(Context context, Accelerator accelerator, ComputeDeviceDescription description, DeviceMemory memory)
    {
        this.context = context;
        Accelerator = accelerator;
        Description = description;
        Memory = memory;
        Choice = new DeviceChoice(description, false, "as asked for", []);
        kernels = new KernelLoader(accelerator, Gate);
    }

    /// <summary>What the device is.</summary>
    public ComputeDeviceDescription Description { get; }

    /// <summary>The memory on it.</summary>
    internal DeviceMemory Memory { get; }

    /// <summary>ILGPU's accelerator.</summary>
    public Accelerator Accelerator { get; }

    /// <summary>What was free of the device's memory when it was opened, bytes; its <see cref="Memory"/> may be limited to less.</summary>
    public long AvailableBytes { get; private init; }

    /// <summary>Whether this is the plan of a device.</summary>
    public bool IsPlan { get; private init; }

    /// <summary>
    /// The threads of a group, where it is a host that works in groups as a GPU does; none otherwise. GPUs choose their group size
    /// themselves.
    /// </summary>
    internal int? HostGroup { get; private init; }

    /// <summary>The host's cores, as long as this device is open.</summary>
    internal HostTeam Team => team ??= Own(() => new HostTeam(Environment.ProcessorCount, Gate));

    /// <summary>What all launches pass.</summary>
    internal LaunchGate Gate { get; } = new();

    /// <summary>Whether buffers are host memory, so that host code may read and write them in place.</summary>
    public bool IsHost => Accelerator.AcceleratorType == AcceleratorType.CPU;

    /// <summary>Which device was taken for the name that was asked for, and why.</summary>
    internal DeviceChoice Choice { get; private set; }

    /// <summary>The devices of this machine that can be used; the CPU is always there.</summary>
    public static IReadOnlyList<ComputeDeviceDescription> List() => Inventory().Devices;

    /// <summary>What this machine has to compute on, and what of it cannot be used and why.</summary>
    internal static DeviceInventory Inventory() => DeviceDiscovery.OfAll().Inventory;

    /// <summary>Opens a device.</summary>
    /// <param name="name">
    /// cpu, cuda:N or opencl:N (cuda and opencl mean the first); auto takes the best that works, see <see cref="DeviceRanking"/>. A
    /// device asked for by name is never replaced by another.
    /// </param>
    /// <param name="memoryLimit">The most bytes that may be allocated on it; all that is free on it when not given.</param>
    /// <param name="precision">What kernels will compute in: a device that does not have it is not opened.</param>
    /// <param name="policy">Which devices must not be used, and who is told which one was opened.</param>
    /// <exception cref="DeviceUnavailableException">There is no such device, or it must not be used or does not open.</exception>
    internal static ComputeDevice Open(
        string name, long? memoryLimit = null, Precision precision = Precision.Float, DevicePolicy? policy = null)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new DeviceUnavailableException(
                "This program is built without code that is made while it runs, which compute devices need: write '#:property PublishAot=false' into its first lines, "
                    + "or <PublishAot>false</PublishAot> into its project.");
        }

        // The host is there whatever drivers do, and does not wait for them.
        DeviceDiscovery found = DeviceSelection.Normalise(name) == HostDevice.Name ? DeviceDiscovery.OfHost() : DeviceDiscovery.OfAll();
        (ComputeDevice device, DeviceChoice choice) = DeviceSelection.Open(
            name, found.Inventory, precision, policy?.Rejects, description => Make(found.DeviceOf(description), description, memoryLimit));
        device.Choice = choice;
        try
        {
            policy?.Chosen?.Invoke(choice);
        }
        catch
        {
            device.Dispose();
            throw;
        }

        return device;
    }

    /// <summary>A device like this one on which nothing is allocated or compiled; it ends with this one.</summary>
    public ComputeDevice Plan() =>
        new(context, Accelerator, Description, new DeviceMemory(null, Memory.Limit)) { IsPlan = true, Choice = Choice };

    /// <summary>
    /// Compiles a kernel for this device. Do it once and keep the result: it launches on the default stream.
    /// </summary>
    /// <typeparam name="TKernel">Action of Index1D and the kernel's parameters.</typeparam>
    public TKernel Load<TKernel>(TKernel kernel)
        where TKernel : Delegate =>
        IsPlan ? null!
        : IsHost ? OnHost(kernel)
        : kernels.Load<TKernel>(kernel);

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
        IsPlan ? null!
        : IsHost ? OnHost(kernel)
        : kernels.LoadInGroups<TKernel>(kernel, GroupFor(
            threads, Math.Max(Accelerator.WarpSize, SmallestGroup), Accelerator.NumMultiprocessors, Accelerator.MaxNumThreadsPerGroup));

    /// <summary>
    /// Compiles a kernel whose threads work in groups. Do it once and keep the result: it launches a number of groups, of a number
    /// of threads each, on the default stream.
    /// </summary>
    /// <typeparam name="TLaunch">Action of KernelConfig and the kernel's parameters.</typeparam>
    /// <param name="kernel">The kernel, marked with <c>GroupedKernelAttribute</c>.</param>
    public TLaunch LoadGrouped<TLaunch>(Delegate kernel)
        where TLaunch : Delegate =>
        IsPlan ? null! : kernels.LoadGrouped<TLaunch>(kernel);

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

    /// <summary>
    /// Ends work on the device when this is cancelled: what was begun has a second to end by itself, then launches throw
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    public void EndOn(CancellationToken cancellation) => Gate.EndOn(cancellation);

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
    /// <param name="hasDouble">Whether it says of itself that it computes in double.</param>
    internal static ComputeDevice OpenGroupedHost(int warp, int warps, int group, bool hasDouble = true)
    {
        CPUDevice cpu = new(numThreadsPerWarp: warp, numWarpsPerMultiprocessor: warps, numMultiprocessors: 1);
        Context context = CreateContext(cpu);
        ComputeDeviceDescription description = HostDevice.Describe(cpu) with { HasDouble = hasDouble };
        Accelerator accelerator = cpu.CreateAccelerator(context);
        return new ComputeDevice(context, accelerator, description, new DeviceMemory(accelerator, description.MemoryBytes))
        {
            AvailableBytes = description.MemoryBytes,
            HostGroup = group,
        };
    }

    private static ComputeDevice Make(Device device, ComputeDeviceDescription description, long? memoryLimit)
    {
        Context context = CreateContext(device as CPUDevice ?? HostDevice.Create());
        try
        {
            Accelerator accelerator = device.CreateAccelerator(context);
            long available = accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : description.MemoryBytes;
            DeviceMemory memory = new(accelerator, Math.Min(memoryLimit ?? long.MaxValue, available));
            return new ComputeDevice(context, accelerator, description, memory) { AvailableBytes = available };
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>ILGPU's context: what all compilers need. GPUs need not be known to it.</summary>
    private static Context CreateContext(CPUDevice cpu) =>
        KernelContext.Create(builder => builder.CPU(cpu).EnableAlgorithms());

    private TKernel OnHost<TKernel>(TKernel kernel)
        where TKernel : Delegate => HostGroup is { } group
        ? kernels.LoadInGroups<TKernel>(kernel, group)
        : new HostKernels(Team).Load<TKernel>(kernel.Method);
}
