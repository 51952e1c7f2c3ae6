using Microsoft.CodeAnalysis;

namespace Mantle.Generators;

/// <summary>The signatures that a handler's methods may have.</summary>
sealed class Signatures(ITypeSymbol request, ITypeSymbol? response)
{
    public Method? Requires(IMethodSymbol method)
    {
        var asynchronous = method.Name == "RequiresAsync";
        if (!Begins(method) || method.ReturnsVoid)
            return null;
        if (!asynchronous)
            return method.Parameters.Length == 2 && Awaited(method.ReturnType) is null ? new(Context(method), Name(method.ReturnType), false) : null;
        return EndsWithToken(method, 3) && Awaited(method.ReturnType) is { } access ? new(Context(method), Name(access), true) : null;
    }

    public Method? Prepare(IMethodSymbol method) =>
        Begins(method) && EndsWithToken(method, 3) && Awaited(method.ReturnType) is { } prepared ? new(Context(method), Name(prepared), true) : null;

    public Method? Execute(IMethodSymbol method, string? prepared)
    {
        if (!Begins(method))
            return null;
        var asynchronous = method.Name == "ExecuteAsync";
        var count = prepared is null ? 2 : 3;
        if (asynchronous ? !EndsWithToken(method, count + 1) : method.Parameters.Length != count)
            return null;
        if (prepared is not null && Name(method.Parameters[2].Type) != prepared)
            return null;
        if (!(asynchronous ? AnswersAsync(method.ReturnType) : Answers(method)))
            return null;
        return new(Context(method), response is null ? null : Name(response), asynchronous, prepared);
    }

    /// <summary>What the operation writes, where it is not just the caller's account.</summary>
    public Method? Writes(IMethodSymbol method, string? prepared)
    {
        if (!Begins(method) || method.ReturnsVoid || method.Parameters.Length != (prepared is null ? 2 : 3))
            return null;
        if (prepared is not null && Name(method.Parameters[2].Type) != prepared)
            return null;
        return new(Context(method), Name(method.ReturnType), false, prepared);
    }

    public string Expected(string name, bool prepared)
    {
        var (r, prep) = (request.Name, prepared ? ", TPrepared prepared" : "");
        return name switch
        {
            "Requires" => $"static Access Requires({r} r, Call c)",
            "RequiresAsync" => $"static ValueTask<Access> RequiresAsync({r} r, Call c, CancellationToken cancel)",
            "PrepareAsync" => $"static ValueTask<TPrepared> PrepareAsync({r} r, Call c, CancellationToken cancel)",
            "Writes" => $"static WriteTarget Writes({r} r, Call c{prep})",
            "Execute" => $"static {response?.Name ?? "void"} Execute({r} r, Call or Change context{prep})",
            _ => $"static {(response is null ? "Task" : $"Task<{response.Name}>")} ExecuteAsync({r} r, Call c{prep}, CancellationToken cancel)",
        };
    }

    public static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    bool Answers(IMethodSymbol method) =>
        response is null ? method.ReturnsVoid : SymbolEqualityComparer.Default.Equals(method.ReturnType, response);

    bool AnswersAsync(ITypeSymbol type) => response is null
        ? type.ToDisplayString() is "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask"
        : SymbolEqualityComparer.Default.Equals(Awaited(type), response);

    bool Begins(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal, Parameters.Length: >= 2 }
        && method.Parameters.All(p => p.RefKind == RefKind.None)
        && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, request);

    static bool EndsWithToken(IMethodSymbol method, int count) =>
        method.Parameters.Length == count && method.Parameters[count - 1].Type.ToDisplayString() == "System.Threading.CancellationToken";

    static ITypeSymbol? Awaited(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } named
        && named.ConstructedFrom.ToDisplayString() is "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask<TResult>"
            ? ((INamedTypeSymbol)type).TypeArguments[0]
            : null;

    static string Context(IMethodSymbol method) => Name(method.Parameters[1].Type);
}
