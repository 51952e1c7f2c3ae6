using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>A policy as an identity or a session has it, with its text.</summary>
/// <param name="Source">Its name and origin in decisions.</param>
/// <param name="Holder">ARN of the user, group, role or session that it is attached to.</param>
/// <param name="Text">Its document.</param>
public sealed record HeldPolicy(PolicySource Source, string Holder, string Text)
{
    /// <summary>The policies of an identity, in the order of <see cref="IdentityPolicies.Of"/>.</summary>
    public static IEnumerable<HeldPolicy> Of(Account account, ActingIdentity identity)
    {
        var holders = new List<Identity> { identity };
        if (identity is User user)
            holders.AddRange(user.Groups.Select(account.Groups.Find).OfType<Group>());
        foreach (var holder in holders)
        {
            var type = holder switch
            {
                User => PolicySourceType.User,
                Group => PolicySourceType.Group,
                _ => PolicySourceType.Role,
            };
            foreach (var inline in holder.InlinePolicies)
                yield return new HeldPolicy(new PolicySource(inline.Name, type), holder.Arn, inline.Document.Text);
            foreach (var policy in Managed(account, holder.AttachedPolicies, holder.Arn))
                yield return policy;
        }
    }

    /// <summary>Managed policies, in the order of <see cref="IdentityPolicies.OfManaged"/>; deleted ones are skipped.</summary>
    public static IEnumerable<HeldPolicy> Managed(Account account, IEnumerable<string> arns, string holder)
    {
        foreach (var arn in arns)
            if (AwsManagedPolicies.IsAwsManaged(arn))
            {
                if (AwsManagedPolicies.Find(arn) is { } aws)
                    yield return new HeldPolicy(new PolicySource(arn, PolicySourceType.AwsManaged), holder, aws.Document);
            }
            else if (account.FindPolicy(arn) is { } policy)
                yield return new HeldPolicy(new PolicySource(arn, PolicySourceType.UserManaged), holder, policy.Default.Document.Text);
    }
}
