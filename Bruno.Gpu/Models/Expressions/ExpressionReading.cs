using System.Globalization;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Models.Text;
using Bruno.Gpu.Units;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;
using Unit = Bruno.Gpu.Units.Unit;

namespace Bruno.Gpu.Models.Expressions;

/// <summary>
/// One reading of an expression. From the loosest to the tightest: <c>or</c>; <c>and</c>; <c>not</c>; comparisons; <c>+ -</c>; <c>* /</c>; a sign in
/// front; <c>^</c>, from the right; numbers, names, calls, <c>if</c>, parentheses. What is a number and what a condition is not its concern.
/// </summary>
internal sealed class ExpressionReading
{
    private const int MostTokens = 2000, DeepestNesting = 50;

    private static readonly Tokenizer<ExpressionToken> Tokenizer = new TokenizerBuilder<ExpressionToken>()
        .Ignore(Span.WhiteSpace)
        .Match(Span.Regex(@"([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?"), ExpressionToken.Number)
        .Match(Span.Regex("if(?![A-Za-z0-9_µμΩ])"), ExpressionToken.If)
        .Match(Span.Regex("and(?![A-Za-z0-9_µμΩ])"), ExpressionToken.And)
        .Match(Span.Regex("or(?![A-Za-z0-9_µμΩ])"), ExpressionToken.Or)
        .Match(Span.Regex("not(?![A-Za-z0-9_µμΩ])"), ExpressionToken.Not)
        .Match(Span.Regex("[A-Za-z_µμΩ][A-Za-z0-9_µμΩ]*"), ExpressionToken.Identifier)
        .Match(Character.EqualTo('+'), ExpressionToken.Plus)
        .Match(Character.EqualTo('-'), ExpressionToken.Minus)
        .Match(Character.EqualTo('*'), ExpressionToken.Times)
        .Match(Character.EqualTo('/'), ExpressionToken.Divide)
        .Match(Character.EqualTo('^'), ExpressionToken.Power)
        .Match(Span.EqualTo("<="), ExpressionToken.AtMost)
        .Match(Character.EqualTo('<'), ExpressionToken.Less)
        .Match(Span.EqualTo(">="), ExpressionToken.AtLeast)
        .Match(Character.EqualTo('>'), ExpressionToken.Greater)
        .Match(Span.EqualTo("=="), ExpressionToken.Equal)
        .Match(Span.EqualTo("!="), ExpressionToken.NotEqual)
        .Match(Character.EqualTo(','), ExpressionToken.Comma)
        .Match(Character.EqualTo('('), ExpressionToken.Open)
        .Match(Character.EqualTo(')'), ExpressionToken.Close)
        .Build();

    private readonly ExpressionText text;
    private readonly IReadOnlyCollection<string> names;
    private readonly FaultList faults;
    private readonly TokenListParser<ExpressionToken, Expression> grammar;

    private ExpressionReading(ExpressionText text, IReadOnlyCollection<string> names, FaultList faults)
    {
        (this.text, this.names, this.faults) = (text, names, faults);
        grammar = Grammar();
    }

    /// <summary>The words that no name may be.</summary>
    public static IReadOnlyList<string> Keywords { get; } = ["if", "and", "or", "not"];

    /// <summary>The tree of an expression; none where it has faults, which are added to <paramref name="faults"/>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="names">The names that the model declares: one of them before parentheses is a product that lacks its sign.</param>
    /// <param name="faults">Takes the faults.</param>
    public static Expression? Read(ExpressionText text, IReadOnlyCollection<string> names, FaultList faults) =>
        new ExpressionReading(text, names, faults).Read();

    private Expression? Read()
    {
        int before = faults.Count;
        if (string.IsNullOrWhiteSpace(text.Text))
            return Refuse(0, "an expression is expected, such as \"-V / (R * C)\"");
        Result<TokenList<ExpressionToken>> tokens = Tokenizer.TryTokenize(text.Text);
        if (!tokens.HasValue)
            return Refuse(tokens.ErrorPosition.Absolute, $"unexpected '{text.Text[Math.Min(tokens.ErrorPosition.Absolute, text.Text.Length - 1)]}'{Hint(tokens.ErrorPosition.Absolute)}");
        if (TooLarge(tokens.Value) is { } place)
            return Refuse(place, $"the expression is too long or nested too deeply (more than {MostTokens} words or {DeepestNesting} parentheses in each other); give parts of it names in [quantities]");
        TokenListParserResult<ExpressionToken, Expression> result = grammar.AtEnd().TryParse(tokens.Value);
        if (!result.HasValue)
        {
            int at = result.ErrorPosition.HasValue ? result.ErrorPosition.Absolute : text.Text.TrimEnd().Length;
            return Refuse(at, result.FormatErrorMessageFragment().Replace('`', '\'') + Hint(at));
        }

        return faults.Count == before ? result.Value : null;
    }

