using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bruno.Mutation;

/// <summary>
/// Writes all mutants of a source text into one, each behind a switch (mutant schemata: Untch, Offutt and Harrold, ISSTA 1993), so that a
/// program is compiled once.
/// </summary>
/// <param name="file">The file, from the root of the repository.</param>
/// <param name="next">Gives the number of the next mutant.</param>
/// <param name="isLeftOut">Which numbers do not compile.</param>
internal sealed class Schemata(string file, Func<int> next, Func<int, bool> isLeftOut) : CSharpSyntaxRewriter
{
    /// <summary>What the switch is called in texts.</summary>
    public const string Switch = "global::Bruno.Mutation.Switch.Is";

    private readonly List<Mutant> mutants = [];

    /// <summary>The text with its mutants.</summary>
    public static (string Text, IReadOnlyList<Mutant> Mutants) Of(string file, string source, Func<int> next, Func<int, bool> isLeftOut)
    {
        Schemata writing = new(file, next, isLeftOut);
        SyntaxNode root = CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview)).GetRoot();
        return (writing.Visit(root)!.ToFullString(), writing.mutants);
    }

    /// <inheritdoc/>
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is null || IsApart(node))
            return node;
        return (node, base.Visit(node)) switch
        {
            (ExpressionSyntax before, ExpressionSyntax after) when !IsStatement(before) => WithMutants(before, after),
            (ExpressionStatementSyntax before, StatementSyntax after) => WithMutants(before, after),
            (_, var after) => after,
        };
    }

    /// <summary>Constants, and what is said rather than done: texts, faults, and invariants, which are not compiled.</summary>
    private static bool IsApart(SyntaxNode node) => node
        is AttributeListSyntax or EnumDeclarationSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or InterpolatedStringExpressionSyntax or ParameterListSyntax
        or CaseSwitchLabelSyntax or PatternSyntax or TypeSyntax or RangeExpressionSyntax
        || (node is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.ConstKeyword))
        || (node is LocalDeclarationStatementSyntax { IsConst: true })
        || (node is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && call.Expression.ToString() is var name
            && (name.StartsWith("Invariant.", StringComparison.Ordinal) || name.StartsWith("Require", StringComparison.Ordinal)
                || name.StartsWith("GC.", StringComparison.Ordinal) || name.EndsWith(".Dispose", StringComparison.Ordinal)))
        || (node is MethodDeclarationSyntax method && method.AttributeLists.ToString().Contains("Conditional(", StringComparison.Ordinal));

    private static bool IsStatement(ExpressionSyntax expression) =>
        expression.Parent is ExpressionStatementSyntax || (expression.Parent is ForStatementSyntax loop && loop.Condition != expression);

    private static bool IsMadeOnce(SyntaxNode node) => node
        is FieldDeclarationSyntax field && field.Modifiers.Any(SyntaxKind.StaticKeyword)
        || (node is EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } && property.Modifiers.Any(SyntaxKind.StaticKeyword));

    private ExpressionSyntax WithMutants(ExpressionSyntax before, ExpressionSyntax after)
    {
        string text = after.WithoutTrivia().ToFullString();
        bool isMutated = false;
        foreach ((string kind, string other) in Mutations.Of(before))
        {
            if (Take(before, kind, other) is not int number)
                continue;
            text = $"({Switch}({number}) ? ({other}) : {text})";
            isMutated = true;
        }

        return isMutated ? SyntaxFactory.ParseExpression(text).WithTriviaFrom(before) : after;
    }

    private StatementSyntax WithMutants(ExpressionStatementSyntax before, StatementSyntax after)
    {
        string text = after.WithoutTrivia().ToFullString();
        bool isMutated = false;
        foreach ((string kind, string other) in Mutations.Of(before))
        {
            if (Take(before, kind, other) is not int number)
                continue;
            text = $"if ({Switch}({number})) {{ {other} }} else {{ {text} }}";
            isMutated = true;
        }

        return isMutated ? SyntaxFactory.ParseStatement($"{{ {text} }}").WithTriviaFrom(before) : after;
    }

    private int? Take(SyntaxNode node, string kind, string after)
    {
        int number = next();
        if (isLeftOut(number))
            return null;
        if (node.Ancestors().Any(IsMadeOnce))
            kind += Mutant.Once;
        mutants.Add(new(number, file, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, kind, node.ToString(), after));
        return number;
    }
}
