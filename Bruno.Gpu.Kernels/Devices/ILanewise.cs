namespace Bruno.Gpu.Kernels.Devices;

/// <summary>
/// A device model that can be evaluated for several neighbouring lanes at once, each number being a vector: its rates choose
/// by <see cref="Scalars.IReal{TSelf}.WhereLess"/> and never branch on a comparison, and it is a struct of one type parameter,
/// the real number, with no fields but of that type. Not required of a model; without it the host runs lanes one by one.
/// </summary>
public interface ILanewise;
