using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Overview;

[Collection(ServerCollection.Name)]
public class GetAccountAuthorizationDetailsTests(TestServer server)
{
    const string ReadOnly = "arn:aws:iam::aws:policy/ReadOnlyAccess";

    [Fact]
    public async Task Everything_that_grants_permissions_is_there()
    {
        var root = await AccountAsync();
        var answer = await root.Iam("GetAccountAuthorizationDetails");
        Assert.Equal(
            "GroupDetailList IsTruncated Policies RoleDetailList UserDetailList",
            answer.Members("GetAccountAuthorizationDetailsResult")
        );
        var user = answer.Find("UserDetailList")!.Elements("member").Single(member => member.Element("UserName")!.Value == "u1");
        Assert.Equal(
            "Arn AttachedManagedPolicies CreateDate GroupList Path PermissionsBoundary Tags UserId UserName UserPolicyList",
            string.Join(' ', user.Elements().Select(element => element.Name.LocalName).Order(StringComparer.Ordinal))
        );
        Assert.Equal("g", user.Element("GroupList")!.Value);
        Assert.Equal(ReadOnly, user.Element("PermissionsBoundary")!.Element("PermissionsBoundaryArn")!.Value);
        Assert.Equal(Uri.EscapeDataString(IamCalls.AnyPolicy), user.Descendants("PolicyDocument").Single().Value);
        var bare = answer.Find("UserDetailList")!.Elements("member").Single(member => member.Element("UserName")!.Value == "u2");
        Assert.Null(bare.Element("UserPolicyList"));
        Assert.NotNull(bare.Element("Tags"));
        var role = answer.Find("RoleDetailList")!.Elements("member").Single();
        Assert.Equal(
            "Arn AssumeRolePolicyDocument AttachedManagedPolicies CreateDate InstanceProfileList Path RoleId RoleLastUsed "
                + "RoleName RolePolicyList Tags",
            string.Join(' ', role.Elements().Select(element => element.Name.LocalName).Order(StringComparer.Ordinal))
        );
        Assert.Equal("p", role.Descendants("InstanceProfileName").Single().Value);
        Assert.Equal(
            [root.Arn("policy/own"), ReadOnly],
            answer.Find("Policies")!.Elements("member").Select(policy => policy.Element("Arn")!.Value)
        );
        var own = answer.Find("Policies")!.Elements("member").First();
        Assert.Equal(["v2", "v1"], own.Descendants("VersionId").Select(element => element.Value));
        Assert.Equal("1", own.Element("AttachmentCount")!.Value);
        Assert.Null(own.Element("Description"));
    }

    [Theory]
    [InlineData("User", "u1 u2")]
    [InlineData("Group", "g")]
    [InlineData("Role", "r")]
    [InlineData("LocalManagedPolicy", "own")]
    [InlineData("AWSManagedPolicy", "ReadOnlyAccess")]
    public async Task A_filter_leaves_the_other_kinds_out(string filter, string names)
    {
        var root = await AccountAsync();
        var answer = await root.Iam("GetAccountAuthorizationDetails", ("Filter.member.1", filter));
        Assert.Equal(names, string.Join(' ', Names(answer)));
    }

    [Fact]
    public async Task Pages_of_every_size_hold_the_same()
    {
        var root = await AccountAsync();
        string[] all = ["u1", "u2", "g", "r", "own", "ReadOnlyAccess"];
        for (var size = 1; size <= all.Length + 1; size++)
        {
            var items = new List<string>();
            string? marker = null;
            do
            {
                var page = await root.Iam(
                    "GetAccountAuthorizationDetails",
                    [
                        ("MaxItems", size.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                        .. marker is null ? [] : new[] { ("Marker", marker) },
                    ]
                );
                items.AddRange(Names(page));
                marker = page.Find("Marker")?.Value;
            } while (marker is not null);
            Assert.Equal(all, items);
        }
    }

    static IEnumerable<string> Names(Answer answer) =>
        new[] { "UserDetailList", "GroupDetailList", "RoleDetailList", "Policies" }
            .SelectMany(list => answer.Find(list)!.Elements("member"))
            .Select(member =>
                (
                    member.Element("UserName") ?? member.Element("GroupName") ?? member.Element("RoleName") ?? member.Element("PolicyName")
                )!.Value
            );

    async Task<TestClient> AccountAsync()
    {
        var root = await server.NewAccountAsync();
        await root.Iam(
            "CreateUser",
            ("UserName", "u1"),
            ("Tags.member.1.Key", "team"),
            ("Tags.member.1.Value", "a"),
            ("PermissionsBoundary", ReadOnly)
        );
        await root.PutPolicyAsync("u1", IamCalls.AnyPolicy);
        await root.Iam("CreateUser", ("UserName", "u2"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", "u1"));
        await root.NewRoleAsync("r");
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "p"));
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", "p"), ("RoleName", "r"));
        var policy = (
            await root.Iam("CreatePolicy", ("PolicyName", "own"), ("PolicyDocument", IamCalls.AnyPolicy), ("Description", "ours"))
        ).Text("Arn");
        await root.Iam("CreatePolicyVersion", ("PolicyArn", policy), ("PolicyDocument", Documents.Allow("s3:*")));
        await root.Iam("AttachRolePolicy", ("RoleName", "r"), ("PolicyArn", policy));
        return root;
    }
}
