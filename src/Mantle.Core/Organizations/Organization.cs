using System.Collections.Immutable;
using Mantle.Core.Accounts;

namespace Mantle.Core.Organizations;

/// <summary>
/// An organization as one immutable value of persistent maps, like an <see cref="Account"/>: its tree, members, policies and attachments.
/// A member account stores only a link to it, so a policy change is one write in an organization of any size.
/// </summary>
public sealed record Organization : IVersioned
{
    Organization(string id) => Id = id;

    public static Organization Empty(string id) => new(id);

    /// <summary><c>o-</c> and ten letters or digits.</summary>
    public string Id { get; }

    public long Version { get; init; }

    /// <summary>The organization's entities.</summary>
    public Slices Slices { get; private init; } = Slices.Empty;

    /// <summary>Null if the organization does not exist or was deleted.</summary>
    public OrganizationSettings? Settings => Slices.Only<OrganizationSettings>();

    /// <summary>The root and the organizational units.</summary>
    public Table<Unit> Units => Slices.Table<Unit>();

    public Table<Member> Members => Slices.Table<Member>();

    public Table<OrganizationPolicy> Policies => Slices.Table<OrganizationPolicy>();

    public Table<HandshakeRecord> Handshakes => Slices.Table<HandshakeRecord>();

    public Table<AccountCreation> Creations => Slices.Table<AccountCreation>();

    public Table<Delegation> Delegations => Slices.Table<Delegation>();

    public Table<TransferRecord> Transfers => Slices.Table<TransferRecord>();

    /// <summary>Id of the root or a unit to the ids of its direct children, units and accounts.</summary>
    ImmutableDictionary<string, ImmutableSortedSet<string>> Children { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty;

    /// <summary>Policy id (lower case) to the ids of its targets.</summary>
    ImmutableDictionary<string, ImmutableSortedSet<string>> Targets { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty;

    /// <summary>Number of pending invitations by their stored state, which ignores expiry.</summary>
    public int PendingInvitations { get; private init; }

    /// <summary>The compiled policies; kept until a policy changes.</summary>
    GuardrailSets Sets { get; init; } = new();

    /// <summary>Cache of <see cref="GuardrailsOf"/> for this state.</summary>
    System.Collections.Concurrent.ConcurrentDictionary<AccountId, Guardrails>? resolved;

    public AccountId ManagementAccountId => Settings!.ManagementAccountId;

    public Unit Root => Units.Find(Settings!.RootId)!;

    public bool HasAllFeatures => Settings!.FeatureSet == OrganizationSettings.AllFeatures;

    public bool IsEnabled(string policyType) => Settings!.EnabledPolicyTypes.Contains(policyType);

    /// <summary>Ids of the direct children of the root or a unit, in order. Accounts come first, because their ids are digits.</summary>
    public ImmutableSortedSet<string> ChildrenOf(string parentId) => Children.GetValueOrDefault(parentId, Names.None);

    public IEnumerable<Unit> UnitsIn(string parentId) => ChildrenOf(parentId).Select(Units.Find).OfType<Unit>();

    public IEnumerable<Member> MembersIn(string parentId) => ChildrenOf(parentId).Select(Members.Find).OfType<Member>();

    /// <summary>Whether an account of the organization is closed.</summary>
    public bool IsClosed(AccountId accountId) => Members.Find(accountId)?.State == Member.Suspended;

    /// <summary>The root, a unit or an account.</summary>
    public PolicyTarget? FindTarget(string id) => (PolicyTarget?)Units.Find(id) ?? Members.Find(id);

    /// <summary>Ids of the targets of a policy, other than AWS's own policies.</summary>
    public ImmutableSortedSet<string> TargetsOf(string policyId) => Targets.GetValueOrDefault(policyId.ToLowerInvariant(), Names.None);

    /// <summary>The path from the root to the target, both included.</summary>
    public IReadOnlyList<PolicyTarget> PathTo(PolicyTarget target)
    {
        var path = new List<PolicyTarget>(Limits.UnitDepth + 2);
        for (PolicyTarget? at = target; at is not null; at = at.ParentId is { } parent ? Units.Find(parent) : null)
            path.Add(at);
        path.Reverse();
        return path;
    }

    /// <summary>Path of the unit that a member is in, <c>o-…/r-…/ou-…/</c>: <c>aws:PrincipalOrgPaths</c>.</summary>
    public string PathOf(PolicyTarget target)
    {
        var path = new System.Text.StringBuilder(Id).Append('/');
        foreach (var step in PathTo(target))
            if (step is Unit)
                path.Append(step.Id).Append('/');
        return path.ToString();
    }

    /// <summary>
    /// The control policies of an account; null for the management account, for accounts that are not members, and if no type is enabled.
    /// </summary>
    public Guardrails? GuardrailsOf(AccountId accountId)
    {
        if (Settings is null || Settings.EnabledPolicyTypes.IsEmpty || accountId == Settings.ManagementAccountId)
            return null;
        var known = resolved ?? Interlocked.CompareExchange(ref resolved, new(), null) ?? resolved;
        if (known.TryGetValue(accountId, out var guardrails))
            return guardrails;
        if (Members.Find(accountId) is not { } member)
            return null;
        return known[accountId] = Sets.For(this, PathTo(member));
    }

    /// <summary>Builds the organization from its stored entities.</summary>
    public static Organization Of(string id, long version, IEnumerable<Entity> entities) =>
        entities.Aggregate(Empty(id), (organization, entity) => organization.Apply(EntityChange.Put(entity))) with
        {
            Version = version,
        };

    /// <summary>The organization after a change, with its indexes updated.</summary>
    public Organization Apply(EntityChange change)
    {
        var after = this with { Slices = Slices.Apply(change), resolved = null };
        return change.Type.Type switch
        {
            var type when type == typeof(Unit) => after.IndexTarget(Units.Find(change.Key), (Unit?)change.Entity),
            var type when type == typeof(Member) => after.IndexTarget(Members.Find(change.Key), (Member?)change.Entity),
            var type when type == typeof(OrganizationPolicy) => after with { Sets = new() },
            var type when type == typeof(HandshakeRecord) => after with
            {
                PendingInvitations = PendingInvitations + Pending(change.Entity) - Pending(Handshakes.Find(change.Key)),
            },
            _ => after,
        };
    }

    static int Pending(Entity? handshake) => handshake is HandshakeRecord { Action: "INVITE", IsPending: true } ? 1 : 0;

    Organization IndexTarget(PolicyTarget? before, PolicyTarget? after) =>
        this with
        {
            Children = Names.Move(
                Children,
                before?.ParentId is { } from ? [from] : [],
                before?.Id,
                after?.ParentId is { } to ? [to] : [],
                after?.Id
            ),
            Targets = Names.Move(Targets, before?.Policies ?? [], before?.Id, after?.Policies ?? [], after?.Id),
        };

    /// <summary>
    /// Quotas of the tree
    /// (<see href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html"/>).
    /// </summary>
    public static class Limits
    {
        public const int UnitDepth = 5;
    }
}
