using System.Net;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Eks;

/// <summary>
/// Which service accounts have which roles
/// (<see href="https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html"/>).
/// </summary>
[Collection(ServerCollection.Name)]
public class PodIdentityAssociationTests(TestServer server)
{
    [Fact]
    public async Task An_association_is_made_read_listed_changed_and_ended()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        var made = await root.AssociateAsync(role);
        string Member(string name) => made.GetProperty(name).GetString()!;
        var id = Member("associationId");
        Assert.Matches("^a-[0-9a-f]{17}$", id);
        Assert.Equal($"arn:aws:eks:us-east-1:{root.AccountId}:podidentityassociation/{EksCalls.Cluster}/{id}", Member("associationArn"));
        Assert.Equal(("shop", "cart", role), (Member("namespace"), Member("serviceAccount"), Member("roleArn")));

        var read = await root.RestAsync("eks", "GET", $"{EksCalls.Path}/{id}");
        Assert.Equal(made.GetRawText(), read.Body.GetProperty("association").GetRawText());
        foreach (var (query, count) in new[] { ("", 1), ("?namespace=shop&serviceAccount=cart", 1), ("?namespace=other", 0) })
            Assert.Equal(
                count,
                (await root.RestAsync("eks", "GET", EksCalls.Path + query)).Body.GetProperty("associations").GetArrayLength()
            );

        var other = (await root.Iam("CreateRole", ("RoleName", "other"), ("AssumeRolePolicyDocument", IamCalls.Ec2Trust))).Text("Arn");
        var changed = await root.RestAsync("eks", "POST", $"{EksCalls.Path}/{id}", new { roleArn = other });
        Assert.Equal(other, changed.Body.GetProperty("association").GetProperty("roleArn").GetString());
        Assert.Equal(["a-"], (await root.CallAsync("mantle", "ListWorkloads")).All("RegistrationId").Select(each => each[..2]));

