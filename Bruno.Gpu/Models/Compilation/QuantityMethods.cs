using System.Globalization;
using System.Text;
using Bruno.Gpu.Models.Expressions;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>
/// A method for each quantity that depends on the state, made when it is first needed. Short methods are what the .NET compiler inlines where
/// it pays: equations in one long one are called, with a copy of the device, four times slower than they are evaluated.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="constants">Takes what depends on parameters alone.</param>
internal sealed class QuantityMethods(Model model, DeviceConstants constants)
{
    private readonly Dictionary<string, Expression> trees = model.Quantities.ToDictionary(quantity => quantity.Name, quantity => quantity.Value.Tree, StringComparer.Ordinal);
    private readonly Dictionary<string, QuantityMethod> made = new(StringComparer.Ordinal);
    private readonly StringBuilder text = new();

    /// <summary>The methods so far.</summary>
    public string Text => text.ToString();

    /// <summary>The method of a quantity.</summary>
    /// <param name="name">The quantity.</param>
    /// <param name="isReal">Whether what it depends on has no derivatives.</param>
    public QuantityMethod Of(string name, Func<string, bool> isReal)
    {
        if (made.TryGetValue(name, out QuantityMethod? known))
            return known;
        Expression tree = trees[name];
        string[] arguments = [.. tree.Names().Where(part => !constants.Covers(part)).Select(part => part.Identifier).Distinct()];
        EquationCode code = new(model, constants, this);
        List<string> declarations = [];
        foreach (string argument in arguments)
        {
            Operand operand = new(string.Create(CultureInfo.InvariantCulture, $"a{declarations.Count}"), isReal(argument));
            code.Bind(argument, operand);
            declarations.Add($"{operand.Type} {operand.Code}");
        }

        Operand result = code.Of(tree);
        QuantityMethod method = new(string.Create(CultureInfo.InvariantCulture, $"Q{made.Count}"), arguments, result.IsReal);
        text.Append(CultureInfo.InvariantCulture, $$"""

                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                private {{result.Type}} {{method.Name}}<TScalar>({{string.Join(", ", declarations)}})
                    where TScalar : unmanaged, IScalar<TScalar, TReal>
                {
            {{code.Statements}}        return {{result.Code}};
                }

            """);
        made.Add(name, method);
        return method;
    }
}
