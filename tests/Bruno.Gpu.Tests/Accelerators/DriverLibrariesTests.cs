using System.Reflection;
using System.Runtime.InteropServices;
using Bruno.Gpu.Accelerators;

namespace Bruno.Gpu.Tests.Accelerators;

/// <summary>By which names the libraries of drivers are looked for, and that nothing breaks where another looks for them too.</summary>
public sealed class DriverLibrariesTests
{
    /// <summary>Packages without headers install the name with the version alone.</summary>
    [Fact]
    public void OnLinuxTheNameWithTheVersionIsTriedToo()
    {
        Assert.Equal(["libOpenCL.so", "libOpenCL.so.1"], DriverLibraries.Candidates("OpenCL", isLinux: true, hasWindowsSubsystem: false));
        Assert.Equal(["libcuda.so", "libcuda.so.1"], DriverLibraries.Candidates("cuda", isLinux: true, hasWindowsSubsystem: false));
    }

    [Fact]
    public void UnderWindowsTheFolderOfItsSubsystemComesFirstForCuda()
    {
        IReadOnlyList<string> names = DriverLibraries.Candidates("cuda", isLinux: true, hasWindowsSubsystem: true);
        Assert.Equal(["/usr/lib/wsl/lib/libcuda.so", "/usr/lib/wsl/lib/libcuda.so.1", "libcuda.so", "libcuda.so.1"], names);
        Assert.Equal(["libOpenCL.so", "libOpenCL.so.1"], DriverLibraries.Candidates("OpenCL", isLinux: true, hasWindowsSubsystem: true));
    }

    [Fact]
    public void ElsewhereTheSystemsOwnRulesAreEnough()
    {
        Assert.Equal(["nvcuda"], DriverLibraries.Candidates("nvcuda", isLinux: false, hasWindowsSubsystem: false));
    }

    [Fact]
    public void TheFirstLibraryThatThereIsIsLoaded()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is Linux's");
        (string? name, nint handle) = DriverLibraries.LoadFirst(["libnot-there.so", "libc.so.6"]);
        Assert.Equal("libc.so.6", name);
        Assert.NotEqual(0, handle);
        Assert.Equal((null, 0), DriverLibraries.LoadFirst(["libnot-there.so"]));
    }

    /// <summary>ILGPU answers itself under Windows, and a second answer is refused by .NET.</summary>
    [Fact]
    public void WhoeverAnswersFirstStays()
    {
        Assembly assembly = typeof(DriverLibrariesTests).Assembly;
        NativeLibrary.SetDllImportResolver(assembly, (_, _, _) => 0);
        Assert.False(DriverLibraries.Register(assembly));
    }

    [Fact]
    public void RegisteringAgainDoesNothing()
    {
        DriverLibraries.Register();
        DriverLibraries.Register();
        Assert.Null(DriverLibraries.OpenCl.Problem);
    }
}
