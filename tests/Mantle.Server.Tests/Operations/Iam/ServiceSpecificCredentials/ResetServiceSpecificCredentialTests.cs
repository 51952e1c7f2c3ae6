using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;

[Collection(ServerCollection.Name)]
public class ResetServiceSpecificCredentialTests(TestServer server)
{
    [Fact]
    public async Task The_password_is_another_and_all_else_the_same()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        foreach (
            var (service, secret) in new[]
            {
                (CredentialCalls.CodeCommit, "ServicePassword"),
                (CredentialCalls.Bedrock, "ServiceCredentialSecret"),
            }
        )
        {
            var before = await root.NewCredentialAsync("x", service);
            var after = await root.Iam(
                "ResetServiceSpecificCredential",
                ("UserName", "x"),
                ("ServiceSpecificCredentialId", before.Text("ServiceSpecificCredentialId"))
            );
            Assert.NotEqual(before.Text(secret), after.Text(secret));
            Assert.Equal(before.Members("ServiceSpecificCredential"), after.Members("ServiceSpecificCredential"));
            before.Find(secret)!.Remove();
            after.Find(secret)!.Remove();
            Assert.Equal(before.Text("ServiceSpecificCredential"), after.Text("ServiceSpecificCredential"));
        }
        await root.Refused(
            "NoSuchEntity",
            "No such credential ACCAXXXXXXXXXXXXXXXXX exists",
            "ResetServiceSpecificCredential",
            ("UserName", "x"),
            ("ServiceSpecificCredentialId", "ACCAXXXXXXXXXXXXXXXXX")
        );
    }

    [Fact]
    public async Task The_service_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        await root.NeedsConditionAsync(
            "ResetServiceSpecificCredential",
            """{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"codecommit.amazonaws.com"}}""",
            """{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"bedrock.amazonaws.com"}}""",
            ("UserName", "x"),
            ("ServiceSpecificCredentialId", id)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        await root.NeedsExactlyAsync(
            "ResetServiceSpecificCredential",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("ServiceSpecificCredentialId", id)
        );
    }
}
