namespace Bruno.Gpu.Models.VerilogA.Syntax;

/// <summary>A module as it is written.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Name">Its name.</param>
internal sealed record ModuleSyntax(VerilogPlace Place, string Name)
{
    public List<PortSyntax> Ports { get; } = [];

    public List<NetSyntax> Nets { get; } = [];

    public List<ParameterSyntax> Parameters { get; } = [];

    public List<AliasSyntax> Aliases { get; } = [];

    public List<VariableSyntax> Variables { get; } = [];

    public List<FunctionSyntax> Functions { get; } = [];

    public List<BranchSyntax> Branches { get; } = [];

    public List<Discipline> Disciplines { get; } = [.. Discipline.Standard];

    /// <summary>The statements of <c>analog</c>, in order; those of <c>analog initial</c> are events.</summary>
    public List<StatementSyntax> Analog { get; } = [];
}
