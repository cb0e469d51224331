using Bruno.Gpu.Models.VerilogA.Algebra;
using Bruno.Gpu.Models.VerilogA.Syntax;

namespace Bruno.Gpu.Models.VerilogA;

/// <summary>A state that the module integrates.</summary>
/// <param name="Name">The variable that it is the value of.</param>
/// <param name="Symbol">What stands for it in equations.</param>
/// <param name="Rate">Its time derivative.</param>
/// <param name="Initial">Its first value.</param>
/// <param name="Low">The least value that the module lets it have; none where it does not say.</param>
/// <param name="High">The largest value; none where the module does not say.</param>
/// <param name="Place">Where it is written.</param>
internal sealed record IntegratedState(string Name, Term Symbol, Term Rate, Term Initial, Term? Low, Term? High, VerilogPlace Place);
