using Microsoft.CodeAnalysis;

namespace Mantle.Generators;

/// <summary>Reads a class marked <c>[Operation]</c> and compares it with the operation that it names.</summary>
static class HandlerReader
{
    const string ModuleAttribute = "Mantle.Core.Modules.ServiceModuleAttribute";

    static readonly string[] s_once = ["PrepareAsync", "Writes", "WorkAsync"];

    public static Handler Read(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var place = Place.Of(type.Locations[0]);
        var issues = context.Attributes[0].NamedArguments.Any(a => a.Key == "IssuesCredentials" && a.Value.Value is true);

        Handler Refused(string id, string first, string second = "") => new("", type.Name, "", new Problem(id, first, second), place);

        if (Module(type) is not var (module, service))
            return Refused("MANTLE101", type.ToDisplayString());
        var (requires, execute) = (One(type, "Requires", "RequiresAsync"), One(type, "Execute", "ExecuteAsync"));
        if (requires is null || execute is null || s_once.Any(name => type.GetMembers(name).Length > 1))
            return Refused("MANTLE103", type.Name);
        IMethodSymbol?[] steps = [One(type, "PrepareAsync"), requires, One(type, "Writes"), One(type, "WorkAsync"), execute];
        if (steps.FirstOrDefault(step => step is not null && !IsReachable(step)) is { } hidden)
            return Refused("MANTLE104", $"{type.Name}.{hidden.Name}");
        cancel.ThrowIfCancellationRequested();

        // The service's messages are generated too, so their types are unknown here. The compiler checks them in the generated list.
        var chain =
            $"Steps(global::Mantle.Wire.{service}.Operations.{type.Name}, {(issues ? "true" : "false")})"
            + string.Concat(
                steps
                    .Where(step => step is not null)
                    .Select(step => $".{Step(step!)}({(step!.IsStatic ? Name(type) : "operation")}.{step.Name})")
            );
        if (!type.IsStatic)
            chain = $"Join(new {Name(type)}({string.Join(", ", Parts(type))}), operation => {chain})";
        return new(module, type.Name, chain, null, place);
    }

    static bool IsReachable(IMethodSymbol method) =>
        method
            is { IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal, Parameters.Length: >= 2 };

    static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    static string Step(IMethodSymbol method) =>
        method.Name switch
        {
            "PrepareAsync" => "Prepare",
            "WorkAsync" => "Work",
            "ExecuteAsync" => "Run",
            "Execute" => method.Parameters[1].Type.Name == "Change" ? "Write" : "Read",
            _ => method.Name,
        };

    /// <summary>The types of the constructor's parameters.</summary>
    static IEnumerable<string> Parts(INamedTypeSymbol type) =>
        type
            .InstanceConstructors.OrderByDescending(constructor => constructor.Parameters.Length)
            .First()
            .Parameters.Select(parameter => $"Parts.Get<{Name(parameter.Type)}>()");

    /// <summary>
    /// The module in the class's namespace or the nearest one above it, and the service's name in the wire namespaces.
    /// </summary>
    static (string Module, string Service)? Module(INamedTypeSymbol type)
    {
        for (var at = type.ContainingNamespace; at is { IsGlobalNamespace: false }; at = at.ContainingNamespace)
            foreach (var candidate in at.GetTypeMembers())
                if (
                    candidate.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == ModuleAttribute) is { } attribute
                    && SymbolEqualityComparer.Default.Equals(candidate.ContainingAssembly, type.ContainingAssembly)
                )
                    return (candidate.ToDisplayString(), attribute.ConstructorArguments[0].Value as string ?? "");
        return null;
    }

    static IMethodSymbol? One(INamedTypeSymbol type, string name, string otherwise = "")
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Name == name || m.Name == otherwise).ToArray();
        return methods.Length == 1 ? methods[0] : null;
    }
}
