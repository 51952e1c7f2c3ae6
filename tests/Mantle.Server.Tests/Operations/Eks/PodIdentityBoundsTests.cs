using System.Net;
using System.Text.Json;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Eks;

/// <summary>What an association is found by, what it may contain, and what a token can make of it.</summary>
[Collection(ServerCollection.Name)]
public class PodIdentityBoundsTests(TestServer server)
{
    /// <summary>The call is authorized for the ARN of its region, its cluster and the id as it is written.</summary>
    [Fact]
    public async Task An_association_is_found_in_its_region_and_to_the_letter()
    {
        var root = await server.NewAccountAsync();
        var id = (await root.AssociateAsync(await root.NewPodRoleAsync())).GetProperty("associationId").GetString()!;
        var elsewhere = new TestClient(root.Endpoint, server.Clock, root.AccountId, root.Credentials) { Region = "eu-west-1" };
        foreach (var method in new[] { "GET", "DELETE" })
        {
            Assert.Equal(
                "ResourceNotFoundException",
                (await root.RestAsync("eks", method, $"{EksCalls.Path}/{id.ToUpperInvariant()}")).Code()
            );
            Assert.Equal("ResourceNotFoundException", (await elsewhere.RestAsync("eks", method, $"{EksCalls.Path}/{id}")).Code());
        }
        Assert.Equal(0, (await elsewhere.RestAsync("eks", "GET", EksCalls.Path)).Body.GetProperty("associations").GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await root.RestAsync("eks", "GET", $"{EksCalls.Path}/{id}")).Status);
    }

    [Theory]
    [InlineData("""{"dept":"a","Dept":"b"}""")]
    [InlineData("""{"aws:x":"a"}""")]
    [InlineData("""{"x":"aws:a"}""")]
    [InlineData("many")]
    public async Task Tags_that_AWS_refuses_are_refused(string tags)
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        var given =
            tags == "many"
                ? Enumerable.Range(1, 51).ToDictionary(i => $"k{i}", _ => "v")
                : JsonSerializer.Deserialize<Dictionary<string, string>>(tags)!;
        var refused = await root.RestAsync(
            "eks",
            "POST",
            EksCalls.Path,
            new
            {
                @namespace = "shop",
                serviceAccount = "cart",
                roleArn = role,
                tags = given,
            }
        );
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameterException"), (refused.Status, refused.Code()));
    }

    [Theory]
    [InlineData("shop", "a/b")]
    [InlineData("shop", "A")]
    [InlineData("shop.x", "cart")]
    [InlineData("shop\0", "cart")]
    [InlineData("-shop", "cart")]
    public async Task Names_are_those_of_Kubernetes(string space, string serviceAccount)
    {
        var root = await server.NewAccountAsync();
        var role = await root.NewPodRoleAsync();
        var refused = await root.RestAsync(
            "eks",
            "POST",
            EksCalls.Path,
            new
            {
                @namespace = space,
                serviceAccount,
                roleArn = role,
            }
        );
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameterException"), (refused.Status, refused.Code()));
    }

    [Theory]
    [InlineData("arn:aws:iam::{0}:user/x")]
    [InlineData("arn:aws:iam::{0}:role/*")]
    [InlineData("arn:aws:s3::{0}:role/x")]
    [InlineData("arn:aws:iam:us-east-1:{0}:role/x")]
    [InlineData("arn:aws:iam::{0}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")]
    public async Task A_role_is_a_role_of_the_account_s_own(string arn)
    {
        var root = await server.NewAccountAsync();
        var refused = await root.RestAsync(
            "eks",
            "POST",
            EksCalls.Path,
            new
            {
                @namespace = "shop",
                serviceAccount = "cart",
                roleArn = arn.Replace("{0}", root.AccountId, StringComparison.Ordinal),
            }
        );
        Assert.Equal((HttpStatusCode.BadRequest, "InvalidParameterException"), (refused.Status, refused.Code()));
    }

    /// <summary>Deleting it needs EKS's permission.</summary>
    [Fact]
    public async Task An_association_is_no_workload_to_deregister()
    {
        var root = await server.NewAccountAsync();
        var id = (await root.AssociateAsync(await root.NewPodRoleAsync())).GetProperty("associationId").GetString()!;
        await root.RefusedAsync(
            "InvalidInput",
            $"pods.eks.amazonaws.com made {id}, and removes it with what it made it for.",
            "mantle",
            "DeregisterWorkload",
            ("RegistrationId", id)
        );
        Assert.Equal(HttpStatusCode.OK, (await root.RestAsync("eks", "GET", $"{EksCalls.Path}/{id}")).Status);
    }
}
