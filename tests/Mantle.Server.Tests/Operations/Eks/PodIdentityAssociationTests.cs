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
    [InlineData("arn:aws:iam::999999999999:role/x", null)]
    [InlineData(null, "arn:aws:iam::999999999999:role/x")]
    public async Task What_Mantle_does_not_have_is_refused(string? roleArn, string? targetRoleArn)
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        var answer = await root.RestAsync(
            "eks",
            "POST",
            EksCalls.Path,
            new
            {
                @namespace = "shop",
                serviceAccount = "cart",
                roleArn = roleArn ?? role,
                targetRoleArn,
            }
        );
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameterException"), (answer.Status, answer.Code()));
    }
}
