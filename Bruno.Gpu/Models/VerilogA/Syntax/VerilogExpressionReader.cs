namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>Reads expressions, by the precedence of operators.</summary>
internal abstract class VerilogExpressionReader(IReadOnlyList<VerilogToken> tokens, VerilogFaults faults) : TokenReader(tokens, faults)
{
    private const int LongestChain = 500;

    private static readonly Dictionary<string, int> Precedence = new(StringComparer.Ordinal)
    {
        ["||"] = 1, ["&&"] = 2, ["|"] = 3, ["^"] = 4, ["~^"] = 4, ["^~"] = 4, ["&"] = 5, ["=="] = 6, ["!="] = 6, ["==="] = 6, ["!=="] = 6,
        ["<"] = 7, ["<="] = 7, [">"] = 7, [">="] = 7, ["<<"] = 8, [">>"] = 8, ["<<<"] = 8, [">>>"] = 8, ["+"] = 9, ["-"] = 9,
        ["*"] = 10, ["/"] = 10, ["%"] = 10, ["**"] = 11,
    };

    protected ExpressionSyntax Expression() => Nested(Choice);

    /// <summary>The arguments of a call.</summary>
    /// <param name="called">What is called.</param>
    /// <param name="of">What they are arguments of, for messages.</param>
    protected List<ExpressionSyntax> Arguments(VerilogToken called, string of)
    {
        if (After.Text == "<")
            throw Stop(called.Place, $"the flow through a port, {called.Text}(<...>), is not translated: use the flow of a branch, such as {called.Text}(p, n)");
        List<ExpressionSyntax> arguments = [];
        Expect("(", of);
        while (!Is(")"))
        {
            // $bound_step(, x) and the like: an argument that is left out.
            arguments.Add(Is(",") ? new TextSyntax(Now.Place, "") : Expression());
            if (!Take(","))
                break;
        }

        Expect(")", of);
        return arguments;
    }

    private ExpressionSyntax Choice()
    {
        ExpressionSyntax condition = Binary(1);
        if (!Is("?"))
            return condition;
        VerilogPlace place = Next().Place;
        ExpressionSyntax then = Expression();
        Expect(":", "a choice a ? b : c");
        return new ChoiceSyntax(place, condition, then, Expression());
    }

    private ExpressionSyntax Binary(int least)
    {
        ExpressionSyntax left = Unary();
        int length = 0;
        while (Now.Kind == VerilogTokenKind.Symbol && Precedence.TryGetValue(Now.Text, out int precedence) && precedence >= least)
        {
            VerilogToken operation = Next();
            if (++length > LongestChain)
                throw Stop(operation.Place, $"more than {LongestChain} operators in a row: give parts of the expression names");
            left = new BinarySyntax(operation.Place, operation.Text, left, Nested(() => Binary(precedence + 1)));
        }

        return left;
    }

    private ExpressionSyntax Unary()
    {
        if (Now.Kind == VerilogTokenKind.Symbol && Now.Text is "-" or "+" or "!" or "~")
        {
            VerilogToken sign = Next();
            return Nested(() => new UnarySyntax(sign.Place, sign.Text, Unary()));
        }

        return Primary();
    }

    private ExpressionSyntax Primary()
    {
        VerilogToken token = Now;
        switch (token.Kind)
        {
            case VerilogTokenKind.Number:
                Next();
                double value = ValueOf(token.Text);
                if (!double.IsFinite(value))
                    Faults.Add(token.Place, $"the number {token.Text} is too large");
                return new NumberSyntax(token.Place, value, token.Text.All(letter => char.IsAsciiDigit(letter) || letter == '_'));
            case VerilogTokenKind.Text:
                Next();
                return new TextSyntax(token.Place, token.Text);
            case VerilogTokenKind.Name or VerilogTokenKind.SystemName:
                Next();
                if (Is("["))
                    throw Stop(Now.Place, "arrays are not translated: give each element a variable of its own");
                if (Is(".") || Is("#"))
                    throw Stop(Now.Place, "names of other modules are not translated: write the equations into one module");
                return Is("(") ? new CallSyntax(token.Place, token.Text, Arguments(token, $"the arguments of {token.Text}")) : new NameSyntax(token.Place, token.Text);
            case VerilogTokenKind.Symbol when token.Text == "(":
                Next();
                ExpressionSyntax inner = Expression();
                Expect(")", "an expression in parentheses");
                return inner;
            case VerilogTokenKind.Symbol when token.Text == "{":
                throw Stop(token.Place, "lists in braces are not translated");
            default:
                throw Stop(token.Place, token.Kind == VerilogTokenKind.End ? "the file ends in an expression: is it complete?" : $"an expression is expected, not {token.Shown}");
        }
    }
}
