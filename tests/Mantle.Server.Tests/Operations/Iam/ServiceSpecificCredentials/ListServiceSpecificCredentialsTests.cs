using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ServiceSpecificCredentials;

[Collection(ServerCollection.Name)]
public class ListServiceSpecificCredentialsTests(TestServer server)
{
    [Fact]
    public async Task Pages_hold_a_users_credentials_without_secrets_and_of_one_service_if_asked()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.PagesWholeAsync("ListServiceSpecificCredentials", "ServiceSpecificCredentialId", [], ("UserName", "x"));
        var git = (await root.NewCredentialAsync("x")).Text("ServiceSpecificCredentialId");
        var key = (await root.NewCredentialAsync("x", CredentialCalls.Bedrock)).Text("ServiceSpecificCredentialId");
        await root.PagesWholeAsync(
            "ListServiceSpecificCredentials",
            "ServiceSpecificCredentialId",
            [.. new[] { git, key }.Order(StringComparer.Ordinal)],
            ("UserName", "x")
        );
        var listed = await root.Iam("ListServiceSpecificCredentials", ("UserName", "x"), ("ServiceName", CredentialCalls.CodeCommit));
        Assert.Equal([git], listed.All("ServiceSpecificCredentialId"));
        Assert.Equal("CreateDate ServiceName ServiceSpecificCredentialId ServiceUserName Status UserName", listed.Members("member"));
        Assert.Equal(
            "CreateDate ServiceCredentialAlias ServiceName ServiceSpecificCredentialId Status UserName",
            (await root.Iam("ListServiceSpecificCredentials", ("UserName", "x"), ("ServiceName", CredentialCalls.Bedrock))).Members(
                "member"
            )
        );
        await root.Refused(
            "NoSuchEntity",
            "No such service s3 is supported for Service Specific Credentials",
            "ListServiceSpecificCredentials",
            ("UserName", "x"),
            ("ServiceName", "s3")
        );
    }

    [Fact]
    public async Task A_rename_leaves_the_service_user_name_as_it_is()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NewCredentialAsync("x");
        await root.Iam("UpdateUser", ("UserName", "x"), ("NewUserName", "renamed"));
        var listed = await root.Iam("ListServiceSpecificCredentials", ("UserName", "renamed"));
        Assert.Equal(("renamed", $"x-at-{root.AccountId}"), (listed.Text("UserName"), listed.Text("ServiceUserName")));
    }

    [Fact]
    public async Task Pages_of_all_users_hold_every_credential()
    {
        var root = await server.NewAccountAsync();
        var expected = new List<string>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await root.Iam("CreateUser", ("UserName", name));
            if (name == "b")
                continue;
            var ids = new[] { await root.NewCredentialAsync(name), await root.NewCredentialAsync(name, CredentialCalls.Bedrock) };
            expected.AddRange(ids.Select(answer => answer.Text("ServiceSpecificCredentialId")).Order(StringComparer.Ordinal));
        }
        await root.PagesWholeAsync("ListServiceSpecificCredentials", "ServiceSpecificCredentialId", expected, ("AllUsers", "true"));
        await root.Refused("ValidationError", null, "ListServiceSpecificCredentials", ("AllUsers", "true"), ("UserName", "a"));
        var user = await root.NewUserAsync("dev", Documents.Allow("iam:ListServiceSpecificCredentials", root.Arn("user/dev")));
        await user.Iam("ListServiceSpecificCredentials");
        await user.Refused("AccessDenied", null, "ListServiceSpecificCredentials", ("AllUsers", "true"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_user()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.NeedsExactlyAsync("ListServiceSpecificCredentials", root.Arn("user/x"), "user x", ("UserName", "x"));
    }
}
