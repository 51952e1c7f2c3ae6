using Microsoft.CodeAnalysis;

namespace Mantle.Generators;

/// <summary>Reads a class marked <c>[Operation]</c> and holds it against the operation that it names.</summary>
static class HandlerReader
{
    const string Root = "Mantle.Server.Operations.";

    public static Handler Read(GeneratorAttributeSyntaxContext context, CancellationToken cancel)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        var compilation = context.SemanticModel.Compilation;
        var place = Place.Of(type.Locations[0]);
        var issues = context.Attributes[0].NamedArguments.Any(a => a.Key == "IssuesCredentials" && a.Value.Value is true);

        Handler Refused(string id, string first, string second = "") =>
            new("", type.Name, "", "", null, issues, null, null, null, null, new Problem(id, first, second), place);

        if (Service(type, compilation) is not var (service, operations))
            return Refused("MANTLE101", type.ToDisplayString());
        if (operations.GetMembers(type.Name).OfType<IPropertySymbol>().FirstOrDefault()?.Type is not INamedTypeSymbol { TypeArguments.Length: 2 } info)
            return Refused("MANTLE102", type.Name, service);

        var request = info.TypeArguments[0];
        var response = info.TypeArguments[1].ToDisplayString() == "Mantle.Wire.NoResponse" ? null : info.TypeArguments[1];
        cancel.ThrowIfCancellationRequested();

        var requires = One(type, "Requires", "RequiresAsync");
        var execute = One(type, "Execute", "ExecuteAsync");
        if (requires is null || execute is null)
            return Refused("MANTLE103", type.Name);
        var prepare = One(type, "PrepareAsync", "");

        var signatures = new Signatures(request, response);
        if (signatures.Requires(requires) is not { } requiresMethod)
            return Refused("MANTLE104", $"{type.Name}.{requires.Name}", signatures.Expected(requires.Name, prepare is not null));
        var prepareMethod = prepare is null ? null : signatures.Prepare(prepare);
        if (prepare is not null && prepareMethod is null)
            return Refused("MANTLE104", $"{type.Name}.{prepare.Name}", signatures.Expected(prepare.Name, prepared: true));
        if (signatures.Execute(execute, prepareMethod?.Result) is not { } executeMethod)
            return Refused("MANTLE104", $"{type.Name}.{execute.Name}", signatures.Expected(execute.Name, prepare is not null));

        var writes = One(type, "Writes", "");
        var writesMethod = writes is null ? null : signatures.Writes(writes, prepareMethod?.Result);
        if (writes is not null && writesMethod is null)
            return Refused("MANTLE104", $"{type.Name}.Writes", signatures.Expected("Writes", prepare is not null));

        return new(service, type.Name, Signatures.Name(type), Signatures.Name(request), response is null ? null : Signatures.Name(response),
            issues, requiresMethod, prepareMethod, executeMethod, writesMethod, null, place);
    }

    // Mantle.Server.Operations.Iam.Users.CreateUser belongs to Iam: the first part below the root.
    static (string Name, INamedTypeSymbol Operations)? Service(INamedTypeSymbol type, Compilation compilation)
    {
        var @namespace = type.ContainingNamespace.ToDisplayString() + ".";
        if (!@namespace.StartsWith(Root, StringComparison.Ordinal) || @namespace.Length == Root.Length)
            return null;
        var name = @namespace.Substring(Root.Length).Split('.')[0];
        return compilation.GetTypeByMetadataName($"Mantle.Wire.{name}.Operations") is { } operations ? (name, operations) : null;
    }

    static IMethodSymbol? One(INamedTypeSymbol type, string name, string otherwise)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>().Where(m => m.Name == name || m.Name == otherwise).ToArray();
        return methods.Length == 1 ? methods[0] : null;
    }
}
