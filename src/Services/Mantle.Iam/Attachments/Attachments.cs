using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Attachments;

/// <summary>The rules for attaching managed policies to users, groups and roles.</summary>
static class Attachments
{
    public static Access Access(Access target, string policyArn) => target with { Keys = [.. target.Keys, ("iam:PolicyARN", policyArn)] };

    /// <summary>The identity's attached policies with one added; an attached policy is not added again.</summary>
    public static ImmutableArray<string> With(Change change, Identity holder, string policyArn)
    {
        PolicyArn.Attachable(change.Account, policyArn);
        if (holder.AttachedPolicies.Contains(policyArn))
            return holder.AttachedPolicies;
        PolicyArn.RefuseServiceRolePolicy(policyArn);
        Quota.Check(change, $"PoliciesPer{holder.TypeName}", Quota.ManagedPoliciesPerIdentity, holder.AttachedPolicies.Length);
        return holder.AttachedPolicies.Add(policyArn);
    }

    public static ImmutableArray<string> Without(Identity holder, string policyArn) =>
        holder.AttachedPolicies.Contains(PolicyArn.Checked(policyArn))
            ? holder.AttachedPolicies.Remove(policyArn)
            : throw Errors.NoSuchEntity($"Policy {policyArn} was not found.");

    public static Page<AttachedPolicy> List(Identity holder, string? pathPrefix, string? marker, int? maxItems)
    {
        var arns = holder.AttachedPolicies.Where(arn => PolicyArn.PathOf(arn).StartsWith(pathPrefix ?? "/", StringComparison.Ordinal));
        var page = Page.Sorted(arns, arn => arn, StringComparer.Ordinal, marker, maxItems);
        return new Page<AttachedPolicy>([.. page.Items.Select(Answers.Attached)], page.IsTruncated, page.Marker);
    }
}
