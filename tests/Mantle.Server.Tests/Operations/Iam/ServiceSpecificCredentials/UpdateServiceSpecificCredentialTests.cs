using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;

[Collection(ServerCollection.Name)]
public class UpdateServiceSpecificCredentialTests(TestServer server)
{
    [Fact]
    public async Task A_credential_is_made_inactive_and_active_again()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        foreach (var status in new[] { "Inactive", "Active" })
        {
            await root.Iam("UpdateServiceSpecificCredential", ("UserName", "x"), ("ServiceSpecificCredentialId", id), ("Status", status));
            Assert.Equal(status, (await root.Iam("ListServiceSpecificCredentials", ("UserName", "x"))).Text("Status"));
        }
        await root.Refused(
            "NoSuchEntity",
            "No such credential ACCAXXXXXXXXXXXXXXXXX exists",
            "UpdateServiceSpecificCredential",
            ("UserName", "x"),
            ("ServiceSpecificCredentialId", "ACCAXXXXXXXXXXXXXXXXX"),
            ("Status", "Active")
        );
    }

    [Fact]
    public async Task The_service_can_be_made_a_condition()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        await root.NeedsConditionAsync(
            "UpdateServiceSpecificCredential",
            """{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"codecommit.amazonaws.com"}}""",
            """{"StringEquals":{"iam:ServiceSpecificCredentialServiceName":"bedrock.amazonaws.com"}}""",
            ("UserName", "x"),
            ("ServiceSpecificCredentialId", id),
            ("Status", "Inactive")
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        await root.NeedsExactlyAsync(
            "UpdateServiceSpecificCredential",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("ServiceSpecificCredentialId", id),
            ("Status", "Inactive")
        );
    }
}
