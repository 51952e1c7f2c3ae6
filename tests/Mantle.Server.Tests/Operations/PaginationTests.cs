using System.Globalization;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.Certificates;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;
using Mantle.Server.Tests.Operations.Iam.SshPublicKeys;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations;

/// <summary>
/// Every list of IAM that the service model calls paginated, and one that it forgot, walked to its end while another client writes between
/// the pages: what was
/// there throughout is listed once, and nothing twice. Lists that AWS lets grow have 250 entries; the others what AWS allows, in pages
/// of one.
/// </summary>
public sealed class PaginationTests(UnlimitedServer server) : IClassFixture<UnlimitedServer>
{
    static readonly Holder[] Holders = [new("User"), new("Group"), new("Role")];

    public static TheoryData<string> Lists =>
        [
            "ListServiceSpecificCredentials",
            .. Wire
                .Services.Find("iam")!
                .Model.Operations.Where(operation => operation.Pages is not null)
                .Select(operation => operation.Name),
        ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Nothing_is_lost_or_repeated_while_another_client_writes(string name)
    {
        var root = await server.NewAccountAsync();
        var writer = await root.NewUserAsync("writer", Documents.Allow("*"));
        var list = ListOf(name);
        var there = new List<string>(await list.PrepareAsync(root));
        string[] names = [.. Enumerable.Range(0, list.Count).Select(i => $"n{i:000}")];
        foreach (var added in names)
            there.Add(await list.AddAsync(root, added));

        var seen = new List<string>();
        string? marker = null,
            passing = null;
        var pages = 0;
        do
        {
            // Something comes as the last of this page, where it can be placed, and is gone before the next: a marker may name what is no
            // more.
            if (passing is not null)
            {
                await list.RemoveAsync!(writer, passing);
                passing = null;
            }
            else if (pages % 2 == 1 && list.RemoveAsync is not null)
            {
                passing = await list.AddAsync(
                    writer,
                    names[Math.Clamp(seen.Count(there.Contains) + list.PageSize - 2, 0, names.Length - 1)] + "x"
                );
            }
            else
            {
                await writer.Iam("UpdateUser", ("UserName", "writer"), ("NewPath", $"/{pages}/"));
            }
            var page = await root.Iam(
                name,
                [
                    .. list.Parameters(root),
                    ("MaxItems", list.PageSize.ToString(CultureInfo.InvariantCulture)),
                    .. marker is null ? [] : new[] { ("Marker", marker) },
                ]
            );
            seen.AddRange(
                page.Xml!.Descendants().Where(element => list.Shown.Contains(element.Name.LocalName)).Select(element => element.Value)
            );
            marker = page.Find("Marker")?.Value;
            Assert.Equal(marker is null ? "false" : "true", page.Find("IsTruncated")?.Value ?? "false");
            Assert.True(++pages <= 2 * there.Count + 2, "The list has no end.");
        } while (marker is not null);

        Assert.Equal(there.Order(StringComparer.Ordinal), seen.Where(there.Contains).Order(StringComparer.Ordinal));
        Assert.Equal(seen.Count, seen.Distinct().Count());
        // In long lists entries are placed by name: what came and went was seen, so markers did name what was no more.
        Assert.True(list.Count < 250 || seen.Exists(entry => entry.EndsWith('x')));
        Assert.True(pages >= there.Count / list.PageSize, $"{pages} pages");
    }

    /// <summary>How to fill a list, and how to read it.</summary>
    /// <param name="Count">How many entries are added before it is read.</param>
    /// <param name="PageSize">Entries of a page.</param>
    /// <param name="Shown">Elements of the answer whose text names an entry.</param>
    /// <param name="AddAsync">Adds an entry; returns what the list shows of it.</param>
    sealed record List(int Count, int PageSize, string[] Shown, Func<TestClient, string, Task<string>> AddAsync)
    {
        /// <summary>Takes an entry out, by what the list shows of it; null where entries neither come nor go.</summary>
        public Func<TestClient, string, Task>? RemoveAsync { get; init; }

        /// <summary>Makes what the list needs; returns the entries that it has from the start.</summary>
        public Func<TestClient, Task<string[]>> PrepareAsync { get; init; } = _ => Task.FromResult<string[]>([]);

        public Func<TestClient, (string, string)[]> Parameters { get; init; } = _ => [];
    }

    List ListOf(string name) =>
        name switch
        {
            "ListUsers" => Of(
                "UserName",
                (client, entry) => client.Iam("CreateUser", ("UserName", entry)),
                (client, entry) => client.Iam("DeleteUser", ("UserName", entry))
            ) with
            {
                PrepareAsync = _ => Task.FromResult<string[]>(["writer"]),
            },
            "ListGroups" => Of("GroupName", Holders[1].CreateAsync, (client, entry) => client.Iam("DeleteGroup", ("GroupName", entry))),
            "ListRoles" => Of("RoleName", Holders[2].CreateAsync, (client, entry) => client.Iam("DeleteRole", ("RoleName", entry))),
            "ListPolicies" => Of(
                "PolicyName",
                (client, entry) => client.NewPolicyAsync(entry),
                (client, entry) => client.Iam("DeletePolicy", ("PolicyArn", client.Arn($"policy/{entry}")))
            ) with
            {
                Parameters = _ => [("Scope", "Local")],
            },
            "ListInstanceProfiles" => Of(
                "InstanceProfileName",
                ProfileAsync,
                (client, entry) => client.Iam("DeleteInstanceProfile", ("InstanceProfileName", entry))
            ),
            "ListServerCertificates" => ServerCertificates(),
            "ListVirtualMFADevices" => new List(
                250,
                25,
                ["SerialNumber"],
                async (client, entry) => (await client.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", entry))).Text("SerialNumber")
            )
            {
                RemoveAsync = (client, entry) => client.Iam("DeleteVirtualMFADevice", ("SerialNumber", entry)),
            },
            "ListInstanceProfilesForRole" => InstanceProfilesForRole(),
            "GetGroup" => MembersOfGroup(),
            "ListGroupsForUser" => GroupsForUser(),
            "ListEntitiesForPolicy" => EntitiesForPolicy(),
            "GetAccountAuthorizationDetails" => AuthorizationDetails(),
            "SimulateCustomPolicy" => Simulation(_ => ("PolicyInputList.member.1", IamCalls.AnyPolicy)),
            "SimulatePrincipalPolicy" => Simulation(client => ("PolicySourceArn", client.Arn("role/x"))),
            "ListAccessKeys" => OfUser(
                2,
                "AccessKeyId",
                async (client, _) => (await client.Iam("CreateAccessKey", ("UserName", "x"))).Text("AccessKeyId"),
                (client, entry) => client.Iam("DeleteAccessKey", ("UserName", "x"), ("AccessKeyId", entry))
            ),
            "ListSigningCertificates" => OfUser(
                2,
                "CertificateId",
                (client, _) => client.UploadCertificateAsync("x"),
                (client, entry) => client.Iam("DeleteSigningCertificate", ("UserName", "x"), ("CertificateId", entry))
            ),
            "ListSSHPublicKeys" => OfUser(
                5,
                "SSHPublicKeyId",
                (client, entry) =>
                    client.UploadKeyAsync("x", TestKeys.Pem(entry.EndsWith('x') ? 5 : int.Parse(entry[1..], CultureInfo.InvariantCulture))),
                (client, entry) => client.Iam("DeleteSSHPublicKey", ("UserName", "x"), ("SSHPublicKeyId", entry))
            ),
            "ListMFADevices" => OfUser(
                8,
                "SerialNumber",
                async (client, entry) => (await TestDevice.EnabledAsync(server, client, "x", entry)).SerialNumber,
                (client, entry) => client.Iam("DeactivateMFADevice", ("UserName", "x"), ("SerialNumber", entry))
            ),
            "ListServiceSpecificCredentials" => OfUser(
                2,
                "ServiceSpecificCredentialId",
                async (client, _) => (await client.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId"),
                (client, entry) => client.Iam("DeleteServiceSpecificCredential", ("UserName", "x"), ("ServiceSpecificCredentialId", entry))
            ),
            "ListAccountAliases" => new List(
                1,
                1,
                ["member"],
                async (client, entry) =>
                {
                    await client.Iam("CreateAccountAlias", ("AccountAlias", $"{entry}-{client.AccountId}"));
                    return $"{entry}-{client.AccountId}";
                }
            ),
            "ListPolicyVersions" => PolicyVersions(),
            _ when name.EndsWith("Tags", StringComparison.Ordinal) => Tags(new Taggable(name["List".Length..^"Tags".Length])),
            _ when name.StartsWith("ListAttached", StringComparison.Ordinal) => Attached(
                Holders.Single(holder => name.Contains(holder.Kind, StringComparison.Ordinal))
            ),
            _ => Inline(Holders.Single(holder => name == $"List{holder.Kind}Policies")),
        };

    /// <summary>A list that AWS lets grow, of entries that are named by who adds them.</summary>
    static List Of(
        string shown,
        Func<TestClient, string, Task> add,
        Func<TestClient, string, Task> remove,
        int count = 250,
        int pageSize = 25
    ) =>
        new(
            count,
            pageSize,
            [shown],
            async (client, entry) =>
            {
                await add(client, entry);
                return entry;
            }
        )
        {
            RemoveAsync = remove,
        };

    /// <summary>A list that AWS keeps short.</summary>
    static List Short(int count, string shown, Func<TestClient, string, Task> add, Func<TestClient, string, Task> remove) =>
        Of(shown, add, remove, count, 1);

    /// <summary>What the user <c>x</c> has, under names that the server gives.</summary>
    static List OfUser(int count, string shown, Func<TestClient, string, Task<string>> add, Func<TestClient, string, Task> remove) =>
        new(count, 1, [shown], add)
        {
            RemoveAsync = remove,
            PrepareAsync = Prepare(Holders[0]),
            Parameters = _ => [("UserName", "x")],
        };

    /// <summary>Makes the user, group or role <c>x</c>.</summary>
    static Func<TestClient, Task<string[]>> Prepare(Holder holder) =>
        async client =>
        {
            await holder.CreateAsync(client, "x");
            return [];
        };

    static Task ProfileAsync(TestClient client, string entry) => client.Iam("CreateInstanceProfile", ("InstanceProfileName", entry));

    static List ServerCertificates()
    {
        var certificate = TestCertificates.Server("any")[1..];
        return Of(
            "ServerCertificateName",
            (client, entry) => client.Iam("UploadServerCertificate", [("ServerCertificateName", entry), .. certificate]),
            (client, entry) => client.Iam("DeleteServerCertificate", ("ServerCertificateName", entry))
        );
    }

    static List InstanceProfilesForRole() =>
        Of(
            "InstanceProfileName",
            async (client, entry) =>
            {
                await ProfileAsync(client, entry);
                await client.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", entry), ("RoleName", "x"));
            },
            (client, entry) => client.Iam("RemoveRoleFromInstanceProfile", ("InstanceProfileName", entry), ("RoleName", "x"))
        ) with
        {
            PrepareAsync = Prepare(Holders[2]),
            Parameters = _ => [("RoleName", "x")],
        };

    static List MembersOfGroup() =>
        Of(
            "UserName",
            async (client, entry) =>
            {
                await Holders[0].CreateAsync(client, entry);
                await client.Iam("AddUserToGroup", ("UserName", entry), ("GroupName", "x"));
            },
            (client, entry) => client.Iam("RemoveUserFromGroup", ("UserName", entry), ("GroupName", "x"))
        ) with
        {
            PrepareAsync = Prepare(Holders[1]),
            Parameters = _ => [("GroupName", "x")],
        };

    static List GroupsForUser() =>
        Short(
            10,
            "GroupName",
            async (client, entry) =>
            {
                await Holders[1].CreateAsync(client, entry);
                await client.Iam("AddUserToGroup", ("UserName", "x"), ("GroupName", entry));
            },
            (client, entry) => client.Iam("RemoveUserFromGroup", ("UserName", "x"), ("GroupName", entry))
        ) with
        {
            PrepareAsync = Prepare(Holders[0]),
            Parameters = _ => [("UserName", "x")],
        };

    /// <summary>Users first, then groups, then roles, so that pages meet where one kind ends and the next begins.</summary>
    static Holder KindOf(string entry) => Holders[int.Parse(entry.AsSpan(1, 3), CultureInfo.InvariantCulture) / 84];

    static string[] NameElements { get; } = [.. Holders.Select(holder => $"{holder.Kind}Name")];

    static List EntitiesForPolicy() =>
        new(
            250,
            25,
            NameElements,
            async (client, entry) =>
            {
                var holder = KindOf(entry);
                await holder.CreateAsync(client, entry);
                await client.Iam($"Attach{holder.Kind}Policy", holder.Named(entry), ("PolicyArn", client.Arn("policy/x")));
                return entry;
            }
        )
        {
            RemoveAsync = (client, entry) =>
                client.Iam($"Detach{KindOf(entry).Kind}Policy", KindOf(entry).Named(entry), ("PolicyArn", client.Arn("policy/x"))),
            PrepareAsync = async client =>
            {
                await client.NewPolicyAsync("x");
                return [];
            },
            Parameters = client => [("PolicyArn", client.Arn("policy/x"))],
        };

    static List AuthorizationDetails() =>
        new(
            250,
            25,
            NameElements,
            async (client, entry) =>
            {
                await KindOf(entry).CreateAsync(client, entry);
                return entry;
            }
        )
        {
            RemoveAsync = (client, entry) => client.Iam($"Delete{KindOf(entry).Kind}", KindOf(entry).Named(entry)),
            PrepareAsync = _ => Task.FromResult<string[]>(["writer"]),
        };

    /// <summary>The entries are the actions that are asked about.</summary>
    static List Simulation(Func<TestClient, (string, string)> subject) =>
        new(0, 25, ["EvalActionName"], (_, entry) => Task.FromResult(entry))
        {
            PrepareAsync = async client =>
            {
                await Prepare(Holders[2])(client);
                return [.. Actions];
            },
            Parameters = client => [subject(client), .. Actions.Select((action, i) => ($"ActionNames.member.{i + 1}", action))],
        };

    static string[] Actions { get; } = [.. Enumerable.Range(0, 250).Select(i => $"s3:Get{i:000}")];

    static List PolicyVersions() =>
        new(
            3,
            1,
            ["VersionId"],
            async (client, _) =>
                (
                    await client.Iam("CreatePolicyVersion", ("PolicyArn", client.Arn("policy/x")), ("PolicyDocument", IamCalls.AnyPolicy))
                ).Text("VersionId")
        )
        {
            RemoveAsync = (client, entry) => client.Iam("DeletePolicyVersion", ("PolicyArn", client.Arn("policy/x")), ("VersionId", entry)),
            PrepareAsync = async client =>
            {
                await client.NewPolicyAsync("x");
                return ["v1"];
            },
            Parameters = client => [("PolicyArn", client.Arn("policy/x"))],
        };

    static List Tags(Taggable kind) =>
        Short(
            49,
            "Key",
            (client, entry) => client.Iam($"Tag{kind.Kind}", [kind.Named(client), .. Taggable.Tags((entry, "value"))]),
            (client, entry) => client.Iam($"Untag{kind.Kind}", [kind.Named(client), .. Taggable.Keys(entry)])
        ) with
        {
            PrepareAsync = async client =>
            {
                await kind.CreateAsync(client);
                return [];
            },
            Parameters = client => [kind.Named(client)],
        };

    static List Attached(Holder holder) =>
        Short(
            10,
            "PolicyName",
            async (client, entry) =>
                await client.Iam($"Attach{holder.Kind}Policy", holder.Named("x"), ("PolicyArn", await client.NewPolicyAsync(entry))),
            (client, entry) => client.Iam($"Detach{holder.Kind}Policy", holder.Named("x"), ("PolicyArn", client.Arn($"policy/{entry}")))
        ) with
        {
            PrepareAsync = Prepare(holder),
            Parameters = _ => [holder.Named("x")],
        };

    static List Inline(Holder holder) =>
        Short(
            10,
            "member",
            (client, entry) =>
                client.Iam($"Put{holder.Kind}Policy", holder.Named("x"), ("PolicyName", entry), ("PolicyDocument", IamCalls.AnyPolicy)),
            (client, entry) => client.Iam($"Delete{holder.Kind}Policy", holder.Named("x"), ("PolicyName", entry))
        ) with
        {
            PrepareAsync = Prepare(holder),
            Parameters = _ => [holder.Named("x")],
        };
}

/// <summary>A server that lifts AWS's quotas.</summary>
public sealed class UnlimitedServer : TestServer
{
    internal override ServerOptions Configure(ServerOptions options) => options with { EnforceQuotas = false };
}
