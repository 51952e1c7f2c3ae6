using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>
/// The state of an account that decisions need, as one immutable value of persistent maps. A change builds the next value and shares
/// the unchanged parts, so its cost hardly depends on the number of entities.
/// </summary>
public sealed record Account : IVersioned
{
    Account(AccountId id) => (Id, RootArn) = (id, Arn.Parse($"arn:aws:iam::{id}:root"));

    public static Account Empty(AccountId id) => new(id);

    /// <summary>Builds the account from its stored entities. Indexes are built in one go, much faster than one entity at a time.</summary>
    public static Account Of(AccountId id, long version, IReadOnlyList<Entity> entities, IEnumerable<(string Id, byte[] Sealed)> secrets)
    {
        var slices = Slices.Empty;
        var secretTable = ImmutableDictionary<string, byte[]>.Empty;
        var namesById = ImmutableDictionary<string, string>.Empty;
        var uses = ImmutableDictionary<string, PolicyUse>.Empty;
        List<User> users = [.. entities.OfType<User>()];
        List<Role> roles = [.. entities.OfType<Role>()];
        List<InstanceProfile> profiles = [.. entities.OfType<InstanceProfile>()];
        var isLarge = entities.Count > ManyEntities;
        Action[] builds =
        [
            () => slices = Slices.Of(entities, isLarge),
            () => namesById = users.Concat<ActingIdentity>(roles).ToImmutableDictionary(identity => identity.Id, identity => identity.Name),
            () => uses = PolicyUse.Index(entities.OfType<Identity>()),
            () => secretTable = secrets.ToImmutableDictionary(secret => secret.Id, secret => secret.Sealed),
        ];
        if (isLarge)
            Parallel.Invoke(builds);
        else
            Array.ForEach(builds, build => build());
        var root = entities.OfType<RootUser>().FirstOrDefault();
        return new Account(id)
        {
            Version = version,
            Slices = slices,
            Secrets = secretTable,
            KeyOwners = Owners(users, user => KeysOf(user.AccessKeys), KeysOf(root?.AccessKeys ?? [])),
            CredentialOwners = Owners(users, CredentialsOf, SerialsOf(root?.MfaDevices ?? [])),
            NamesById = namesById,
            Members = Names.Index(users.SelectMany(user => user.Groups.Select(group => (group, user.Name)))),
            ProfilesOfRole = Names.Index(
                profiles.Where(profile => profile.RoleName is not null).Select(profile => (profile.RoleName!, profile.Name))
            ),
            PolicyUses = uses,
        };
    }

    /// <summary>From this many entities on, tables and indexes are built on all cores.</summary>
    const int ManyEntities = 10_000;

    public AccountId Id { get; }

    /// <summary>Number of the commit that made this value; 0 when it was never stored.</summary>
    public long Version { get; init; }

    /// <summary>The account's entities. Each service reads the types that it declares from here.</summary>
    public Slices Slices { get; private init; } = Slices.Empty;

    /// <summary>The root user; null only before the account was first stored.</summary>
    public RootUser? Root => Slices.Only<RootUser>();

    public Table<User> Users => Slices.Table<User>();

    public Table<Group> Groups => Slices.Table<Group>();

    public Table<Role> Roles => Slices.Table<Role>();

    public Table<ManagedPolicy> Policies => Slices.Table<ManagedPolicy>();

    public Table<InstanceProfile> InstanceProfiles => Slices.Table<InstanceProfile>();

    /// <summary>The workloads that services assume roles for.</summary>
    public Table<EndedDelegation> EndedDelegations => Slices.Table<EndedDelegation>();

    public Table<WorkloadRegistration> Workloads => Slices.Table<WorkloadRegistration>();

    public Table<OidcProvider> OidcProviders => Slices.Table<OidcProvider>();

    public Table<SamlProvider> SamlProviders => Slices.Table<SamlProvider>();

    /// <summary>The account's outbound web identity federation; null if it was never enabled.</summary>
    public OutboundFederation? Outbound => Slices.Only<OutboundFederation>();

    /// <summary>The organization that the account is in; null for a standalone account.</summary>
    public Membership? Membership => Slices.Only<Membership>();

