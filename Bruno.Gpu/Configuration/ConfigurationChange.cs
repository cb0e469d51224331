namespace Bruno.Gpu.Configuration;

/// <summary>What an option changes that stands for more than one key. It is made before anything is checked.</summary>
/// <param name="Origin">What the user typed, as shown in messages.</param>
/// <param name="Paths">The full keys that it decides, of the configuration after the change.</param>
/// <param name="Apply">Makes the change.</param>
internal sealed record ConfigurationChange<T>(string Origin, Func<T, IEnumerable<string>> Paths, Func<T, T> Apply)
    where T : class;
