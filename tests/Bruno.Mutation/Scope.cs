namespace Bruno.Mutation;

/// <summary>Files whose mutants are tried, and tests that should notice them: a choice that takes seconds.</summary>
/// <param name="Project">The project of the product.</param>
/// <param name="Paths">Folders and files, from the root of the repository.</param>
/// <param name="Tests">Assemblies of tests, and classes of them without the name of the assembly.</param>
internal sealed record Scope(string Project, string[] Paths, params (string Assembly, string[] Classes)[] Tests)
{
    private const string OfKernels = "Bruno.Gpu.Kernels.Tests", OfHost = "Bruno.Gpu.Tests";

    private static readonly (string Assembly, string[] Classes) Gradients =
        (OfHost,
        [
            "Gradients.GradientConfigurationTests", "Gradients.DeviceLayerOptionsTests", "Accelerators.HorizonMemoryTests", "Networks.EpropCpuTests", "Networks.FiniteDifferenceCpuTests", "Accelerators.NetworkMemoryTests",
            "Networks.FelifLayerCpuTests", "Networks.GradientIdentityCpuTests", "Training.CutSessionTests",
        ]);

    /// <summary>All of them, those of kernels first; of their tests the quickest first.</summary>
    public static IReadOnlyList<Scope> All { get; } =
    [
        new(
            "Bruno.Gpu.Kernels", ["Bruno.Gpu.Kernels/Integrators"],
            (OfKernels, ["Integrators.EventLocationTests", "Integrators.StepSizeControllerTests", "Integrators.SplitDynamicsTests", "Integrators.LinearDeviceTests", "Integrators.OtherDeviceTests", "Integrators.IntegratorSensitivityTests", "Integrators.IntegratorAccuracyTests", "Devices.HeraclesTests", "Integrators.HostileStateTests"]),
            (OfHost, ["Integrators.IntegratorKernelCpuTests", "Networks.HostDevicesTests", "Networks.FiniteDifferenceCpuTests", "Networks.FelifLayerCpuTests", "Integrators.RosenbrockTests"])),
        new(
            "Bruno.Gpu.Kernels",
            [
                "Bruno.Gpu.Kernels/Gradients", "Bruno.Gpu.Kernels/Neurons/DeviceBackwardKernel.cs", "Bruno.Gpu.Kernels/Neurons/MicroBackwardKernel.cs",
                "Bruno.Gpu.Kernels/Neurons/DeviceLocalKernel.cs", "Bruno.Gpu.Kernels/Neurons/CheckpointTape.cs", "Bruno.Gpu.Kernels/Neurons/CheckpointedStep.cs",
                "Bruno.Gpu.Kernels/Neurons/SensitiveStep.cs",
            ],
            (OfKernels, ["Gradients.SurrogateTests"]),
            Gradients),
        new("Bruno.Gpu", ["Bruno.Gpu/Gradients"], Gradients, (OfHost, ["Configuration.RunConfigurationTests"])),
        new(
            "Bruno.Gpu", ["Bruno.Gpu/Checkpoints", "Bruno.Gpu/Training/SessionCheckpoint.cs"],
            (OfHost, ["Checkpoints.CheckpointFileTests", "Training.SessionCheckpointTests", "Training.RunFolderTests", "Training.CutSessionTests"])),
    ];

    /// <summary>The scope that a file belongs to.</summary>
    public static Scope Of(string file) => All.First(scope => scope.Holds(file));

    /// <summary>The files.</summary>
    /// <param name="root">The root of the repository.</param>
    public IEnumerable<string> Files(string root) => Directory.EnumerateFiles(Path.Combine(root, Project), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/')).Where(Holds).Order(StringComparer.Ordinal);

    private bool Holds(string file) => Array.Exists(Paths, path => file == path || file.StartsWith(path + "/", StringComparison.Ordinal));
}
