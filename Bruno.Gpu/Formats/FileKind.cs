namespace Bruno.Gpu.Formats;

/// <summary>The formats of recordings that can be read.</summary>
internal enum FileKind
{
    /// <summary>An array of NumPy (.npy).</summary>
    Npy,

    /// <summary>An archive of arrays of NumPy (.npz).</summary>
    Npz,

    /// <summary>An archive of torch.save (.pt, .pth).</summary>
    TorchArchive,

    /// <summary>Variables of MATLAB, version 5 (.mat).</summary>
    Matlab,

    /// <summary>HDF5 (.h5, .hdf5, .nir, .mat of version 7.3).</summary>
    Hdf5,

    /// <summary>Series of the UEA and UCR archives (.ts).</summary>
    TimeSeries,

    /// <summary>Sound (.wav).</summary>
    Wave,

    /// <summary>A pickle of Python (.pkl).</summary>
    Pickle,

    /// <summary>Events of N-MNIST (.bin).</summary>
    AtisEvents,

    /// <summary>JSON (.json).</summary>
    Json,

    /// <summary>A table as text: columns separated by commas, semicolons or tabs (.csv).</summary>
    Csv,
}
