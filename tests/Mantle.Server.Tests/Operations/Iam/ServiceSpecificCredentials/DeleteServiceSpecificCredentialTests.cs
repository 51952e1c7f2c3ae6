using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;

[Collection(ServerCollection.Name)]
public class DeleteServiceSpecificCredentialTests(TestServer server)
{
    [Fact]
    public async Task A_deleted_credential_and_its_secret_are_gone()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        var id = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        await root.Iam("DeleteServiceSpecificCredential", ("UserName", "x"), ("ServiceSpecificCredentialId", id));
        Assert.Empty((await root.Iam("ListServiceSpecificCredentials", ("UserName", "x"))).All("ServiceSpecificCredentialId"));
        Assert.False((await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!.Secrets.ContainsKey(id));
        await root.Refused(
            "NoSuchEntity",
            "No such credential ACCAXXXXXXXXXXXXXXXXX exists",
            "DeleteServiceSpecificCredential",
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
            "DeleteServiceSpecificCredential",
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
            "DeleteServiceSpecificCredential",
            root.Arn("user/x"),
            "user x",
            ("UserName", "x"),
            ("ServiceSpecificCredentialId", id)
        );
    }
}
