namespace Bruno.Gpu.JobArrays;

/// <summary>What is asked of Slurm: an array of equal tasks. What is not given is the cluster's own choice.</summary>
internal sealed record SlurmRequest
{
    /// <summary>What the job is called.</summary>
    public required string JobName { get; init; }

    /// <summary>How many tasks the array has.</summary>
    public required int Tasks { get; init; }

    /// <summary>How many of them run at a time at most; all where nothing is said.</summary>
    public int? AtOnce { get; init; }

    /// <summary>The partition.</summary>
    public string? Partition { get; init; }

    /// <summary>The most time of a task, as Slurm writes times: 4:00:00, 1-12, 90.</summary>
    public string? Time { get; init; }

    /// <summary>GPUs of a task: 1, or a kind and a number, a100:1.</summary>
    public string? Gpus { get; init; }

    /// <summary>The account that is charged.</summary>
    public string? Account { get; init; }

    /// <summary>Features that nodes must have.</summary>
    public string? Constraint { get; init; }

    /// <summary>Cores of a task.</summary>
    public int? Cores { get; init; }

    /// <summary>Memory of a task, as Slurm writes it: 16G.</summary>
    public string? Memory { get; init; }

    /// <summary>A container image that has the program.</summary>
    public string? Container { get; init; }

    /// <summary>More directives, as they stand behind #SBATCH.</summary>
    public IReadOnlyList<string> Directives { get; init; } = [];
}
