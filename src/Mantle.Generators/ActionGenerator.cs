using System.Collections.Immutable;
using System.Text;
using Mantle.Wire.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Mantle.Generators;

/// <summary>
/// Generates the list of a service's actions, the names by which its operations are authorized, each parsed once (docs/wire.md).
/// </summary>
[Generator]
public sealed class ActionGenerator : IIncrementalGenerator
{
    const string Module = "Mantle.Core.Modules.ServiceModuleAttribute";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var modules = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                Module,
                static (node, _) => node is ClassDeclarationSyntax,
                static (found, _) =>
                    (
                        Namespace: found.TargetSymbol.ContainingNamespace.ToDisplayString(),
                        Service: found.Attributes[0].ConstructorArguments[0].Value as string
                    )
            )
            .Collect();
        var models = context
            .AdditionalTextsProvider.Where(file => file.Path.EndsWith(".model", StringComparison.Ordinal))
            .Select((file, cancel) => file.GetText(cancel)?.ToString() ?? "");
        context.RegisterSourceOutput(models.Combine(modules), static (output, input) => Write(output, input.Left, input.Right));
    }

    static void Write(SourceProductionContext output, string model, ImmutableArray<(string Namespace, string? Service)> modules)
    {
        ServiceModel service;
        try
        {
            service = ServiceModel.Parse(model);
        }
        catch (FormatException)
        {
            // WireGenerator reports the problem.
            return;
        }
        foreach (var module in modules)
            if (module.Service == service.Namespace)
                output.AddSource($"{service.Namespace}.Actions.g.cs", SourceText.From(List(service, module.Namespace), Encoding.UTF8));
    }

    static string List(ServiceModel service, string @namespace)
    {
        var source = new Source(@namespace);
        source.Line();
        source.Summary($"The actions of {service.Title}.");
        using (source.Open("static class Actions"))
            foreach (var action in service.Actions)
            {
                const string Type = "global::Mantle.Policy.ActionName";
                source.Summary($"The action {service.ActionPrefix}:{action}.");
                source.Line($"public static readonly {Type} {action} = {Type}.Parse(\"{service.ActionPrefix}:{action}\");");
            }
        return source.ToString();
    }
}
