namespace Bruno.Gpu.Cards;

/// <summary>A figure that cards of a kind may give.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Unit">Its SI unit; empty for a dimensionless number.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="IsList">Whether it is a list of numbers.</param>
internal sealed record CardQuantity(string Name, string Unit, string Meaning, bool IsList = false);