    private Expression? Refuse(int index, string message)
    {
        faults.Add(text.PlaceOf(index), text.Path, message);
        return null;
    }

    /// <summary>What people mean who write what is not of this language.</summary>
    private string Hint(int index)
    {
        string rest = index < text.Text.Length ? text.Text[index..] : "";
        return rest.StartsWith('=') ? "; two numbers are compared with =="
            : rest.StartsWith('*') ? "; a power is written ^"
            : rest.StartsWith("&&", StringComparison.Ordinal) || rest.StartsWith("||", StringComparison.Ordinal) || rest.StartsWith('!') ? "; conditions are joined by and, or, not"
            : rest.StartsWith('?') ? "; a choice is written if(condition, then, otherwise)"
            : "";
    }

    /// <summary>Where an expression is beyond what can be parsed safely.</summary>
    private static int? TooLarge(TokenList<ExpressionToken> tokens)
    {
        int count = 0, depth = 0;
        foreach (Token<ExpressionToken> token in tokens)
        {
            depth += token.Kind switch { ExpressionToken.Open => 1, ExpressionToken.Close => -1, _ => 0 };
            if (++count > MostTokens || depth > DeepestNesting)
                return token.Position.Absolute;
        }

        return null;
    }

    private TokenListParser<ExpressionToken, Expression> Grammar()
    {
        TokenListParser<ExpressionToken, Expression> whole = Parse.Ref(() => grammar);

        TokenListParser<ExpressionToken, Expression> number =
            from digits in Token.EqualTo(ExpressionToken.Number)
            from unit in Token.EqualTo(ExpressionToken.Identifier).OptionalOrDefault(Token<ExpressionToken>.Empty)
            select (Expression)Number(digits, unit);

        TokenListParser<ExpressionToken, Expression> nameOrCall =
            from name in Token.EqualTo(ExpressionToken.Identifier)
            from arguments in Arguments(whole).AsNullable().OptionalOrDefault()
            select arguments is null ? new Name(Place(name), name.ToStringValue()) : Call(name, arguments);

        TokenListParser<ExpressionToken, Expression> choice =
            from word in Token.EqualTo(ExpressionToken.If)
            from arguments in Arguments(whole)
            select Choice(word, arguments);

        TokenListParser<ExpressionToken, Expression> parentheses =
            from open in Token.EqualTo(ExpressionToken.Open)
            from inner in whole
            from close in Token.EqualTo(ExpressionToken.Close)
            select inner;

        TokenListParser<ExpressionToken, Expression> atom = number.Or(nameOrCall).Or(choice).Or(parentheses);

        TokenListParser<ExpressionToken, (Token<ExpressionToken> Sign, Expression Value)> signed =
            from sign in Token.EqualTo(ExpressionToken.Minus).OptionalOrDefault(Token<ExpressionToken>.Empty)
            from value in atom
            select (sign, value);

        TokenListParser<ExpressionToken, Expression> power =
            (from first in signed
             from rest in (from hat in Token.EqualTo(ExpressionToken.Power) from exponent in signed select (Hat: hat, Exponent: exponent)).Many()
             select Power(first, rest)).Named("number, name, '-' or '('");

        TokenListParser<ExpressionToken, Expression> product = Parse.Chain(
            Token.EqualTo(ExpressionToken.Times).Or(Token.EqualTo(ExpressionToken.Divide)), power, Arithmetic);

        TokenListParser<ExpressionToken, Expression> sum = Parse.Chain(
            Token.EqualTo(ExpressionToken.Plus).Or(Token.EqualTo(ExpressionToken.Minus)), product, Arithmetic);

        TokenListParser<ExpressionToken, Token<ExpressionToken>> comparing = Token.Matching<ExpressionToken>(
            kind => kind is >= ExpressionToken.AtMost and <= ExpressionToken.NotEqual, "comparison");
        TokenListParser<ExpressionToken, Expression> comparison =
            from left in sum
            from right in (from operation in comparing from value in sum select (Operation: operation, Value: value)).OptionalOrDefault()
            select right.Operation.HasValue ? new Relation(Place(right.Operation), Comparing(right.Operation.Kind), left, right.Value) : left;

        TokenListParser<ExpressionToken, Expression> negated =
            from word in Token.EqualTo(ExpressionToken.Not).OptionalOrDefault(Token<ExpressionToken>.Empty)
            from operand in comparison
            select word.HasValue ? new Not(Place(word), operand) : operand;

        TokenListParser<ExpressionToken, Expression> all = Parse.Chain(
            Token.EqualTo(ExpressionToken.And), negated, (word, left, right) => new Connective(Place(word), IsAnd: true, left, right));
        return Parse.Chain(
            Token.EqualTo(ExpressionToken.Or), all, (word, left, right) => new Connective(Place(word), IsAnd: false, left, right));
    }

