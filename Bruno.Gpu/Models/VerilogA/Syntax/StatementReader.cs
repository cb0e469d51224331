namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>Reads statements; after a fault it goes on with the next one.</summary>
internal abstract class StatementReader(IReadOnlyList<VerilogToken> tokens, VerilogFaults faults) : VerilogExpressionReader(tokens, faults)
{
    private const int LongestChain = 200;

    protected StatementSyntax Statement() => Nested(ReadStatement);

    /// <summary>The variables of a declaration <c>real a, b = 1;</c>, from its type on.</summary>
    protected List<VariableSyntax> Variables(IReadOnlyList<AttributeSyntax> attributes)
    {
        bool isInteger = Next().Text is "integer" or "genvar";
        List<VariableSyntax> variables = [];
        do
        {
            VerilogPlace place = Now.Place;
            string name = ExpectName("a declaration of variables");
            if (Is("["))
                throw Stop(Now.Place, $"the array '{name}' is not translated: give each element a variable of its own");
            ExpressionSyntax? initial = Take("=") ? Expression() : null;
            variables.Add(new(place, name, isInteger, initial, Meaning(attributes, place), Attribute(attributes, "units", "unit")));
        }
        while (Take(","));
        Expect(";", "a declaration of variables");
        return variables;
    }

    protected IReadOnlyList<AttributeSyntax> Attributes()
    {
        List<AttributeSyntax> attributes = [];
        while (Take("(*"))
        {
            while (!IsEnd && !Is("*)"))
            {
                string name = Next().Text;
                string value = Take("=") ? Next().Text : "";
                attributes.Add(new(name, value));
                while (!IsEnd && !Is(",") && !Is("*)"))
                    Next();
                Take(",");
            }

            Expect("*)", "attributes (* ... *)");
        }

        return attributes;
    }

    protected static string Attribute(IReadOnlyList<AttributeSyntax> attributes, params string[] names) =>
        attributes.FirstOrDefault(attribute => names.Contains(attribute.Name))?.Value ?? "";

    /// <summary>What a declaration means: its attribute, or the comment on its line.</summary>
    protected abstract string Meaning(IReadOnlyList<AttributeSyntax> attributes, VerilogPlace place);

    private StatementSyntax ReadStatement()
    {
        Attributes();
        VerilogPlace place = Now.Place;
        if (Take(";"))
            return new BlockSyntax(place, [], []);
        if (Is("begin"))
            return Block();
        if (Take("if"))
            return If(place);
        if (Take("case"))
            return Case(place);
        if (Take("for"))
            return For(place);
        if (Is("while") || Is("repeat"))
        {
            bool isRepeat = Next().Text == "repeat";
            Expect("(", "a loop");
            ExpressionSyntax condition = Expression();
            Expect(")", "a loop");
            return new LoopSyntax(place, null, condition, null, Statement(), isRepeat);
        }

        if (Take("@"))
            return new EventSyntax(place, Events(), Statement());
        if (Now.Kind == VerilogTokenKind.Name && After.Text == "=" || Now.Kind == VerilogTokenKind.Name && After.Text == "[")
        {
            AssignmentSyntax assignment = Assignment();
            Expect(";", "an assignment");
            return assignment;
        }

        if (Now.Kind is VerilogTokenKind.Name or VerilogTokenKind.SystemName && After.Text is "(" or ";")
        {
            VerilogToken name = Next();
            IReadOnlyList<ExpressionSyntax> arguments = Is("(") ? Arguments(name, name.Text) : [];
            if (Take("<+"))
            {
                ExpressionSyntax value = Expression();
                Expect(";", "a contribution");
                return new ContributionSyntax(place, new(name.Place, name.Text, arguments), value);
            }

            if (Is(":"))
                throw Stop(Now.Place, "indirect assignments, V(out) : V(in) == 0, are not translated: write the potential or the flow itself");
            Expect(";", $"the statement {name.Text}");
            return new TaskSyntax(place, name.Text, arguments);
        }

        throw Stop(place, IsEnd ? "the file ends where a statement is expected: is it complete?" : $"a statement is expected, not {Now.Shown}");
    }

