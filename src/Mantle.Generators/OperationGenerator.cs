using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Mantle.Generators;

/// <summary>
/// Generates the list of classes marked <c>[Operation]</c> in their service's module. A class has the name of AWS's operation;
/// docs/adding-an-operation.md describes its methods.
/// </summary>
[Generator]
public sealed class OperationGenerator : IIncrementalGenerator
{
    const string Operation = "Mantle.Core.Operations.OperationAttribute",
        Module = "Mantle.Core.Modules.ServiceModuleAttribute";

    static readonly Dictionary<string, DiagnosticDescriptor> s_problems = new[]
    {
        ("MANTLE101", "No such service", "{0} belongs to no service: no class of its namespace or of one above is marked [ServiceModule]"),
        (
            "MANTLE103",
            "Incomplete operation",
            "{0} needs one Requires or RequiresAsync and one Execute or ExecuteAsync, and at most one of each other method"
        ),
        ("MANTLE104", "Unreachable method", "{0} must be public or internal and take the request and the call"),
        ("MANTLE106", "Operation written twice", "{0} of {1} has more than one class"),
    }.ToDictionary(
        p => p.Item1,
        p => new DiagnosticDescriptor(p.Item1, p.Item2, p.Item3, "Mantle", DiagnosticSeverity.Error, isEnabledByDefault: true)
    );

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var handlers = context
            .SyntaxProvider.ForAttributeWithMetadataName(Operation, static (node, _) => node is ClassDeclarationSyntax, HandlerReader.Read)
            .Collect();
        var modules = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                Module,
                static (node, _) => node is ClassDeclarationSyntax,
                static (found, _) => found.TargetSymbol.ToDisplayString()
            )
            .Collect();
        context.RegisterSourceOutput(modules.Combine(handlers), static (output, input) => Write(output, input.Left, input.Right));
    }

    static void Write(SourceProductionContext output, ImmutableArray<string> modules, ImmutableArray<Handler> handlers)
    {
        var written = new Dictionary<(string, string), Handler>();
        foreach (var handler in handlers)
            if (handler.Problem is { } problem)
                Report(output, handler, problem);
            else if (written.ContainsKey((handler.Module, handler.Operation)))
                Report(output, handler, new Problem("MANTLE106", handler.Operation, handler.Module));
            else
                written.Add((handler.Module, handler.Operation), handler);
        foreach (var module in modules.Distinct())
        {
            var own = written
                .Values.Where(handler => handler.Module == module)
                .OrderBy(handler => handler.Operation, StringComparer.Ordinal)
                .ToArray();
            output.AddSource($"{module}.g.cs", SourceText.From(List(module, own), Encoding.UTF8));
        }
    }

    static string List(string module, Handler[] handlers)
    {
        var dot = module.LastIndexOf('.');
        var source = new Source(module.Substring(0, dot));
        source.Line();
        using (source.Open($"partial class {module.Substring(dot + 1)}"))
        {
            source.Line("/// <inheritdoc/>");
            using (source.OpenExpression("protected override global::Mantle.Core.Operations.Operation? Create(string name) => name switch"))
            {
                foreach (var handler in handlers)
                    source.Line($"\"{handler.Operation}\" => New{handler.Operation}(),");
                source.Line("_ => null,");
            }
            // One method for each, so that it is compiled only when it is used.
            foreach (var handler in handlers)
            {
                source.Line();
                source.Line($"global::Mantle.Core.Operations.Operation New{handler.Operation}() => {handler.Making};");
            }
        }
        return source.ToString();
    }

    static void Report(SourceProductionContext output, Handler handler, Problem problem) =>
        output.ReportDiagnostic(Diagnostic.Create(s_problems[problem.Id], handler.Place.ToLocation(), problem.First, problem.Second));
}
