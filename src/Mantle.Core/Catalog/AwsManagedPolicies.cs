using System.Collections.Concurrent;
using Mantle.Policy;

namespace Mantle.Core.Catalog;

/// <summary>
/// The AWS managed policies, the same for all accounts
/// (<see href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html"/>).
/// </summary>
public static class AwsManagedPolicies
{
    public const string ArnPrefix = "arn:aws:iam::aws:policy/";

    static readonly SortedLines Lines = new("managed-policies.tsv");

    static readonly ConcurrentDictionary<string, CompiledPolicy> CompiledForms = new(StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public static IEnumerable<AwsManagedPolicy> All => After(null);

    public static bool IsAwsManaged(string arn) => arn.StartsWith(ArnPrefix, StringComparison.Ordinal);

    /// <summary>The policy with an ARN (case-sensitive); null if there is none.</summary>
    public static AwsManagedPolicy? Find(string arn)
    {
        if (!IsAwsManaged(arn) || !Lines.TryFind(arn.AsSpan(arn.LastIndexOf('/') + 1), out var line))
            return null;
        var policy = new AwsManagedPolicy(line);
        return policy.Arn == arn ? policy : null;
    }

    /// <summary>The policies after a name, in order of their names, ignoring case; all policies if it is null.</summary>
    public static IEnumerable<AwsManagedPolicy> After(string? name) =>
        Lines
            .From(name ?? "")
            .SkipWhile(line => name is not null && line.Field(0).Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(line => new AwsManagedPolicy(line));

    /// <summary>The compiled form of a policy, compiled on first use and kept.</summary>
    public static CompiledPolicy? Compiled(string arn)
    {
        if (CompiledForms.TryGetValue(arn, out var compiled))
            return compiled;
        if (Find(arn) is not { } policy)
            return null;
        compiled = CompiledPolicy.Compile(PolicyDocument.Parse(policy.Document), new PolicySource(policy.Arn, PolicySourceType.AwsManaged));
        return CompiledForms.GetOrAdd(policy.Arn, compiled);
    }
}
