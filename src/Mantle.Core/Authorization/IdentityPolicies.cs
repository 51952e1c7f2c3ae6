using System.Runtime.CompilerServices;
using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Mantle.Policy;

namespace Mantle.Core.Authorization;

/// <summary>
/// The policies that apply to an identity: inline, attached, and those of a user's groups. The compiled set is cached until one of the
/// entities it was made of changes.
/// </summary>
public static class IdentityPolicies
{
    static readonly ConditionalWeakTable<ActingIdentity, Gathered> Cache = [];

    public static PolicySet Of(Account account, ActingIdentity identity)
    {
        if (Cache.TryGetValue(identity, out var gathered) && gathered.IsCurrent(account))
            return gathered.Policies;
        gathered = Gather(account, identity);
        Cache.AddOrUpdate(identity, gathered);
        return gathered.Policies;
    }

    /// <summary>Drops the compiled sets of all identities. A set is compiled again when it is used again.</summary>
    public static void DropCompiled() => Cache.Clear();

    /// <summary>The managed policies with these ARNs. Deleted ones are skipped and so grant nothing.</summary>
    public static PolicySet OfManaged(Account account, IEnumerable<string> arns) =>
        PolicySet.Create(arns.Select(arn => Managed(account, arn, null)).OfType<CompiledPolicy>());

    /// <summary>
    /// The text of a policy that a decision names, if it is a policy of the caller, the caller's groups or the session; otherwise null.
    /// </summary>
    public static string? TextOf(Authentication.Caller caller, PolicyLayer layer, PolicySource source) =>
        source.Type switch
        {
            PolicySourceType.User or PolicySourceType.Role => caller.Identity?.FindInlinePolicy(source.PolicyId)?.Document.Text,
            PolicySourceType.Group => caller
                .User?.Groups.Select(name => caller.Account.Groups.Find(name)?.FindInlinePolicy(source.PolicyId))
                .FirstOrDefault(policy => policy is not null)
                ?.Document.Text,
            PolicySourceType.AwsManaged => AwsManagedPolicies.Find(source.PolicyId)?.Document,
            PolicySourceType.UserManaged => caller.Account.FindPolicy(source.PolicyId)?.Default.Document.Text,
            // Control policies of an organization have no source type either.
            PolicySourceType.None when layer == PolicyLayer.SessionPolicy => caller.Session?.Policy?.Text,
            _ => null,
        };

    static Gathered Gather(Account account, ActingIdentity identity)
    {
        var policies = new List<CompiledPolicy>();
        var parts = new List<(Entity, string)>();
        Add(identity, identity is User ? PolicySourceType.User : PolicySourceType.Role);
        if (identity is User user)
            foreach (var name in user.Groups)
                if (account.Groups.Find(name) is { } group)
                {
                    parts.Add((group, name));
                    Add(group, PolicySourceType.Group);
                }
        return new Gathered(PolicySet.Create(policies), [.. parts]);

        void Add(Identity holder, PolicySourceType type)
        {
            foreach (var inline in holder.InlinePolicies)
                policies.Add(inline.Document.Compiled.WithSource(new PolicySource(inline.Name, type)));
            foreach (var arn in holder.AttachedPolicies)
                if (Managed(account, arn, parts) is { } policy)
                    policies.Add(policy);
        }
    }

    static CompiledPolicy? Managed(Account account, string arn, List<(Entity, string)>? parts)
    {
        if (AwsManagedPolicies.IsAwsManaged(arn))
            return AwsManagedPolicies.Compiled(arn);
        if (account.FindPolicy(arn) is not { } policy)
            return null;
        parts?.Add((policy, policy.Name));
        return policy.Default.Document.Compiled.WithSource(new PolicySource(arn, PolicySourceType.UserManaged));
    }

    /// <summary>A set of policies, and the account's entities that it was made of.</summary>
    sealed class Gathered(PolicySet policies, (Entity Entity, string Name)[] parts)
    {
        public PolicySet Policies => policies;

        public bool IsCurrent(Account account)
        {
            foreach (var (entity, name) in parts)
                if (!ReferenceEquals(entity, entity is Group ? account.Groups.Find(name) : account.Policies.Find(name)))
                    return false;
            return true;
        }
    }
}
