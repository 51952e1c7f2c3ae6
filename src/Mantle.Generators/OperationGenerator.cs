using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Mantle.Generators;

/// <summary>
/// Makes <c>Mantle.Server.Operations.OperationTable</c> from the classes marked <c>[Operation]</c>. A class is named as
/// AWS names the operation; its namespace names the service; its methods are described in docs/wire.md.
/// </summary>
[Generator]
public sealed class OperationGenerator : IIncrementalGenerator
{
    const string Attribute = "Mantle.Server.Operations.OperationAttribute";

    static readonly Dictionary<string, DiagnosticDescriptor> s_problems = new[]
    {
        ("MANTLE101", "No such service", "{0} belongs to no service: its namespace must be Mantle.Server.Operations.<service>"),
        ("MANTLE102", "No such operation", "{0} is not an operation of {1}"),
        ("MANTLE103", "Incomplete operation", "{0} needs one Requires or RequiresAsync and one Execute or ExecuteAsync"),
        ("MANTLE104", "Wrong signature", "{0} must be: {1}"),
        ("MANTLE105", "Mixed types", "{0}: all operations must agree on {1}"),
        ("MANTLE106", "Operation written twice", "{0} of {1} has more than one class"),
    }.ToDictionary(p => p.Item1, p => new DiagnosticDescriptor(p.Item1, p.Item2, p.Item3, "Mantle", DiagnosticSeverity.Error, isEnabledByDefault: true));

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var handlers = context.SyntaxProvider
            .ForAttributeWithMetadataName(Attribute, static (node, _) => node is ClassDeclarationSyntax, HandlerReader.Read)
            .Collect();
        var services = context.CompilationProvider.Select(static (compilation, _) => Services(compilation));
        context.RegisterSourceOutput(services.Combine(handlers), static (output, input) => Write(output, input.Left, input.Right));
    }

    // One string, so that an edit elsewhere compares equal.
    static string Services(Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName(Attribute) is null || compilation.GetTypeByMetadataName("Mantle.Wire.Services") is not { } services)
            return "";
        return string.Join(",", services.GetMembers().OfType<IPropertySymbol>().Where(p => p.Type.Name == "ServiceInfo").Select(p => p.Name));
    }

    static void Write(SourceProductionContext output, string services, ImmutableArray<Handler> handlers)
    {
        if (services.Length == 0)
            return;
        var written = new Dictionary<(string, string), Handler>();
        foreach (var handler in handlers)
            if (handler.Problem is { } problem)
                Report(output, handler, problem);
            else if (written.ContainsKey((handler.Service, handler.Operation)))
                Report(output, handler, new Problem("MANTLE106", handler.Operation, handler.Service));
            else
                written.Add((handler.Service, handler.Operation), handler);

        var agreed = written.Values.OrderBy(h => h.Service, StringComparer.Ordinal).ThenBy(h => h.Operation, StringComparer.Ordinal).ToList();
        var contexts = new Contexts(
            Agree(output, agreed, "the type of the call", h => h.Requires!.Context),
            Agree(output, agreed, "the type of the access", h => h.Requires!.Result),
            Agree(output, agreed, "the type of the change", h => h.Execute!.Asynchronous || TableWriter.IsRead(h) ? null : h.Execute.Context),
            Agree(output, agreed, "the type of the call of ExecuteAsync", h => h.Execute!.Asynchronous ? h.Execute.Context : null),
            Agree(output, agreed, "the type of the write target", h => h.Writes?.Result));
        Agree(output, agreed, "the type of the call", h => h.Prepare?.Context, contexts.Call);
        output.AddSource("OperationTable.g.cs", SourceText.From(TableWriter.Table(services.Split(','), agreed, contexts), Encoding.UTF8));
    }

    // The type that the first handler has; the others with another are reported and left out.
    static string Agree(SourceProductionContext output, List<Handler> handlers, string what, Func<Handler, string?> type, string? first = null)
    {
        foreach (var handler in handlers.ToArray())
            if (type(handler) is { } own && own != (first ??= own))
            {
                Report(output, handler, new Problem("MANTLE105", handler.Operation, what));
                handlers.Remove(handler);
            }
        return first ?? "object";
    }

    static void Report(SourceProductionContext output, Handler handler, Problem problem) =>
        output.ReportDiagnostic(Diagnostic.Create(s_problems[problem.Id], handler.Place.ToLocation(), problem.First, problem.Second));
}
