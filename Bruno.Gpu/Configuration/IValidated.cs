namespace Bruno.Gpu.Configuration;

/// <summary>A configuration record that checks its own values once they are bound.</summary>
public interface IValidated
{
    /// <summary>
    /// The faults of this record's own values and of their combination; empty where all is well. Nested records are
    /// asked by the binder, so this must not repeat their faults.
    /// </summary>
    IEnumerable<Fault> Validate();
}
