using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.InlinePolicies;

/// <summary>The rules for inline policies of users, groups and roles.</summary>
static class Inline
{
    /// <summary>The identity's inline policies with one added or replaced.</summary>
    public static ImmutableArray<InlinePolicy> With(Identity holder, string name, string document)
    {
        var policy = new InlinePolicy(name, PolicyInput.Identity(document, Policy.PolicyType.Identity));
        var policies = holder.FindInlinePolicy(name) is { } existing
            ? holder.InlinePolicies.Replace(existing, policy)
            : holder.InlinePolicies.Add(policy);
        var limit = Quota.InlineSize(holder);
        if (policies.Sum(each => PolicySize.NonWhitespaceLength(each.Document.Text)) > limit)
            throw Errors.LimitExceeded(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Maximum policy size of {limit} bytes exceeded for {Existing.Kind(holder)} {holder.Name}"
                )
            );
        return policies;
    }

    public static Page<string> Names(Identity holder, string? marker, int? maxItems) =>
        Page.Sorted(holder.InlinePolicies.Select(policy => policy.Name), name => name, StringComparer.Ordinal, marker, maxItems);
}
