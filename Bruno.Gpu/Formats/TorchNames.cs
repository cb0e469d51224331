namespace Bruno.Gpu.Formats;

/// <summary>What names mean in the pickle of a PyTorch archive: tensors, their storages, and data sets that hold nothing but tensors.</summary>
internal sealed class TorchNames(MemoryBudget budget) : PickleNames(budget)
{
    /// <inheritdoc/>
    protected override bool IsKnown(string module, string name) => base.IsKnown(module, name) || (module, name) is
        ("torch._utils", "_rebuild_tensor" or "_rebuild_tensor_v2" or "_rebuild_parameter")
        or ("torch", "Size")
        or ("torch.utils.data.dataset", "TensorDataset")
        || (module == "torch" && TorchStorage.IsKnown(name));

    /// <inheritdoc/>
    protected override object? Make(PickleName called, List<object?> arguments) => (called.Name, arguments) switch
    {
        ("_rebuild_tensor" or "_rebuild_tensor_v2", [TorchStorage storage, long first, PickleList shape, PickleList strides, ..])
            when strides.Items.All(stride => stride is long) =>
            storage.View(first, PickleNumpy.ShapeOf(shape), [.. strides.Items.Cast<long>()], Budget),
        ("_rebuild_parameter", [StoredArray tensor, ..]) => tensor,
        ("Size", [PickleList extents]) => extents,
        ("TensorDataset", []) => new PickleState(),
        _ => base.Make(called, arguments),
    };
}
