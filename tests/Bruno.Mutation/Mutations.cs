using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bruno.Mutation;

/// <summary>What a piece of syntax can be changed into: the operators of Offutt et al. (ACM TOSEM 1996), numbers and statements besides.</summary>
internal static class Mutations
{
    private static readonly Dictionary<SyntaxKind, (string Kind, string[] Operators)> Binary = new()
    {
        [SyntaxKind.AddExpression] = ("arithmetic", ["-"]),
        [SyntaxKind.SubtractExpression] = ("arithmetic", ["+"]),
        [SyntaxKind.MultiplyExpression] = ("arithmetic", ["/"]),
        [SyntaxKind.DivideExpression] = ("arithmetic", ["*"]),
        [SyntaxKind.ModuloExpression] = ("arithmetic", ["*"]),
        [SyntaxKind.LessThanExpression] = ("comparison", ["<=", ">="]),
        [SyntaxKind.LessThanOrEqualExpression] = ("comparison", ["<", ">"]),
        [SyntaxKind.GreaterThanExpression] = ("comparison", [">=", "<="]),
        [SyntaxKind.GreaterThanOrEqualExpression] = ("comparison", [">", "<"]),
        [SyntaxKind.EqualsExpression] = ("comparison", ["!="]),
        [SyntaxKind.NotEqualsExpression] = ("comparison", ["=="]),
        [SyntaxKind.LogicalAndExpression] = ("logic", ["||"]),
        [SyntaxKind.LogicalOrExpression] = ("logic", ["&&"]),
    };

    private static readonly Dictionary<SyntaxKind, string> Assignments = new()
    {
        [SyntaxKind.AddAssignmentExpression] = "-=",
        [SyntaxKind.SubtractAssignmentExpression] = "+=",
        [SyntaxKind.MultiplyAssignmentExpression] = "/=",
        [SyntaxKind.DivideAssignmentExpression] = "*=",
    };

    private static readonly Dictionary<string, string> Methods = new()
    {
        ["Min"] = "Max", ["Max"] = "Min", ["Ceiling"] = "Floor", ["Floor"] = "Ceiling", ["First"] = "Last", ["Last"] = "First", ["Any"] = "All", ["All"] = "Any",
        ["Abs"] = "", ["Sqrt"] = "",
    };

    /// <summary>What an expression may become.</summary>
    public static IEnumerable<(string Kind, string Text)> Of(ExpressionSyntax expression) => expression switch
    {
        BinaryExpressionSyntax binary when Binary.TryGetValue(binary.Kind(), out (string Kind, string[] Operators) entry) && !HoldsText(binary) =>
            entry.Operators.Select(other => (entry.Kind, $"{binary.Left} {other} {binary.Right}")),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus => [("sign", minus.Operand.ToString())],
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => [("logic", not.Operand.ToString())],
        ConditionalExpressionSyntax choice => [("choice", $"{choice.Condition} ? {choice.WhenFalse} : {choice.WhenTrue}")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } => [("logic", "false")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression } => [("logic", "true")],
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NumericLiteralExpression } number => Number(number),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } call when Methods.TryGetValue(method.Name.Identifier.Text, out string? other) =>
            [("method", other.Length > 0 ? $"{method.Expression}.{other}{call.ArgumentList}" : call.ArgumentList.ToString())],
        _ => [],
    };

    /// <summary>What a statement may become; nothing is a text too.</summary>
    public static IEnumerable<(string Kind, string Text)> Of(ExpressionStatementSyntax statement)
    {
        if (statement.Expression is AssignmentExpressionSyntax assignment && Assignments.TryGetValue(assignment.Kind(), out string? other))
            yield return ("assignment", $"{assignment.Left} {other} {assignment.Right};");

        // A variable that is not assigned does not compile.
        if (statement.Expression is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax })
            yield return ("statement", ";");
    }

    /// <summary>A real number becomes 1 % larger, a whole one larger by 1.</summary>
    private static IEnumerable<(string Kind, string Text)> Number(LiteralExpressionSyntax literal)
    {
        switch (literal.Token.Value)
        {
            case int whole when whole < int.MaxValue:
                yield return ("number", (whole + 1).ToString(CultureInfo.InvariantCulture));
                break;
            case double real:
                yield return ("number", (real == 0 ? 0.01 : real * 1.01).ToString("R", CultureInfo.InvariantCulture) is var text && text.AsSpan().IndexOfAny(".E") >= 0 ? text : text + ".0");
                break;
        }
    }

    private static bool HoldsText(SyntaxNode node) => node.DescendantNodes().Any(inner =>
        inner is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression or (int)SyntaxKind.CharacterLiteralExpression });
}
