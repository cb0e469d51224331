using Bruno.Gpu.Models.Expressions;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Models.Compilation;

/// <summary>The factors of a product, whatever the order in which they are written: what is constant, what multiplies, and what divides.</summary>
internal sealed class ProductTerms
{
    private readonly DeviceConstants constants;

    /// <summary>Takes a product or quotient apart.</summary>
    public ProductTerms(Arithmetic product, DeviceConstants constants)
    {
        this.constants = constants;
        Add(product, divides: false);
    }

    /// <summary>The number 1.</summary>
    public static Expression One { get; } = new NumberLiteral(default, 1, Dimension.None);

    /// <summary>The product of all that is constant; none where nothing is.</summary>
    public Expression? Constant { get; private set; }

    /// <summary>What multiplies.</summary>
    public List<Expression> Above { get; } = [];

    /// <summary>What divides.</summary>
    public List<Expression> Below { get; } = [];

    private void Add(Expression tree, bool divides)
    {
        if (constants.Covers(tree))
        {
            Constant = new Arithmetic(default, divides ? ArithmeticOperator.Divide : ArithmeticOperator.Multiply, Constant ?? One, tree);
        }
        else if (tree is Arithmetic { Operator: ArithmeticOperator.Multiply or ArithmeticOperator.Divide } inner)
        {
            Add(inner.Left, divides);
            Add(inner.Right, inner.Operator == ArithmeticOperator.Divide ? !divides : divides);
        }
        else
        {
            (divides ? Below : Above).Add(tree);
        }
    }
}
