using System.Collections.Immutable;
using Mantle.Core.Accounts;
using Mantle.Core.Entities;

namespace Mantle.Server.Tests.Accounts;

/// <summary>An account loaded at once equals one built from the same entities one by one.</summary>
public class AccountTests
{
    static readonly AccountId Id = AccountId.Parse("111122223333");

    [Fact]
    public void Loading_and_applying_give_the_same_tables_and_indexes()
    {
        var entities = Entities(new Random(7)).ToList();
        var applied = entities
            .Aggregate(Account.Empty(Id), (account, entity) => account.Apply(EntityChange.Put(entity)))
            .WithSecret("AKIA1", [1]);
        var loaded = Account.Of(Id, 5, entities, [("AKIA1", [1])]);
        Assert.Equal(5, loaded.Version);
        Assert.Equal([1], loaded.Secrets["AKIA1"]);
        Assert.Equal(applied.Users.All, loaded.Users.All);
        Assert.Equal(applied.Groups.All, loaded.Groups.All);
        Assert.Equal(applied.Roles.All, loaded.Roles.All);
        Assert.Equal(applied.Policies.All, loaded.Policies.All);
        Assert.Equal(applied.InstanceProfiles.All, loaded.InstanceProfiles.All);
        Assert.Same(applied.Root, loaded.Root);
        Assert.Equal(("u003", "AKIAu003"), (loaded.FindAccessKey("AKIAu003").User?.Name, loaded.FindAccessKey("AKIAu003").Key?.Id));
        Assert.Equal((null, "AKIAroot"), (loaded.FindAccessKey("AKIAroot").User, loaded.FindAccessKey("AKIAroot").Key?.Id));
        foreach (var user in applied.Users.All)
        {
            Assert.Same(applied.FindUserById(user.Id), loaded.FindUserById(user.Id));
            foreach (var device in user.MfaDevices)
                Assert.Equal((user.Name, user.Name), (applied.OwnerOf(device.SerialNumber), loaded.OwnerOf(device.SerialNumber)));
        }
        foreach (var role in applied.Roles.All)
        {
            Assert.Same(role, loaded.FindRoleById(role.Id));
            Assert.Equal(applied.InstanceProfilesOf(role.Name), loaded.InstanceProfilesOf(role.Name.ToUpperInvariant()));
        }
        foreach (var group in applied.Groups.All)
            Assert.Equal(applied.MembersOf(group.Name), loaded.MembersOf(group.Name));
        foreach (var arn in Arns)
            Assert.Equal(applied.UseOf(arn), loaded.UseOf(arn));
        Assert.Contains(Arns, arn => loaded.UseOf(arn).Attachments > 1 && loaded.UseOf(arn).Boundaries > 0);
    }

    static readonly string[] Arns = [.. Enumerable.Range(0, 4).Select(i => $"arn:aws:iam::{Id}:policy/p{i}")];

    static IEnumerable<Entity> Entities(Random random)
    {
        yield return new RootUser
        {
            AccountName = "a",
            CreateDate = default,
            AccessKeys = [new AccessKey("AKIAroot", default, true)],
        };
        for (var i = 0; i < 5; i++)
            yield return new Group
            {
                Name = $"Group{i}",
                Path = "/",
                Id = $"AGPA{i}",
                Arn = Arn.Parse($"arn:aws:iam::{Id}:group/Group{i}"),
                CreateDate = default,
                AttachedPolicies = Some(random),
            };
        for (var i = 0; i < 50; i++)
        {
            var name = $"u{i:D3}";
            yield return new User
            {
                Name = name,
                Path = "/",
                Id = $"AIDA{i}",
                Arn = Arn.Parse($"arn:aws:iam::{Id}:user/{name}"),
                CreateDate = default,
                AttachedPolicies = Some(random),
                PermissionsBoundary = i % 7 == 0 ? Arns[i % 4] : null,
                AccessKeys = i % 3 == 0 ? [new AccessKey("AKIA" + name, default, true)] : [],
                Groups = [.. Enumerable.Range(0, 5).Where(_ => random.Next(3) == 0).Select(group => $"Group{group}")],
                Credentials = i % 5 == 0 ? new UserCredentials { MfaDevices = [new MfaDevice("serial" + i, default)] } : null,
            };
        }
        for (var i = 0; i < 20; i++)
            yield return new Role
            {
                Name = $"Role{i}",
                Path = "/",
                Id = $"AROA{i}",
                Arn = Arn.Parse($"arn:aws:iam::{Id}:role/Role{i}"),
                CreateDate = default,
                Trust = new TrustPolicy(PolicyText.Of("{}"), ImmutableDictionary<string, string>.Empty),
                AttachedPolicies = Some(random),
            };
        for (var i = 0; i < 10; i++)
            yield return new InstanceProfile
            {
                Name = $"Profile{i}",
                Path = "/",
                Id = $"AIPA{i}",
                Arn = "arn",
                CreateDate = default,
                RoleName = i % 2 == 0 ? $"Role{i / 4}" : null,
            };
    }

    static ImmutableArray<string> Some(Random random) => [.. Arns.Where(_ => random.Next(2) == 0)];
}
