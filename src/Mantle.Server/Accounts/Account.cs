using System.Collections.Immutable;

namespace Mantle.Server.Accounts;

/// <summary>
/// All state of an account that decisions need, as one immutable value of persistent maps: applying a change builds the next
/// value, shares what it does not touch, and costs the same at ten users and at a hundred thousand.
/// </summary>
sealed record Account
{
    Account(string id) => Id = id;

    public static Account Empty(string id) => new(id);

    /// <summary>
    /// The account that was stored: tables and indexes are built at once, which for many entities takes a fraction of the time that
    /// applying them one by one would.
    /// </summary>
    public static Account Of(string id, long version, IReadOnlyList<Entity> entities, IEnumerable<(string Id, byte[] Sealed)> secrets)
    {
        List<User> users = [.. entities.OfType<User>()];
        List<Group> groups = [.. entities.OfType<Group>()];
        List<Role> roles = [.. entities.OfType<Role>()];
        List<InstanceProfile> profiles = [.. entities.OfType<InstanceProfile>()];
        var secretTable = new Building<ImmutableDictionary<string, byte[]>>(() => secrets.ToImmutableDictionary(secret => secret.Id, secret => secret.Sealed));
        var userTable = new Building<Table<User>>(() => Table<User>.Of(users));
        var policyTable = new Building<Table<ManagedPolicy>>(() => Table<ManagedPolicy>.Of(entities.OfType<ManagedPolicy>()));
        var namesById = new Building<ImmutableDictionary<string, string>>(() => users.Concat<ActingIdentity>(roles).ToImmutableDictionary(identity => identity.Id, identity => identity.Name));
        var uses = new Building<ImmutableDictionary<string, PolicyUse>>(() => PolicyUse.Index(users.Concat<Identity>(groups).Concat(roles)));
        Building.All(inParallel: entities.Count > ManyEntities, [namesById, uses, userTable, policyTable, secretTable]);
        var account = new Account(id)
        {
            Version = version,
            Users = userTable.Result,
            Groups = Table<Group>.Of(groups),
            Roles = Table<Role>.Of(roles),
            Policies = policyTable.Result,
            InstanceProfiles = Table<InstanceProfile>.Of(profiles),
            Secrets = secretTable.Result,
            KeyOwners = users.SelectMany(user => KeysOf(user.AccessKeys).Select(key => (key, user.Name))).ToImmutableDictionary(owner => owner.key, owner => owner.Name),
            Belongings = users.SelectMany(user => BelongingsOf(user).Select(thing => (thing, user.Name))).ToImmutableDictionary(owner => owner.thing, owner => owner.Name),
            NamesById = namesById.Result,
            Members = Names.Index(users.SelectMany(user => user.Groups.Select(group => (group, user.Name)))),
            ProfilesOfRole = Names.Index(profiles.Where(profile => profile.RoleName is not null).Select(profile => (profile.RoleName!, profile.Name))),
            PolicyUses = uses.Result,
        };
        foreach (var entity in entities)
            if (entity is not (User or Group or Role or ManagedPolicy or InstanceProfile))
                account = account.Apply(EntityChange.Put(entity));
        return account;
    }

    /// <summary>Above this the tables and indexes are built on every core.</summary>
    const int ManyEntities = 10_000;

    /// <summary>Twelve digits.</summary>
    public string Id { get; }

    /// <summary>Number of the commit that made this value; 0 when it was never stored.</summary>
    public long Version { get; init; }

    public RootUser? Root { get; private init; }

    public Table<User> Users { get; private init; } = Table<User>.Empty;

    public Table<Group> Groups { get; private init; } = Table<Group>.Empty;

    public Table<Role> Roles { get; private init; } = Table<Role>.Empty;

    public Table<ManagedPolicy> Policies { get; private init; } = Table<ManagedPolicy>.Empty;

    public Table<InstanceProfile> InstanceProfiles { get; private init; } = Table<InstanceProfile>.Empty;

    public Table<Bucket> Buckets { get; private init; } = Table<Bucket>.Empty;

    public Table<AccessPoint> AccessPoints { get; private init; } = Table<AccessPoint>.Empty;

    /// <summary>The organization that the account is in; null for a standalone account.</summary>
    public Membership? Membership { get; private init; }

    /// <summary>Handshakes that organizations sent to the account.</summary>
    public Table<ReceivedHandshake> ReceivedHandshakes { get; private init; } = Table<ReceivedHandshake>.Empty;
    public Table<OidcProvider> OidcProviders { get; private init; } = Table<OidcProvider>.Empty;

    public Table<SamlProvider> SamlProviders { get; private init; } = Table<SamlProvider>.Empty;