    public AccountSettings Settings => Slices.Only<AccountSettings>() ?? AccountSettings.Unset;

    /// <summary>Sealed secrets by id. The secret of a long-term access key has the access key id.</summary>
    public ImmutableDictionary<string, byte[]> Secrets { get; private init; } = ImmutableDictionary<string, byte[]>.Empty;

    /// <summary>Access key id to user name. The empty name stands for the root user.</summary>
    ImmutableDictionary<string, string> KeyOwners { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Credentials that must be unique within the account (MFA serial numbers, signing certificates), each with its user's name. The empty
    /// name stands for the root user.
    /// </summary>
    ImmutableDictionary<string, string> CredentialOwners { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Unique id of a user or role to its name.</summary>
    ImmutableDictionary<string, string> NamesById { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Group name (lower case) to the names of its members.</summary>
    ImmutableDictionary<string, ImmutableSortedSet<string>> Members { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty;

    /// <summary>Managed policy ARN to its number of attachments and of uses as a permissions boundary.</summary>
    ImmutableDictionary<string, PolicyUse> PolicyUses { get; init; } = ImmutableDictionary<string, PolicyUse>.Empty;

    /// <summary>Role name (lower case) to the instance profiles that hold it.</summary>
    ImmutableDictionary<string, ImmutableSortedSet<string>> ProfilesOfRole { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty;

    public Arn RootArn { get; }

    /// <summary>Finds an access key and its user. User is null for a root user's key; Key is null if the key does not exist.</summary>
    public (User? User, AccessKey? Key) FindAccessKey(string accessKeyId)
    {
        if (!KeyOwners.TryGetValue(accessKeyId, out var name))
            return default;
        var user = name.Length == 0 ? null : Users.Find(name);
        foreach (var key in user?.AccessKeys ?? Root!.AccessKeys)
            if (key.Id == accessKeyId)
                return (user, key);
        return default;
    }

    /// <summary>
    /// The name of the user that has an MFA device or signing certificate: empty for the root user, null if nobody has it.
    /// </summary>
    /// <param name="credential">The device's serial number, or the certificate's <see cref="SigningCertificate.UniqueKey"/>.</param>
    public string? OwnerOf(string credential) => CredentialOwners.GetValueOrDefault(credential);

    public User? FindUserById(string id) =>
        NamesById.TryGetValue(id, out var name) && Users.Find(name) is { } user && user.Id == id ? user : null;

    public Role? FindRoleById(string id) =>
        NamesById.TryGetValue(id, out var name) && Roles.Find(name) is { } role && role.Id == id ? role : null;

    public ImmutableSortedSet<string> MembersOf(string groupName) => Members.GetValueOrDefault(groupName.ToLowerInvariant(), Names.None);

    public ImmutableSortedSet<string> InstanceProfilesOf(string roleName) =>
        ProfilesOfRole.GetValueOrDefault(roleName.ToLowerInvariant(), Names.None);

    public PolicyUse UseOf(string policyArn) => PolicyUses.GetValueOrDefault(policyArn);

    /// <summary>The account's own managed policy with this ARN.</summary>
    public ManagedPolicy? FindPolicy(string arn) =>
        Policies.Find(arn[(arn.LastIndexOf('/') + 1)..]) is { } policy && policy.Arn == arn ? policy : null;

    public Account WithSecret(string id, byte[]? sealedSecret) =>
        this with
        {
            Secrets = sealedSecret is null ? Secrets.Remove(id) : Secrets.SetItem(id, sealedSecret),
        };

    /// <summary>The account after a change, with its indexes updated.</summary>
    public Account Apply(EntityChange change)
    {
        var after = this with { Slices = Slices.Apply(change) };
        return change.Type.Type switch
        {
            var type when type == typeof(User) => after.IndexUser(Users.Find(change.Key), (User?)change.Entity),
            var type when type == typeof(Role) => after.IndexRole(Roles.Find(change.Key), (Role?)change.Entity),
            var type when type == typeof(Group) => after with
            {
                PolicyUses = PolicyUse.Move(PolicyUses, Groups.Find(change.Key), change.Entity as Group),
            },
            var type when type == typeof(InstanceProfile) => after.IndexProfile(
                InstanceProfiles.Find(change.Key),
                (InstanceProfile?)change.Entity
            ),
            var type when type == typeof(RootUser) => after.IndexRoot(Root, (RootUser?)change.Entity),
            _ => after,
        };
    }

    /// <summary>Estimated size of the account in memory, in bytes.</summary>
    public long Bytes
    {
        get
        {
            long bytes = EmptyBytes + (SecretBytes * Secrets.Count);
            foreach (var entity in Slices.All)
                bytes += EntityType.Of(entity).Bytes + entity.FurtherBytes;
            return bytes;
        }
    }

    // Rounded up from what an account of 170,000 entities takes (bench/Mantle.Scale).
    const int EmptyBytes = 8_000,
        SecretBytes = 150;

    Account IndexRoot(RootUser? before, RootUser? after) =>
        this with
        {
            KeyOwners = Owners(KeyOwners, KeysOf(before?.AccessKeys ?? []), KeysOf(after?.AccessKeys ?? []), ""),
            CredentialOwners = Owners(CredentialOwners, SerialsOf(before?.MfaDevices ?? []), SerialsOf(after?.MfaDevices ?? []), ""),
        };

    Account IndexUser(User? before, User? after) =>
        this with
        {
            KeyOwners = Owners(KeyOwners, KeysOf(before?.AccessKeys ?? []), KeysOf(after?.AccessKeys ?? []), after?.Name ?? ""),
            CredentialOwners = Owners(CredentialOwners, CredentialsOf(before), CredentialsOf(after), after?.Name ?? ""),
            NamesById = Ids(NamesById, before?.Id, after?.Id, after?.Name),
            Members = Names.Move(Members, before?.Groups ?? [], before?.Name, after?.Groups ?? [], after?.Name),
            PolicyUses = PolicyUse.Move(PolicyUses, before, after),
        };

    Account IndexRole(Role? before, Role? after) =>
        this with
        {
            NamesById = Ids(NamesById, before?.Id, after?.Id, after?.Name),
            PolicyUses = PolicyUse.Move(PolicyUses, before, after),
        };

    Account IndexProfile(InstanceProfile? before, InstanceProfile? after) =>
        this with
        {
            ProfilesOfRole = Names.Move(
                ProfilesOfRole,
                before?.RoleName is { } old ? [old] : [],
                before?.Name,
                after?.RoleName is { } role ? [role] : [],
                after?.Name
            ),
        };

    static ImmutableDictionary<string, string> Owners(
        List<User> users,
        Func<User, IEnumerable<string>> owned,
        IEnumerable<string> ofRoot
    ) =>
        users
            .SelectMany(user => owned(user).Select(id => (Id: id, user.Name)))
            .Concat(ofRoot.Select(id => (Id: id, Name: "")))
            .ToImmutableDictionary(owner => owner.Id, owner => owner.Name);

    static ImmutableDictionary<string, string> Owners(
        ImmutableDictionary<string, string> owners,
        IEnumerable<string> before,
        IEnumerable<string> after,
        string name
    )
    {
        foreach (var id in before)
            owners = owners.Remove(id);
        foreach (var id in after)
            owners = owners.SetItem(id, name);
        return owners;
    }

    static IEnumerable<string> KeysOf(ImmutableArray<AccessKey> keys) => keys.IsEmpty ? [] : keys.Select(key => key.Id);

    static IEnumerable<string> SerialsOf(ImmutableArray<MfaDevice> devices) =>
        devices.IsEmpty ? [] : devices.Select(device => device.SerialNumber);

    static IEnumerable<string> CredentialsOf(User? user) =>
        user?.Credentials is null
            ? []
            : SerialsOf(user.MfaDevices).Concat(user.SigningCertificates.Select(certificate => certificate.UniqueKey));

    static ImmutableDictionary<string, string> Ids(ImmutableDictionary<string, string> names, string? before, string? after, string? name)
    {
        if (before is not null && before != after)
            names = names.Remove(before);
        return after is null ? names : names.SetItem(after, name!);
    }
}
