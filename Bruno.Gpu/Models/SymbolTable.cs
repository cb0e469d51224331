using System.Text.RegularExpressions;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models;

/// <summary>The names of a model: what each measures and depends on, found on the way through the equations, in whatever order they are written.</summary>
/// <param name="faults">Takes the faults.</param>
internal sealed partial class SymbolTable(FaultList faults)
{
    private readonly Dictionary<string, Symbol> symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Measure Measure, Dependence Dependence)> known = new(StringComparer.Ordinal);
    private readonly List<string> open = [];
    private readonly List<Symbol> order = [];

    /// <summary>The names that have equations, each after those that it depends on.</summary>
    public IReadOnlyList<Symbol> Order => order;

    /// <summary>Declares a name; one that cannot be a name, or is taken, is a fault.</summary>
    public void Declare(Symbol symbol)
    {
        if (!Identifier().IsMatch(symbol.Name))
            faults.Add(symbol.Place, symbol.Path, $"'{symbol.Name}' cannot be a name: letters (a to z), digits and underscores, beginning with a letter");
        else if (FunctionTable.Names.Contains(symbol.Name) || ExpressionReading.Keywords.Contains(symbol.Name))
            faults.Add(symbol.Place, symbol.Path, $"'{symbol.Name}' is a word of the language; choose another name");
        else if (symbols.TryGetValue(symbol.Name, out Symbol? first))
            faults.Add(symbol.Place, symbol.Path, $"the name '{symbol.Name}' is taken by {first.Path}, line {first.Place.Line}");
        else
            symbols.Add(symbol.Name, symbol);
    }

    /// <summary>Resolves every name.</summary>
    public void Resolve()
    {
        foreach (Symbol symbol in symbols.Values.ToList())
            Resolve(symbol);
    }

    /// <summary>What a name measures and depends on; a name that is not declared is a fault.</summary>
    public (Measure Measure, Dependence Dependence) Find(Name name, string path)
    {
        if (!symbols.TryGetValue(name.Identifier, out Symbol? symbol))
        {
            string hint = NearestName.Hint(name.Identifier, symbols.Keys);
            if (hint.Length == 0 && Unit.Parse(name.Identifier) is not null)
                hint = $"; a unit stands after a number: 1 {name.Identifier}";
            faults.Add(name.Place, path, $"there is no '{name.Identifier}'{hint}");
            return (Measure.Unknown, Dependence.Constants);
        }

        int first = open.IndexOf(name.Identifier);
        if (first < 0)
            return Resolve(symbol);
        faults.Add(name.Place, path, $"{name.Identifier} depends on itself: {string.Join(" -> ", open.Skip(first).Append(name.Identifier))}");
        return (Measure.Unknown, Dependence.Constants);
    }

    /// <summary>The value of a constant expression: numbers and constants only.</summary>
    public double? ConstantValue(Expression tree)
    {
        bool isConstant = tree.Names().All(name => symbols.TryGetValue(name.Identifier, out Symbol? symbol) && symbol.Constant is not null);
        return isConstant ? new ExpressionEvaluator(name => new(symbols[name].Constant!.Value)).Evaluate(tree).Value : null;
    }

    /// <summary>The names that some expressions use, directly or by way of others.</summary>
    public HashSet<string> Reached(IEnumerable<Expression> roots)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        Queue<Expression> queue = new(roots);
        while (queue.TryDequeue(out Expression? tree))
        {
            foreach (Name name in tree.Names().Where(name => reached.Add(name.Identifier)))
            {
                if (symbols.GetValueOrDefault(name.Identifier)?.Equation?.Tree is { } next)
                    queue.Enqueue(next);
            }
        }

        return reached;
    }

    private (Measure Measure, Dependence Dependence) Resolve(Symbol symbol)
    {
        if (known.TryGetValue(symbol.Name, out (Measure Measure, Dependence Dependence) found))
            return found;
        Measure stated = symbol.Stated is { } dimension ? Measure.Of(dimension) : Measure.Unknown;
        if (symbol.Equation is not { } equation)
            return known[symbol.Name] = (stated, symbol.Dependence);

        open.Add(symbol.Name);
        (Measure measure, Dependence dependence) = new DimensionCheck(this, faults, equation.Path).Examine(equation.Tree);
        open.RemoveAt(open.Count - 1);
        if (measure.IsCondition)
        {
            faults.Add(equation.Start, equation.Path, "a number is expected, not a condition");
            measure = Measure.Unknown;
        }

        if (symbol.Stated is { } asserted && !measure.Fits(asserted))
            faults.Add(equation.Start, equation.Path, $"the equation gives {measure}, the unit says {asserted}");
        order.Add(symbol);
        Measure settled = symbol.Stated is not null ? stated : measure.IsZero ? Measure.Plain : measure;
        return known[symbol.Name] = (settled, (Dependence)Math.Max((int)dependence, (int)symbol.Dependence));
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,63}$")]
    private static partial Regex Identifier();
}
