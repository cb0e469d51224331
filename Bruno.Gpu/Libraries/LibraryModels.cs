using System.Reflection;
using Bruno.Gpu.Devices;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Libraries;

/// <summary>The devices of a library: its public classes that are device models.</summary>
internal static class LibraryModels
{
    /// <summary>Makes one of each.</summary>
    /// <exception cref="BrunoException">There are none, or one cannot be made; the message says why.</exception>
    public static IEnumerable<IDeviceModel> Of(string shown, Assembly library)
    {
        Type[] classes = [.. library.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IDeviceModel).IsAssignableFrom(type))];
        if (classes.Length == 0)
            throw new BrunoException(ExitCode.Usage, $"The device library '{shown}' is refused: it has no device in it, no class that is a DeviceModel; see docs/adding-a-device.md.");
        foreach (Type type in classes)
        {
            string? hidden = !type.IsVisible ? "is not public" : type.GetConstructor(Type.EmptyTypes) is null ? "has no public constructor without arguments" : type.ContainsGenericParameters ? "is generic" : null;
            if (hidden is not null)
                throw new BrunoException(ExitCode.Usage, $"The device library '{shown}' is refused: its device model {type.FullName} {hidden}.");
        }

        return classes.Select(type => Make(shown, type));
    }

    private static IDeviceModel Make(string shown, Type type)
    {
        try
        {
            return (IDeviceModel)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException exception)
        {
            Exception cause = exception.InnerException ?? exception;
            // A class initialiser wraps what happened once more.
            cause = cause is TypeInitializationException { InnerException: { } inner } ? inner : cause;
            throw new BrunoException(ExitCode.CheckFailed, $"The device library '{shown}' is refused: {type.FullName} cannot be made: {cause.Message}", cause);
        }
    }
}
