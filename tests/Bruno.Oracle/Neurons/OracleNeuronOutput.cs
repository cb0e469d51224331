namespace Bruno.Oracle;

/// <summary>What an <see cref="OracleNeuron"/> puts out.</summary>
public enum OracleNeuronOutput
{
    /// <summary>1 where the excess is not negative, else 0; its derivative is the surrogate.</summary>
    Spike,

    /// <summary>V.</summary>
    Potential,

    /// <summary>1 / (1 + exp(-excess)).</summary>
    Logistic,
}
