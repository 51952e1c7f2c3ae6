using System.Collections.Immutable;

namespace Mantle.Policy;

/// <summary>A policy compiled for evaluation: immutable, indexed by action, thread-safe.</summary>
public sealed class CompiledPolicy
{
    CompiledPolicy(PolicyProgram program, PolicySource source)
    {
        Program = program;
        Source = source;
    }

    internal PolicyProgram Program { get; }

    /// <summary>The policy's name in explanations.</summary>
    public PolicySource Source { get; }

    /// <summary>The statements as the engine evaluates them, for analysis. Built for each call.</summary>
    public ImmutableArray<CompiledStatement> ReadStatements() => new ProgramReader(Program).Read();

    /// <summary>Compiles a document.</summary>
    /// <param name="document">The document; it is not kept.</param>
    /// <param name="source">The policy's name in explanations.</param>
    /// <param name="principalBindings">
    /// For a resource or trust policy: the unique id that each user or role ARN among its principals had when the policy was written. Such
    /// a principal matches only a caller with that id, so a recreated user or role of the same name does not match. An ARN with an empty id
    /// matches nobody. An ARN that is not listed matches by name. The value for a canonical user id is the account's twelve digits. See
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

    /// <summary>Parses and compiles a valid document.</summary>
    /// <exception cref="FormatException">The document is not valid.</exception>
    public static CompiledPolicy Compile(string json, string policyId = "policy") =>
        Compile(PolicyDocument.Parse(json), new PolicySource(policyId));

    /// <summary>The same policy with another name. Both share the compiled form.</summary>
    public CompiledPolicy WithSource(PolicySource source) => new(Program, source);
}