    /// <summary>The account as an issuer of web identity tokens; null while it never was one.</summary>
    public OutboundFederation? Outbound { get; private init; }

    public Table<VirtualMfaDevice> VirtualMfaDevices { get; private init; } = Table<VirtualMfaDevice>.Empty;

    public Table<ServerCertificate> ServerCertificates { get; private init; } = Table<ServerCertificate>.Empty;

    /// <summary>Null where AWS's rules for passwords apply.</summary>
    public PasswordPolicy? PasswordPolicy { get; private init; }

    public AccountSettings Settings { get; private init; } = new();

    public Table<RoleDeletion> RoleDeletions { get; private init; } = Table<RoleDeletion>.Empty;

    /// <summary>Sealed secrets by id; a long-term access key's has the key's own id.</summary>
    public ImmutableDictionary<string, byte[]> Secrets { get; private init; } = ImmutableDictionary<string, byte[]>.Empty;

    /// <summary>Access key id to user name; the empty name is the root user's.</summary>
    ImmutableDictionary<string, string> KeyOwners { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// What only one user of the account can have (serial numbers of MFA devices, signing certificates) to that user's name; the
    /// empty name is the root user's.
    /// </summary>
    ImmutableDictionary<string, string> Belongings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Unique id of a user or role to its name.</summary>
    ImmutableDictionary<string, string> NamesById { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Group name (lower case) to the names of its members.</summary>
    ImmutableDictionary<string, ImmutableSortedSet<string>> Members { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty;

    /// <summary>Managed policy ARN to how often it is attached, and how often it is a boundary.</summary>
    ImmutableDictionary<string, PolicyUse> PolicyUses { get; init; } = ImmutableDictionary<string, PolicyUse>.Empty;

    /// <summary>Role name (lower case) to the instance profiles that hold it.</summary>
    ImmutableDictionary<string, ImmutableSortedSet<string>> ProfilesOfRole { get; init; } =
        ImmutableDictionary<string, ImmutableSortedSet<string>>.Empty;

    public string RootArn => $"arn:aws:iam::{Id}:root";

    /// <summary>The user that owns an access key, with the key; user null for the root user's, key null when there is none.</summary>
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

    /// <summary>The name of the user that has an MFA device or signing certificate: empty for the root user, null for nobody.</summary>
    public string? OwnerOf(string belonging) => Belongings.GetValueOrDefault(belonging);

    public User? FindUserById(string id) => NamesById.TryGetValue(id, out var name) && Users.Find(name) is { } user && user.Id == id ? user : null;

    public Role? FindRoleById(string id) => NamesById.TryGetValue(id, out var name) && Roles.Find(name) is { } role && role.Id == id ? role : null;

    public ImmutableSortedSet<string> MembersOf(string groupName) =>
        Members.GetValueOrDefault(groupName.ToLowerInvariant(), Names.None);

    public ImmutableSortedSet<string> InstanceProfilesOf(string roleName) =>
        ProfilesOfRole.GetValueOrDefault(roleName.ToLowerInvariant(), Names.None);

    public PolicyUse UseOf(string policyArn) => PolicyUses.GetValueOrDefault(policyArn);

    /// <summary>The account's own managed policy with this ARN.</summary>
    public ManagedPolicy? FindPolicy(string arn) =>
        Policies.Find(arn[(arn.LastIndexOf('/') + 1)..]) is { } policy && policy.Arn == arn ? policy : null;

    public Account WithSecret(string id, byte[]? sealedSecret) =>
        this with { Secrets = sealedSecret is null ? Secrets.Remove(id) : Secrets.SetItem(id, sealedSecret) };

    /// <summary>The account after a change; the indexes follow.</summary>
    public Account Apply(EntityChange change) => change.Kind switch
    {
        EntityKind.Root => ApplyRoot((RootUser?)change.Entity),
        EntityKind.User => ApplyUser(Users.Find(change.Key), (User?)change.Entity),
        EntityKind.Group => ApplyGroup(Groups.Find(change.Key), (Group?)change.Entity),
        EntityKind.Role => ApplyRole(Roles.Find(change.Key), (Role?)change.Entity),
        EntityKind.ManagedPolicy => this with { Policies = Replace(Policies, change.Key, (ManagedPolicy?)change.Entity) },
        EntityKind.InstanceProfile => ApplyProfile(InstanceProfiles.Find(change.Key), (InstanceProfile?)change.Entity),
        EntityKind.VirtualMfaDevice => this with { VirtualMfaDevices = Replace(VirtualMfaDevices, change.Key, (VirtualMfaDevice?)change.Entity) },
        EntityKind.ServerCertificate => this with { ServerCertificates = Replace(ServerCertificates, change.Key, (ServerCertificate?)change.Entity) },
        EntityKind.PasswordPolicy => this with { PasswordPolicy = (PasswordPolicy?)change.Entity },
        EntityKind.Bucket => this with { Buckets = Replace(Buckets, change.Key, (Bucket?)change.Entity) },
        EntityKind.Membership => this with { Membership = (Membership?)change.Entity },
        EntityKind.ReceivedHandshake => this with { ReceivedHandshakes = Replace(ReceivedHandshakes, change.Key, (ReceivedHandshake?)change.Entity) },
        EntityKind.AccessPoint => this with { AccessPoints = Replace(AccessPoints, change.Key, (AccessPoint?)change.Entity) },
        EntityKind.OidcProvider => this with { OidcProviders = Replace(OidcProviders, change.Key, (OidcProvider?)change.Entity) },
        EntityKind.SamlProvider => this with { SamlProviders = Replace(SamlProviders, change.Key, (SamlProvider?)change.Entity) },
        EntityKind.OutboundFederation => this with { Outbound = (OutboundFederation?)change.Entity },
        EntityKind.AccountSettings => this with { Settings = (AccountSettings?)change.Entity ?? new() },
        EntityKind.RoleDeletion => this with { RoleDeletions = Replace(RoleDeletions, change.Key, (RoleDeletion?)change.Entity) },
        _ => throw new InvalidOperationException($"An account has no entities of kind {change.Kind}."),
    };

    Account ApplyRoot(RootUser? after) => this with
    {
        Root = after,
        KeyOwners = Owners(KeyOwners, KeysOf(Root?.AccessKeys ?? []), KeysOf(after?.AccessKeys ?? []), ""),
        Belongings = Owners(Belongings, SerialsOf(Root?.MfaDevices ?? []), SerialsOf(after?.MfaDevices ?? []), ""),
    };

    Account ApplyUser(User? before, User? after) => this with
    {
        Users = Replace(Users, before?.Name, after),
        KeyOwners = Owners(KeyOwners, KeysOf(before?.AccessKeys ?? []), KeysOf(after?.AccessKeys ?? []), after?.Name ?? ""),
        Belongings = Owners(Belongings, BelongingsOf(before), BelongingsOf(after), after?.Name ?? ""),
        NamesById = Ids(NamesById, before?.Id, after?.Id, after?.Name),
        Members = Names.Move(Members, before?.Groups ?? [], before?.Name, after?.Groups ?? [], after?.Name),
        PolicyUses = PolicyUse.Move(PolicyUses, before, after),
    };

    Account ApplyGroup(Group? before, Group? after) => this with
    {
        Groups = Replace(Groups, before?.Name, after),
        PolicyUses = PolicyUse.Move(PolicyUses, before, after),
    };

    Account ApplyRole(Role? before, Role? after) => this with
    {
        Roles = Replace(Roles, before?.Name, after),
        NamesById = Ids(NamesById, before?.Id, after?.Id, after?.Name),
        PolicyUses = PolicyUse.Move(PolicyUses, before, after),
    };

    Account ApplyProfile(InstanceProfile? before, InstanceProfile? after) => this with
    {
        InstanceProfiles = Replace(InstanceProfiles, before?.Name, after),
        ProfilesOfRole = Names.Move(ProfilesOfRole,
            before?.RoleName is { } old ? [old] : [], before?.Name,
            after?.RoleName is { } role ? [role] : [], after?.Name),
    };

    static Table<T> Replace<T>(Table<T> table, string? nameBefore, T? after) where T : Entity
    {
        if (after is not null)
            return table.With(after);
        return nameBefore is null ? table : table.Without(nameBefore);
    }

    static ImmutableDictionary<string, string> Owners(
        ImmutableDictionary<string, string> owners, IEnumerable<string> before, IEnumerable<string> after, string name)
    {
        foreach (var id in before)
            owners = owners.Remove(id);
        foreach (var id in after)
            owners = owners.SetItem(id, name);
        return owners;
    }

    static IEnumerable<string> KeysOf(ImmutableArray<AccessKey> keys) => keys.IsEmpty ? [] : keys.Select(key => key.Id);

    static IEnumerable<string> SerialsOf(ImmutableArray<MfaDevice> devices) => devices.IsEmpty ? [] : devices.Select(device => device.SerialNumber);

    static IEnumerable<string> BelongingsOf(User? user) => user?.Credentials is null
        ? []
        : SerialsOf(user.MfaDevices).Concat(user.SigningCertificates.Select(certificate => certificate.Belonging));

    static ImmutableDictionary<string, string> Ids(ImmutableDictionary<string, string> names, string? before, string? after, string? name)
    {
        if (before is not null && before != after)
            names = names.Remove(before);
        return after is null ? names : names.SetItem(after, name!);
    }
}