    private static TokenListParser<ExpressionToken, Expression[]> Arguments(TokenListParser<ExpressionToken, Expression> whole) =>
        from open in Token.EqualTo(ExpressionToken.Open)
        from arguments in whole.ManyDelimitedBy(Token.EqualTo(ExpressionToken.Comma))
        from close in Token.EqualTo(ExpressionToken.Close)
        select arguments;

    private SourcePlace Place(Token<ExpressionToken> token) => text.PlaceOf(token.Position.Absolute);

    private NumberLiteral Number(Token<ExpressionToken> digits, Token<ExpressionToken> unit)
    {
        double number = double.Parse(digits.ToStringValue(), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
            Refuse(digits.Position.Absolute, $"the number {digits.ToStringValue()} is too large");
        if (!unit.HasValue)
            return new(Place(digits), number, Dimension.None);
        string name = unit.ToStringValue();
        if (Unit.Parse(name) is { } known)
            return new(Place(digits), known.ToSi(number), known.Dimension);
        Refuse(unit.Position.Absolute, $"'{name}' is no unit; a product is written {digits.ToStringValue()} * {name}");
        return new(Place(digits), number, Dimension.None);
    }

    private Expression Call(Token<ExpressionToken> name, Expression[] arguments)
    {
        string written = name.ToStringValue();
        if (FunctionTable.Find(written) is not { } rule)
        {
            string hint = names.Contains(written) ? $"; '{written}' is a name: a product is written {written} * (...)" : NearestName.Hint(written, FunctionTable.Names);
            Refuse(name.Position.Absolute, $"there is no function '{written}'{(hint.Length > 0 ? hint : $" (there are {string.Join(", ", FunctionTable.Names)}, if)")}");
            return new Name(Place(name), written);
        }

        if (arguments.Length != rule.Arguments)
            Refuse(name.Position.Absolute, $"{written} takes {rule.Arguments} argument{(rule.Arguments == 1 ? "" : "s")}, not {arguments.Length}");
        return new Call(Place(name), rule.Function, arguments);
    }

    private Expression Choice(Token<ExpressionToken> word, Expression[] arguments)
    {
        if (arguments.Length == 3)
            return new Conditional(Place(word), arguments[0], arguments[1], arguments[2]);
        Refuse(word.Position.Absolute, $"if takes a condition and two numbers, if(condition, then, otherwise), not {arguments.Length} argument{(arguments.Length == 1 ? "" : "s")}");
        return new Name(Place(word), "if");
    }

    private Arithmetic Arithmetic(Token<ExpressionToken> operation, Expression left, Expression right) => new(Place(operation), operation.Kind switch
    {
        ExpressionToken.Plus => ArithmeticOperator.Add,
        ExpressionToken.Minus => ArithmeticOperator.Subtract,
        ExpressionToken.Times => ArithmeticOperator.Multiply,
        _ => ArithmeticOperator.Divide,
    }, left, right);

    /// <summary>a ^ -b ^ c is a ^ (-(b ^ c)), and -a ^ b is -(a ^ b).</summary>
    private Expression Power((Token<ExpressionToken> Sign, Expression Value) first, (Token<ExpressionToken> Hat, (Token<ExpressionToken> Sign, Expression Value) Exponent)[] rest)
    {
        Expression? result = null;
        for (int index = rest.Length - 1; index >= -1; --index)
        {
            (Token<ExpressionToken> sign, Expression value) = index < 0 ? first : rest[index].Exponent;
            result = result is null ? value : new Arithmetic(Place(rest[index + 1].Hat), ArithmeticOperator.Power, value, result);
            if (sign.HasValue)
                result = new Negation(Place(sign), result);
        }

        return result!;
    }

    private static RelationOperator Comparing(ExpressionToken kind) => kind switch
    {
        ExpressionToken.Less => RelationOperator.Less,
        ExpressionToken.AtMost => RelationOperator.AtMost,
        ExpressionToken.Greater => RelationOperator.Greater,
        ExpressionToken.AtLeast => RelationOperator.AtLeast,
        ExpressionToken.Equal => RelationOperator.Equal,
        _ => RelationOperator.NotEqual,
    };
}
