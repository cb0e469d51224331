namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>Reads modules, natures and disciplines.</summary>
/// <param name="tokens">The words, directives followed.</param>
/// <param name="comments">The comments at the ends of lines.</param>
/// <param name="faults">Takes the faults.</param>
internal sealed class ModuleReader(
    IReadOnlyList<VerilogToken> tokens, IReadOnlyDictionary<(string File, int Line), string> comments, VerilogFaults faults)
    : StatementReader(tokens, faults)
{
    private readonly List<Discipline> disciplines = [.. Discipline.Standard];
    private readonly Dictionary<string, (string Access, string Unit)> natures = new(StringComparer.Ordinal)
    {
        ["Voltage"] = ("V", "V"), ["Current"] = ("I", "A"), ["Temperature"] = ("Temp", "K"), ["Power"] = ("Pwr", "W"), ["Charge"] = ("Q", "C"),
        ["Position"] = ("Pos", "m"), ["Velocity"] = ("Vel", "m/s"), ["Force"] = ("F", "N"),
    };

    /// <summary>All modules, in the order of the file.</summary>
    public IReadOnlyList<ModuleSyntax> Read()
    {
        List<ModuleSyntax> modules = [];
        while (!IsEnd)
        {
            try
            {
                Attributes();
                if (IsEnd)
                    break;
                if (Take("nature"))
                    Nature();
                else if (Take("discipline"))
                    ReadDiscipline();
                else if (Is("module") || Is("macromodule"))
                    modules.Add(Module());
                else
                    throw Stop(Now.Place, $"a module is expected, not {Now.Shown}");
            }
            catch (SyntaxStop)
            {
                while (!IsEnd && !Is("module") && !Is("nature") && !Is("discipline"))
                    Next();
            }
        }

        return modules;
    }

    protected override string Meaning(IReadOnlyList<AttributeSyntax> attributes, VerilogPlace place) =>
        Attribute(attributes, "desc", "info") is { Length: > 0 } text ? text : comments.GetValueOrDefault((place.Source.Name, place.At.Line)) ?? "";

    private void Nature()
    {
        string name = ExpectName("a nature");
        Take(";");
        string access = "", unit = "";
        while (!IsEnd && !Take("endnature"))
        {
            string key = Next().Text;
            if (Take("="))
            {
                if (key == "access")
                    access = Now.Text;
                else if (key == "units")
                    unit = Now.Text;
            }
        }

        natures[name] = (access, unit);
    }

    private void ReadDiscipline()
    {
        string name = ExpectName("a discipline");
        Take(";");
        (string Access, string Unit) potential = ("", ""), flow = ("", "");
        while (!IsEnd && !Take("enddiscipline"))
        {
            string key = Next().Text;
            if (key == "potential")
                potential = natures.GetValueOrDefault(Next().Text, ("", ""));
            else if (key == "flow")
                flow = natures.GetValueOrDefault(Next().Text, ("", ""));
        }

        disciplines.RemoveAll(known => known.Name == name);
        disciplines.Add(new(name, potential.Access, potential.Unit, flow.Access, flow.Unit));
    }

    private ModuleSyntax Module()
    {
        Next();
        ModuleSyntax module = new(Now.Place, ExpectName("a module"));
        module.Disciplines.Clear();
        module.Disciplines.AddRange(disciplines);
        if (Is("#"))
            throw Stop(Now.Place, "parameters in the head of a module, #(...), are not translated: declare them inside it");
        if (Take("("))
            Ports(module);
        Expect(";", "the head of a module");
        while (!Take("endmodule"))
        {
            if (IsEnd)
                throw Stop(Now.Place, $"the file ends in the module '{module.Name}', without endmodule: is it complete?");
            try
            {
                Item(module);
            }
            catch (SyntaxStop) when (!IsEnd)
            {
                SkipStatement();
                Take("end");
                Take("endfunction");
            }
        }

        return module;
    }

    private void Ports(ModuleSyntax module)
    {
        string direction = "", discipline = "";
        while (!Is(")"))
        {
            if (IsEnd)
                throw Stop(Now.Place, $"the file ends in the head of the module '{module.Name}': is it complete?");
            Attributes();
            if (Is("inout") || Is("input") || Is("output"))
                (direction, discipline) = (Next().Text, "");
            if (disciplines.Exists(known => known.Name == Now.Text) && After.Kind == VerilogTokenKind.Name)
                discipline = Next().Text;
            VerilogPlace place = Now.Place;
            string name = ExpectName("the head of a module");
            module.Ports.Add(new(place, name, direction));
            if (discipline.Length > 0)
                module.Nets.Add(new(place, name, discipline));
            if (!Take(","))
                break;
        }

        Expect(")", "the head of a module");
    }

    private void Item(ModuleSyntax module)
    {
        IReadOnlyList<AttributeSyntax> attributes = Attributes();
        VerilogPlace place = Now.Place;
        if (Take(";"))
            return;
        if (Is("real") || Is("integer"))
            module.Variables.AddRange(Variables(attributes));
        else if (Is("parameter") || Is("localparam"))
            Parameters(module, attributes);
        else if (Take("aliasparam"))
        {
            string name = ExpectName("an alias");
            Expect("=", "an alias");
            module.Aliases.Add(new(place, name, ExpectName("an alias")));
            Expect(";", "an alias");
        }
        else if (Is("inout") || Is("input") || Is("output"))
            Directions(module);
        else if (Take("branch"))
            Branches(module);
        else if (Take("analog"))
            Analog(module, place);
        else if (Is("ground") || disciplines.Exists(known => known.Name == Now.Text))
            Nets(module, Next().Text);
        else if (Now.Kind == VerilogTokenKind.Name && After.Kind == VerilogTokenKind.Name)
            throw Stop(place, $"'{Now.Text}' is no discipline; modules in modules and digital parts are not translated: write the equations into one module");
        else
            throw Stop(place, $"a declaration or 'analog' is expected, not {Now.Shown}");
    }

    private void Parameters(ModuleSyntax module, IReadOnlyList<AttributeSyntax> attributes)
    {
        bool isLocal = Next().Text == "localparam";
        bool? isInteger = Is("integer") ? true : Is("real") ? false : null;
        if (isInteger is not null || Is("string"))
        {
            if (Next().Text == "string")
                throw Stop(Now.Place, "parameters that are texts are not translated: use a number");
        }

        do
        {
            VerilogPlace place = Now.Place;
            string name = ExpectName("a parameter");
            if (Is("["))
                throw Stop(Now.Place, $"the array '{name}' is not translated: give each element a parameter of its own");
            Expect("=", "a parameter");
            ExpressionSyntax value = Expression();
            List<RangeSyntax> ranges = [];
            while (Is("from") || Is("exclude"))
                ranges.Add(Range());
            module.Parameters.Add(new(place, name, isInteger, value, ranges, Meaning(attributes, place), Attribute(attributes, "units", "unit"), isLocal));
        }
        while (Take(","));
        Expect(";", "a parameter");
    }

    private RangeSyntax Range()
    {
        VerilogToken word = Next();
        bool isExcluded = word.Text == "exclude";
        if (!Is("(") && !Is("["))
        {
            ExpressionSyntax value = Expression();
            return new(word.Place, isExcluded, value, true, value, true);
        }

        bool includesLow = Next().Text == "[";
        ExpressionSyntax low = Expression();
        if (isExcluded && !includesLow && Take(")"))
            return new(word.Place, isExcluded, low, true, low, true);
        Expect(":", "a range");
        ExpressionSyntax high = Expression();
        bool includesHigh = Is("]");
        if (!includesHigh)
            Expect(")", "a range");
        else
            Next();
        return new(word.Place, isExcluded, low, includesLow, high, includesHigh);
    }

    private void Directions(ModuleSyntax module)
    {
        string direction = Next().Text;
        if (disciplines.Exists(known => known.Name == Now.Text) && After.Kind == VerilogTokenKind.Name)
        {
            Nets(module, Next().Text, direction);
            return;
        }

        foreach ((VerilogPlace place, string name) in Names())
            Direct(module, place, name, direction);
    }

    private static void Direct(ModuleSyntax module, VerilogPlace place, string name, string direction)
    {
        int index = module.Ports.FindIndex(port => port.Name == name);
        if (index >= 0)
            module.Ports[index] = new(place, name, direction);
        else
            module.Ports.Add(new(place, name, direction));
    }

    private void Nets(ModuleSyntax module, string discipline, string? direction = null)
    {
        foreach ((VerilogPlace place, string name) in Names())
        {
            module.Nets.Add(new(place, name, discipline));
            if (direction is not null)
                Direct(module, place, name, direction);
        }
    }

    private List<(VerilogPlace Place, string Name)> Names()
    {
        List<(VerilogPlace, string)> names = [];
        do
        {
            if (Is("["))
                throw Stop(Now.Place, "buses are not translated: give each node a name of its own");
            names.Add((Now.Place, ExpectName("a declaration")));
            if (Is("["))
                throw Stop(Now.Place, "buses are not translated: give each node a name of its own");
            if (Take("="))
                Expression();
        }
        while (Take(","));
        Expect(";", "a declaration");
        return names;
    }

    private void Branches(ModuleSyntax module)
    {
        Expect("(", "a branch");
        string from = ExpectName("a branch");
        string? to = Take(",") ? ExpectName("a branch") : null;
        Expect(")", "a branch");
        foreach ((VerilogPlace place, string name) in Names())
            module.Branches.Add(new(place, name, from, to));
    }

    private void Analog(ModuleSyntax module, VerilogPlace place)
    {
        if (Is("function"))
            module.Functions.Add(Function());
        else if (Take("initial"))
            module.Analog.Add(new EventSyntax(place, [new(place, "initial_step", [])], Statement()));
        else
            module.Analog.Add(Statement());
    }

    private FunctionSyntax Function()
    {
        Next();
        bool isInteger = Is("integer");
        if (Is("integer") || Is("real"))
            Next();
        VerilogPlace place = Now.Place;
        string name = ExpectName("a function");
        Expect(";", "a function");
        List<string> inputs = [], outputs = [], order = [];
        List<VariableSyntax> variables = [];
        List<StatementSyntax> statements = [];
        while (!Take("endfunction"))
        {
            if (IsEnd || Is("endmodule"))
                throw Stop(Now.Place, $"the function '{name}' has no endfunction: is it complete?");
            IReadOnlyList<AttributeSyntax> attributes = Attributes();
            if (Is("input") || Is("output") || Is("inout"))
            {
                string direction = Next().Text;
                if (Is("real") || Is("integer"))
                    Next();
                foreach ((_, string argument) in Names())
                {
                    order.Add(argument);
                    if (direction != "output")
                        inputs.Add(argument);
                    if (direction != "input")
                        outputs.Add(argument);
                }
            }
            else if (Is("real") || Is("integer"))
                variables.AddRange(Variables(attributes));
            else if (!Take(";"))
                statements.Add(Statement());
        }

        return new(place, name, isInteger, inputs, outputs, order, variables, new BlockSyntax(place, [], statements));
    }
}