    private AssignmentSyntax Assignment()
    {
        VerilogPlace place = Now.Place;
        string name = ExpectName("an assignment");
        if (Is("["))
            throw Stop(Now.Place, "arrays are not translated: give each element a variable of its own");
        Expect("=", "an assignment");
        return new(place, name, Expression());
    }

    private BlockSyntax Block()
    {
        VerilogPlace place = Next().Place;
        if (Take(":"))
            ExpectName("a named block");
        List<VariableSyntax> variables = [];
        List<StatementSyntax> statements = [];
        while (!Is("end"))
        {
            if (IsEnd || Is("endmodule") || Is("endfunction"))
                throw Stop(Now.Place, $"{(IsEnd ? "the file ends" : Now.Shown + " stands")} where the 'end' of the block of line {place.At.Line} is expected: is it complete?");
            try
            {
                IReadOnlyList<AttributeSyntax> attributes = Attributes();
                if (Is("real") || Is("integer"))
                    variables.AddRange(Variables(attributes));
                else if (Is("parameter") || Is("localparam"))
                    throw Stop(Now.Place, "parameters of a block are not translated: declare them in the module");
                else
                    statements.Add(Statement());
            }
            catch (SyntaxStop) when (!IsEnd)
            {
                SkipStatement();
            }
        }

        Next();
        return new(place, variables, statements);
    }

    /// <summary>A chain of else-ifs is read in a loop: only what is nested is limited by the depth.</summary>
    private IfSyntax If(VerilogPlace place)
    {
        List<(VerilogPlace Place, ExpressionSyntax Condition, StatementSyntax Then)> chain = [];
        StatementSyntax? last = null;
        while (true)
        {
            Expect("(", "an if");
            ExpressionSyntax condition = Expression();
            Expect(")", "an if");
            chain.Add((place, condition, Statement()));
            if (chain.Count > LongestChain)
                throw Stop(place, $"more than {LongestChain} conditions in a chain: that is no compact model");
            if (!Take("else"))
                break;
            place = Now.Place;
            if (!Take("if"))
            {
                last = Statement();
                break;
            }
        }

        for (int index = chain.Count - 1; index >= 0; --index)
            last = new IfSyntax(chain[index].Place, chain[index].Condition, chain[index].Then, last);
        return (IfSyntax)last!;
    }

    private CaseSyntax Case(VerilogPlace place)
    {
        Expect("(", "a case");
        ExpressionSyntax selector = Expression();
        Expect(")", "a case");
        List<CaseArm> arms = [];
        while (!Take("endcase"))
        {
            if (IsEnd)
                throw Stop(Now.Place, $"the file ends where the 'endcase' of line {place.At.Line} is expected: is it complete?");
            List<ExpressionSyntax> values = [];
            if (Take("default"))
                Take(":");
            else
            {
                do
                    values.Add(Expression());
                while (Take(","));
                Expect(":", "an arm of a case");
            }

            arms.Add(new(values, Statement()));
        }

        return new(place, selector, arms);
    }

    private LoopSyntax For(VerilogPlace place)
    {
        Expect("(", "a loop");
        AssignmentSyntax first = Assignment();
        Expect(";", "a loop");
        ExpressionSyntax condition = Expression();
        Expect(";", "a loop");
        AssignmentSyntax next = Assignment();
        Expect(")", "a loop");
        return new(place, first, condition, next, Statement(), IsRepeat: false);
    }

    private List<CallSyntax> Events()
    {
        List<CallSyntax> events = [];
        Expect("(", "an event");
        do
        {
            VerilogToken token = Now;
            string name = ExpectName("an event");
            events.Add(new(token.Place, name, Is("(") ? Arguments(token, name) : []));
        }
        while (Take("or") || Take(","));
        Expect(")", "an event");
        return events;
    }
}
