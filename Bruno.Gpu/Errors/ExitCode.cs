namespace Bruno.Gpu.Errors;

/// <summary>The exit codes of the command line; every <see cref="BrunoException"/> carries one.</summary>
public enum ExitCode
{
    /// <summary>Everything worked.</summary>
    Ok = 0,

    /// <summary>An error that the program did not expect.</summary>
    Unexpected = 1,

    /// <summary>The command line or a configuration is wrong.</summary>
    Usage = 2,

    /// <summary>Data are missing or corrupt.</summary>
    Data = 3,

    /// <summary>The accelerator asked for is not there.</summary>
    DeviceUnavailable = 4,

    /// <summary>The run needs more memory than it may have.</summary>
    OutOfMemory = 5,

    /// <summary>Training diverged: a loss or a parameter is not finite.</summary>
    Diverged = 6,

    /// <summary>A check found a deviation outside its tolerance.</summary>
    CheckFailed = 7,

    /// <summary>A result cannot be written: no permission, no room, a closed output.</summary>
    WriteFailed = 8,

    /// <summary>The equations of a device have no finite value in a state that it came to.</summary>
    DeviceFailed = 9,

    /// <summary>The user cancelled; a checkpoint was saved.</summary>
    Cancelled = 130,
}
