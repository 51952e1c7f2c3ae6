using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Mantle.Generators;

/// <summary>Generates the list of modules of all referenced services. Each comes after the modules that it references itself.</summary>
[Generator]
public sealed class ModuleListGenerator : IIncrementalGenerator
{
    const string List = "Mantle.Core.Modules.ModuleListAttribute",
        Module = "Mantle.Core.Modules.ServiceModuleAttribute",
        Keeps = "Mantle.Core.Modules.IKeepsEntities";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var lists = context
            .SyntaxProvider.ForAttributeWithMetadataName(
                List,
                static (node, _) => node is ClassDeclarationSyntax,
                static (found, _) => found.TargetSymbol.ToDisplayString()
            )
            .Collect();
        var modules = context.CompilationProvider.Select(static (compilation, _) => string.Join("\n", Modules(compilation)));
        context.RegisterSourceOutput(
            lists.Combine(modules),
            static (output, input) =>
            {
                foreach (var list in input.Left)
                    output.AddSource(
                        $"{list}.g.cs",
                        SourceText.From(Write(list, input.Right.Split(['\n'], StringSplitOptions.RemoveEmptyEntries)), Encoding.UTF8)
                    );
            }
        );
    }

    static string Write(string list, string[] offers)
    {
        var dot = list.LastIndexOf('.');
        var source = new Source(list.Substring(0, dot));
        source.Line();
        using (source.Open($"partial class {list.Substring(dot + 1)}"))
        {
            source.Summary("The services, each after those that it needs.");
            source.Line(
                "public static global::System.Collections.Generic.IReadOnlyList<global::Mantle.Core.Modules.ModuleOffer> All { get; } ="
            );
            source.Line("[");
            foreach (var offer in offers)
                source.Line($"    {offer},");
            source.Line("];");
        }
        return source.ToString();
    }

    static IEnumerable<string> Modules(Compilation compilation)
    {
        var services = compilation
            .SourceModule.ReferencedAssemblySymbols.Select(assembly =>
                (Assembly: assembly, Modules: In(assembly.GlobalNamespace).OrderBy(type => type.Name, StringComparer.Ordinal).ToArray())
            )
            .Where(service => service.Modules.Length > 0)
            .OrderBy(service => service.Assembly.Name, StringComparer.Ordinal)
            .ToList();
        while (services.Count > 0)
        {
            var next = services.FindIndex(service => !services.Any(other => Refers(service.Assembly, other.Assembly)));
            foreach (var module in services[next].Modules)
                yield return Offer(module);
            services.RemoveAt(next);
        }
    }

    static string Offer(INamedTypeSymbol module)
    {
        var name = module.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        var kind = module.AllInterfaces.Any(type => type.ToDisplayString() == Keeps) ? "Keeping" : "Of";
        return $"global::Mantle.Core.Modules.ModuleOffer.{kind}(static parts => new {name}(parts))";
    }

    static bool Refers(IAssemblySymbol from, IAssemblySymbol to) =>
        from.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == to.Name));

    static IEnumerable<INamedTypeSymbol> In(INamespaceSymbol at) =>
        !at.IsGlobalNamespace
        && at.ToDisplayString() is not ("Mantle" or "")
        && !at.ToDisplayString().StartsWith("Mantle.", StringComparison.Ordinal)
            ? []
            : at.GetTypeMembers()
                .Where(type => type.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() == Module))
                .Concat(at.GetNamespaceMembers().SelectMany(In));
}
