using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A policy in the form in which it is evaluated: immutable, indexed by action, safe to share between threads.</summary>
public sealed class CompiledPolicy
{
    CompiledPolicy(PolicyProgram program, PolicySource source)
    {
        Program = program;
        Source = source;
    }

    internal PolicyProgram Program { get; }

    /// <summary>What explanations call the policy.</summary>
    public PolicySource Source { get; }

    /// <summary>The statements as the engine evaluates them, to be read by analysis. Built anew for each call.</summary>
    public ImmutableArray<CompiledStatement> ReadStatements() => new ProgramReader(Program).Read();

    /// <summary>Compiles a document.</summary>
    /// <param name="document">The document; it is not kept.</param>
    /// <param name="source">What explanations call the policy.</param>
    /// <param name="principalBindings">
    /// For a resource or trust policy: the unique id that each user or role ARN among its principals was bound to when
    /// it was written. Such a principal matches only a caller with that id, so a recreated namesake does not; an ARN
    /// bound to an empty id matches nobody. An ARN that is not listed matches by name. A canonical user id is bound to
    /// the twelve digits of its account. See
    /// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">
    /// AWS JSON policy elements: Principal</see>.
    /// </param>
    public static CompiledPolicy Compile(
        PolicyDocument document,
        PolicySource source,
        IReadOnlyDictionary<string, string>? principalBindings = null
    )
    {
        ArgumentNullException.ThrowIfNull(document);
        return new CompiledPolicy(PolicyCompiler.Compile(document, principalBindings), source);
    }

    /// <summary>Parses and compiles a document that is known to be good.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static CompiledPolicy Compile(string json, string policyId = "policy") =>
        Compile(PolicyDocument.Parse(json), new PolicySource(policyId));

    /// <summary>The same compiled policy under another name; the compiled form is shared.</summary>
    public CompiledPolicy WithSource(PolicySource source) => new(Program, source);
}
