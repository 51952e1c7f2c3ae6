using System.Runtime.CompilerServices;
using Mantle.Policy;

namespace Mantle.Core.Accounts;

/// <summary>
/// The text that a resource's policy was compiled from, and the unique ids of its principals: a compiled policy does not keep them, and
/// the explanation of a denial needs them.
/// </summary>
/// <param name="Document">The text.</param>
/// <param name="PrincipalIds">The unique ids that its principals are bound to; null if they are not.</param>
/// <param name="IsDerived">Whether nobody wrote it: it stands for grants of another form, such as an ACL.</param>
public sealed record WrittenPolicy(PolicyText Document, IReadOnlyDictionary<string, string>? PrincipalIds, bool IsDerived)
{
    static readonly ConditionalWeakTable<CompiledPolicy, WrittenPolicy> Known = [];

    /// <summary>Compiles a policy of a resource and remembers its text for as long as the compiled form lives.</summary>
    /// <exception cref="FormatException">The text is not a valid policy.</exception>
    public static CompiledPolicy Compile(
        PolicyText document,
        PolicySource source,
        IReadOnlyDictionary<string, string>? principalIds = null,
        bool isDerived = false
    )
    {
        var compiled = CompiledPolicy.Compile(PolicyDocument.Parse(document.Text), source, principalIds);
        Known.Add(compiled, new WrittenPolicy(document, principalIds, isDerived));
        return compiled;
    }

    /// <summary>The text of a compiled policy; null if it was not compiled here.</summary>
    public static WrittenPolicy? Find(CompiledPolicy compiled) => Known.TryGetValue(compiled, out var written) ? written : null;
}
