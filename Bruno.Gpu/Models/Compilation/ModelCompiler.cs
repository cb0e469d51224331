using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using Bruno.Gpu.Kernels.Devices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>
/// Compiles the code of devices while the program runs. What has been compiled is kept by its content, also from one run of the program to the
/// next, where there is a folder for it.
/// </summary>
internal static class ModelCompiler
{
    private static readonly ConcurrentDictionary<string, ICompiledModel> Compiled = new(StringComparer.Ordinal);

    /// <summary>The compiled form of code.</summary>
    public static ICompiledModel Compile(string code) => Compiled.GetOrAdd(KeyOf(code), key => Load(Kept(key) ?? Keep(key, Translate(code))));

    /// <summary>Of the code and of the very libraries that it is compiled against.</summary>
    private static string KeyOf(string code)
    {
        IEnumerable<string> versions = new[] { typeof(ModelCompiler), typeof(IDevice<,,,>) }.Select(type => type.Module.ModuleVersionId.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', versions.Append(code)))));
    }

    private static ICompiledModel Load(byte[] library)
    {
        using MemoryStream stream = new(library);
        Assembly assembly = AssemblyLoadContext.Default.LoadFromStream(stream);
        return (ICompiledModel)Activator.CreateInstance(assembly.GetType(DeviceCode.Factory, throwOnError: true)!)!;
    }

    private static byte[] Translate(string code)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            $"Bruno.Model.{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(code)],
            References(),
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream library = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(library);
        // A model that has been checked always compiles.
        return result.Success
            ? library.ToArray()
            : throw new InvalidOperationException($"{string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error))}\n{code}");
    }

    /// <summary>As few as will do: each takes time to read.</summary>
    private static IEnumerable<MetadataReference> References()
    {
        Assembly[] assemblies = [typeof(object).Assembly, Assembly.Load("System.Runtime"), typeof(IDevice<,,,>).Assembly, typeof(ModelCompiler).Assembly];
        return assemblies.Select(Reference);
    }

    private static unsafe PortableExecutableReference Reference(Assembly assembly)
    {
        // Also of a program in a single file, which has no libraries beside it.
        if (!assembly.TryGetRawMetadata(out byte* metadata, out int length))
            throw new InvalidOperationException($"{assembly.GetName().Name} has no metadata.");
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata, length)).GetReference();
    }

    private static string? PlaceOf(string key)
    {
        string folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0 ? Path.Combine(folder, "bruno", "models", key + ".dll") : null;
    }

    private static byte[]? Kept(string key)
    {
        try
        {
            return PlaceOf(key) is { } place && File.Exists(place) ? File.ReadAllBytes(place) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a library where that is possible: written beside and renamed, so that no other run of the program reads half of it.</summary>
    private static byte[] Keep(string key, byte[] library)
    {
        if (PlaceOf(key) is not { } place)
            return library;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            string beside = $"{place}.{Environment.ProcessId}";
            File.WriteAllBytes(beside, library);
            File.Move(beside, place, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is compiled again next time.
        }

        return library;
    }
}