        Assert.Equal(HttpStatusCode.OK, (await root.RestAsync("eks", "DELETE", $"{EksCalls.Path}/{id}")).Status);
        Assert.Equal("ResourceNotFoundException", (await root.RestAsync("eks", "GET", $"{EksCalls.Path}/{id}")).Code());
    }

    [Fact]
    public async Task A_service_account_has_one_role()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        await root.AssociateAsync(role);
        var again = await root.RestAsync(
            "eks",
            "POST",
            EksCalls.Path,
            new
            {
                @namespace = "shop",
                serviceAccount = "cart",
                roleArn = role,
            }
        );
        Assert.Equal((HttpStatusCode.Conflict, "ResourceInUseException"), (again.Status, again.Code()));
    }

    [Fact]
    public async Task Who_associates_passes_the_role_to_the_pods_of_that_cluster()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        var cluster = $"arn:aws:eks:us-east-1:{root.AccountId}:cluster/{EksCalls.Cluster}";
        var user = await root.NewUserAsync("operator", Documents.Allow("eks:*"));
        object body = new
        {
            @namespace = "shop",
            serviceAccount = "cart",
            roleArn = role,
        };
        Assert.Equal("AccessDeniedException", (await user.RestAsync("eks", "POST", EksCalls.Path, body)).Code());
        await AllowAsync(cluster + "x");
        Assert.Equal("AccessDeniedException", (await user.RestAsync("eks", "POST", EksCalls.Path, body)).Code());
        await AllowAsync(cluster);
        await user.AssociateAsync(role);

        Task AllowAsync(string resource) =>
            root.PutPolicyAsync(
                "operator",
                $$"""
                {"Version":"2012-10-17","Statement":[
                 {"Effect":"Allow","Action":"eks:CreatePodIdentityAssociation","Resource":"{{cluster}}"},
                 {"Effect":"Allow","Action":"iam:GetRole","Resource":"{{role}}"},
                 {"Effect":"Allow","Action":"iam:PassRole","Resource":"{{role}}","Condition":{"StringEquals":{
                 "iam:PassedToService":"{{EksCalls.Pods}}","iam:AssociatedResourceArn":"{{resource}}"} } }]}
                """
            );
    }

    [Theory]
    [InlineData("roleArn", "arn:aws:iam::999999999999:role/x")]
    [InlineData("roleArn", "arn:aws:iam::ACCOUNT:user/x")]
    [InlineData("targetRoleArn", "arn:aws:iam::999999999999:user/x")]
    [InlineData("targetRoleArn", "x")]
    [InlineData("policy", "{}")]
    [InlineData("policy", POLICY, false)]
    public async Task What_cannot_be_associated_is_refused(string member, string value, bool disableSessionTags = true)
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        var body = Body(role, disableSessionTags);
        body[member] = value.Replace("ACCOUNT", root.AccountId, StringComparison.Ordinal);
        var answer = await root.RestAsync("eks", "POST", EksCalls.Path, body);
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameterException"), (answer.Status, answer.Code()));
    }

    const string POLICY = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*"}]}""";

    static Dictionary<string, object> Body(string role, bool disableSessionTags) =>
        new()
        {
            ["namespace"] = "shop",
            ["serviceAccount"] = "cart",
            ["roleArn"] = role,
            ["disableSessionTags"] = disableSessionTags,
        };

    [Fact]
    public async Task A_target_role_and_a_policy_are_kept_changed_and_taken_away()
    {
        var root = await server.NewAccountAsync();
        var body = Body(await root.NewPodRoleAsync(), disableSessionTags: true);
        (body["targetRoleArn"], body["policy"]) = ("arn:aws:iam::999999999999:role/target", POLICY);
        var made = (await root.RestAsync("eks", "POST", EksCalls.Path, body)).Body.GetProperty("association");
        Assert.Equal($"us-east-1/{root.AccountId}/{EksCalls.Cluster}/shop/cart", made.GetProperty("externalId").GetString());
        Assert.Equal("arn:aws:iam::999999999999:role/target", made.GetProperty("targetRoleArn").GetString());
        Assert.Equal(POLICY, made.GetProperty("policy").GetString());

        var path = $"{EksCalls.Path}/{made.GetProperty("associationId").GetString()}";
        Assert.Equal("InvalidParameterException", (await root.RestAsync("eks", "POST", path, new { })).Code());
        Assert.Equal("InvalidParameterException", (await root.RestAsync("eks", "POST", path, new { disableSessionTags = false })).Code());
        var changed = (
            await root.RestAsync(
                "eks",
                "POST",
                path,
                new
                {
                    policy = "",
                    targetRoleArn = "",
                    disableSessionTags = false,
                }
            )
        ).Body;
        foreach (var member in new[] { "externalId", "targetRoleArn", "policy" })
            Assert.False(changed.GetProperty("association").TryGetProperty(member, out _), member);
    }

    [Fact]
    public async Task Clusters_whose_names_differ_in_case_are_different_ones()
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        foreach (var cluster in new[] { "shop", "Shop", "SHOP" })
        foreach (var (space, name) in new[] { ("a", "b.c"), ("a", "b-c"), ("b", "b.c"), ("a-b", "c") })
        {
            var body = Body(role, false);
            (body["namespace"], body["serviceAccount"]) = (space, name);
            Assert.Null((await root.RestAsync("eks", "POST", $"/clusters/{cluster}/pod-identity-associations", body)).Code());
        }
        foreach (var cluster in new[] { "shop", "Shop", "SHOP" })
        {
            var (listed, token) = (0, "");
            do
            {
                var page = (await root.RestAsync("eks", "GET", $"/clusters/{cluster}/pod-identity-associations?maxResults=3{token}")).Body;
                listed += page.GetProperty("associations").GetArrayLength();
                token = page.TryGetProperty("nextToken", out var next) ? $"&nextToken={Uri.EscapeDataString(next.GetString()!)}" : "";
            } while (token.Length > 0);
            Assert.Equal(4, listed);
        }
    }
}
